import type { TargetGoods } from '@presales/domain/target';
import type { CurrencyCode, LocalDate, Period } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { customersOf } from '../shared/contacts.ts';
import { type Converted, conversionAt } from '../shared/conversion.ts';
import { creditByWin } from '../shared/credit.ts';
import type { DaysOfZone } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { type Memberships, membershipsOf, teamNames } from '../shared/memberships.ts';
import { type MergeFact, survivorsOf } from '../shared/merges.ts';
import type { MomentOf } from '../shared/moments.ts';
import type { Scope } from '../shared/scope.ts';
import { existingCustomers, type WinSources, winsOf } from '../shared/wins.ts';
import type { GoodsIn, PartOf } from './goods.ts';
import type { Holder } from './holder.ts';
import { type Entry, entriesIn, type Ledger, ledgerOf, type Shares, sharesIn } from './ledger.ts';
import { type Overlay, overlayIn } from './overlay.ts';
import type { ReversalTreatment } from './parameters.ts';
import { CountTally, SalesTally } from './sales-tally.ts';
import type { AssignmentFact, TargetTables } from './tables.ts';

/** One person's part in a completed activity, on its day. */
export interface DoneActivity {
  readonly performerId: string;
  /** In basis points of one activity. */
  readonly share: number;
  readonly kind: string;
  readonly outcome: string;
  readonly on: LocalDate;
}

/** Somebody's getting a lead for the first time that anybody did. */
export interface FirstAssignment {
  readonly salespersonId: string;
  readonly on: LocalDate;
}

/** All that targets are measured by. */
export interface Book {
  readonly ledger: Ledger;
  readonly activities: readonly DoneActivity[];
  readonly assignments: readonly FirstAssignment[];
  readonly memberships: Memberships;
  readonly teamName: (teamId: string) => string;
  readonly sharesIn: (currency: CurrencyCode) => Shares;
  /** What is of which goods; undefined where no target is for some alone. */
  readonly partIn: (currency: CurrencyCode) => PartOf | undefined;
  /** What a win is worth in a currency, to those credited beside the split. */
  readonly overlayIn: (currency: CurrencyCode) => Overlay;
  /** The rates that were used until now. */
  readonly converted: () => Converted;
}

/** Opens the book as it was, as it was known. */
export const readBook = async (
  database: Kysely<TargetTables>,
  scope: Scope,
  reversals: ReversalTreatment,
  days: DaysOfZone,
  momentOf: MomentOf,
  goods: GoodsIn | undefined,
  via: CurrencyCode | undefined,
): Promise<Book> => {
  const { happened, known } = scope;
  const winFacts = await readWinFacts(database, scope);
  const existing = existingCustomers(
    await database.selectFrom('target_party').selectAll().where(known).execute(),
    customersOf(winFacts.contacts, winFacts.partyMerges),
  );
  const credits = creditByWin(
    await database.selectFrom('target_credit').selectAll().where(happened).execute(),
  );
  const overlays = creditByWin(
    await database.selectFrom('target_overlay').selectAll().where(happened).execute(),
  );
  const conversion = conversionAt(
    await database.selectFrom('target_rate').selectAll().where(known).execute(),
    via,
  );
  const teams = await database
    .selectFrom('target_team')
    .selectAll()
    .where(known)
    .orderBy('position')
    .execute();
  const byCurrency = new Map<CurrencyCode, Shares>();
  const parts = new Map<CurrencyCode, PartOf>();
  return {
    ledger: ledgerOf(winsOf(winFacts, momentOf), credits, existing, reversals, days),
    activities: await readActivities(database, scope, days),
    assignments: firstAssignments(
      await database.selectFrom('target_assignment').selectAll().where(happened).execute(),
      await database.selectFrom('target_lead_merge').selectAll().where(known).execute(),
      days,
    ),
    memberships: membershipsOf(
      await database.selectFrom('target_membership').selectAll().where(known).execute(),
    ),
    teamName: teamNames(teams),
    sharesIn: (currency) => {
      const shares = byCurrency.get(currency) ?? sharesIn(credits, conversion.into(currency));
      byCurrency.set(currency, shares);
      return shares;
    },
    partIn: (currency) => {
      const part = parts.get(currency) ?? goods?.(conversion.into(currency));
      if (part !== undefined) parts.set(currency, part);
      return part;
    },
    overlayIn: (currency) => overlayIn(overlays, conversion.into(currency)),
    converted: conversion.used,
  };
};

/** What the wins of target tracking are read from. */
export const readWinFacts = async (
  database: Kysely<TargetTables>,
  { happened, known }: Scope,
): Promise<WinSources> => ({
  openings: await database.selectFrom('target_opened').selectAll().where(happened).execute(),
  outcomes: await database.selectFrom('target_outcome').selectAll().where(happened).execute(),
  contacts: await database.selectFrom('target_contact').selectAll().where(happened).execute(),
  partyMerges: await database.selectFrom('target_party_merge').selectAll().where(known).execute(),
  dealMerges: await database.selectFrom('target_deal_merge').selectAll().where(known).execute(),
});

/** The completed activities that were not recorded by mistake, in business time. */
const readActivities = async (
  database: Kysely<TargetTables>,
  { happened }: Scope,
  days: DaysOfZone,
): Promise<readonly DoneActivity[]> => {
  const voids = await database
    .selectFrom('target_activity_void')
    .selectAll()
    .where(happened)
    .execute();
  const voided = new Set(voids.map(({ activity_id }) => activity_id));
  const activities = await database
    .selectFrom('target_activity')
    .selectAll()
    .where(happened)
    .orderBy('occurred_at')
    .orderBy('position')
    .execute();
  return activities
    .filter(({ activity_id }) => !voided.has(activity_id))
    .map(({ performer_id, share, kind, outcome, occurred_at }) => ({
      performerId: performer_id,
      share,
      kind,
      outcome,
      on: days.dateOf(occurred_at),
    }));
};

/** The first assignment of every lead; duplicates that were merged are one lead. */
const firstAssignments = (
  assignments: readonly AssignmentFact[],
  merges: readonly MergeFact[],
  days: DaysOfZone,
): readonly FirstAssignment[] => {
  const survivorOf = survivorsOf(merges);
  const first = new Map<string, FirstAssignment>();
  for (const { lead_id, salesperson_id, occurred_at } of [...assignments].sort(byTime)) {
    const leadId = survivorOf(lead_id);
    if (!first.has(leadId))
      first.set(leadId, { salespersonId: salesperson_id, on: days.dateOf(occurred_at) });
  }
  return [...first.values()];
};

/** Whose figures, of which days. */
export interface Account {
  readonly holder: Holder;
  readonly period: Pick<Period, 'start' | 'end'>;
}

/**
 * What a holder won, in one currency. A team has what its members won while they were members, by
 * the day of the win (B12): a deal shared by two members counts by its shares, not twice. Where it is
 * about some goods alone, what of each share is theirs.
 *
 * @throws MissingExchangeRate
 */
export const sold = (
  book: Book,
  account: Account,
  currency: CurrencyCode,
  goods: TargetGoods | undefined,
): SalesTally => {
  const tally = new SalesTally(currency);
  const sharesOf = book.sharesIn(currency);
  const partOf = goods && book.partIn(currency);
  for (const entry of entriesIn(book.ledger.sales, account.period))
    entry.holders.forEach((person, place) => {
      const share = isHolder(book, account, person, entry.wonOn)
        ? sharesOf(entry)[place]
        : undefined;
      if (share === undefined) return;
      tally.sell(entry, goods && partOf ? partOf(entry, share, goods) : share);
    });
  return tally;
};

/** How often a holder won, and what it did; of some kinds of activity, or all. Needs no rates. */
export const counted = (
  book: Book,
  account: Account,
  activityKinds: readonly string[] | undefined,
): CountTally => {
  const tally = new CountTally();
  const { start, end } = account.period;
  const isOf = ({ holders, wonOn }: Entry): boolean =>
    holders.some((person) => isHolder(book, account, person, wonOn));
  for (const entry of entriesIn(book.ledger.sales, account.period))
    if (isOf(entry)) tally.win(entry);
  for (const entry of entriesIn(book.ledger.newCustomers, account.period))
    if (isOf(entry)) tally.gain(entry);
  for (const { performerId, share, kind, outcome, on } of book.activities)
    if (
      start <= on &&
      on < end &&
      (activityKinds === undefined || activityKinds.includes(kind)) &&
      isHolder(book, account, performerId, on)
    )
      tally.act(outcome, share);
  return tally;
};

/** How many leads a holder was the first to get. */
export const leadsGiven = (book: Book, account: Account): number =>
  book.assignments.filter(
    ({ salespersonId, on }) =>
      account.period.start <= on &&
      on < account.period.end &&
      isHolder(book, account, salespersonId, on),
  ).length;

const isHolder = (
  { memberships }: Book,
  { holder }: Account,
  person: string,
  on: LocalDate,
): boolean =>
  holder.kind === 'person' ? person === holder.id : memberships.isMember(holder.id, person, on);
