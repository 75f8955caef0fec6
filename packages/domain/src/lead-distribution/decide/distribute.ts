import { localDate } from '@presales/kernel';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { byQuota, byTurn, monthOf } from '../rules/rotation.ts';
import type { LeadDistribution } from '../state.ts';
import type { DistributionMember } from '../vocabulary.ts';

/** How many leads one distribution gives out: a stream stays short, and another one takes over. */
export const distributionLimit = 10_000;

/**
 * Gives a lead to the salesperson whose turn it is, among those who cover its territory, are not
 * away and have not given it back.
 */
export const distribute = (
  { distributionId, leadId, territory, unavailable = [], attempt = 1, at }: Data<'DistributeLead'>,
  state: LeadDistribution,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'lead-distribution/not-defined' });
  const { definition, given, served } = state;
  const { rule, zone, members } = definition;
  const before = given.filter((one) => one.leadId === leadId);
  if (before.some((one) => one.attempt === attempt)) return emit();
  if (given.length === distributionLimit)
    return refuse({ code: 'lead-distribution/full', limit: distributionLimit });
  const covers = ({ territories }: DistributionMember): boolean =>
    rule !== 'territory' || territories?.some((covered) => covered === territory) === true;
  if (rule === 'territory') {
    if (territory === undefined)
      return refuse({ code: 'lead-distribution/territory-unknown', leadId });
    if (!members.some(covers))
      return refuse({ code: 'lead-distribution/territory-uncovered', territory });
  }

  const had = new Set([...unavailable, ...before.map(({ salespersonId }) => salespersonId)]);
  const free = members.filter((member) => covers(member) && !had.has(member.salespersonId));
  if (free.length === 0) return refuse({ code: 'lead-distribution/nobody-left', leadId });

  const on = localDate(at, zone);
  const next = rule === 'quota' ? byQuota(free, served, on) : byTurn(free, served);
  if (next === undefined)
    return refuse({ code: 'lead-distribution/quotas-filled', month: monthOf(on) });
  const { salespersonId } = next;
  return emit({
    type: 'LeadDistributed',
    data: { distributionId, leadId, attempt, salespersonId, rule, on },
  });
};
