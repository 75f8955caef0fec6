import { type ApprovalPolicy, allLines, type StandingPolicy } from '@presales/domain/quotation';
import { type Instant, localDate } from '@presales/kernel';
import { type Lookup, publishedRates } from '@presales/processes';

/**
 * Policies that hold for every quotation, as a quotation's command is told them: nothing beyond one
 * of them is sent unapproved, whatever the command says itself (B30). The whole of a quotation in other
 * currencies than a policy's largest total is counted at the rates published for the day of the command.
 */
export const standingPolicies = async (
  policies: readonly ApprovalPolicy[],
  quotationId: string,
  at: Instant,
  load: Lookup['load'],
): Promise<readonly StandingPolicy[]> => {
  const state = await load('quotation', quotationId);
  if (state.status !== 'draft') return policies.map((policy) => ({ policy }));
  const currencies = new Set(allLines(state.terms).map(({ unitPrice }) => unitPrice.currency));
  const day = localDate(at, state.record.header.sellerZone);
  const standing: StandingPolicy[] = [];
  for (const policy of policies) {
    const base = policy.maxTotal?.currency;
    const foreign = [...currencies].filter((currency) => currency !== base);
    const rates =
      base === undefined || foreign.length === 0
        ? undefined
        : await publishedRates(foreign, base, day, { load });
    standing.push({ policy, ...(rates === undefined ? {} : { rates }) });
  }
  return standing;
};
