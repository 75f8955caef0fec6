import type { LocalDate } from '@presales/kernel';
import type { Served } from '../state.ts';
import type { DistributionMember } from '../vocabulary.ts';

/** The calendar month of a day: `2026-03`. */
export const monthOf = (date: LocalDate): string => date.slice(0, 7);

/**
 * Whose turn it is: whoever has waited longest, and among those who never had a lead, whoever comes
 * first in the definition. Unlike a pointer into the list this stays fair when people come, go or are
 * away.
 */
export const byTurn = (
  members: readonly DistributionMember[],
  { turns }: Served,
): DistributionMember | undefined => least(members, (member) => turnOf(member, turns));

/**
 * Whoever has had the smallest part of this month's quota, among those who have some of it left; of
 * equals, whoever has waited longest.
 */
export const byQuota = (
  members: readonly DistributionMember[],
  { turns, months }: Served,
  on: LocalDate,
): DistributionMember | undefined => {
  const month = months.get(monthOf(on));
  const part = ({ salespersonId, quota = 0 }: DistributionMember): number =>
    (month?.get(salespersonId) ?? 0) / quota;
  const open = members.filter((member) => part(member) < 1);
  const smallest = Math.min(...open.map(part));
  return least(
    open.filter((member) => part(member) === smallest),
    (member) => turnOf(member, turns),
  );
};

const turnOf = (
  { salespersonId }: DistributionMember,
  turns: ReadonlyMap<string, number>,
): number => turns.get(salespersonId) ?? 0;

/** The first of those with the least of something. */
const least = <Item>(items: readonly Item[], amount: (item: Item) => number): Item | undefined => {
  const smallest = Math.min(...items.map(amount));
  return items.find((item) => amount(item) === smallest);
};
