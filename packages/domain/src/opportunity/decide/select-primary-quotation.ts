import { withinNet } from '../../shared/deal-value.ts';
import type { OpportunityEvent } from '../events.ts';
import { isExpected } from '../figures/expectation.ts';
import { released } from '../figures/released.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { foreignTo } from '../rules/customer.ts';
import type { Opportunity } from '../state.ts';

/**
 * Makes a quotation the one that the deal's value and margin follow (B14). Its value, where
 * the command brings one, becomes the deal's.
 */
export const selectPrimary = (
  { at: _, partyId, value: quoted, ...named }: Data<'SelectPrimaryQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const foreign = foreignTo(state.record, partyId);
  if (foreign !== undefined) return refuse(foreign);
  const { opportunityId, quotationId, others } = named;
  const value = quoted && withinNet(quoted);
  const selected = value === undefined ? named : { ...named, value };
  const { quotations, primary, expected } = state.record;
  for (const { net } of [...(value === undefined ? [] : [value]), ...(others ?? [])])
    if (net.amount < 0) return refuse({ code: 'opportunity/negative-value', net });
  const events: OpportunityEvent[] = [];
  if (!quotations.includes(quotationId))
    events.push({ type: 'QuotationLinked', data: { opportunityId, quotationId } });
  if (primary !== quotationId) {
    // What another quotation came to says nothing of this one.
    if (value === undefined) events.push(...released(state.record, 'replaced'));
    events.push({ type: 'PrimaryQuotationSelected', data: selected });
  }
  if (value !== undefined) {
    const { net: expectedValue, margin, netOfUnknownCost } = value;
    const revised = {
      opportunityId,
      expectedValue,
      margin,
      netOfUnknownCost,
      quotationId,
      ...(others === undefined ? {} : { others }),
    };
    if (!isExpected(expected, revised))
      events.push({ type: 'OpportunityValueRevised', data: revised });
  }
  return emit(...events);
};
