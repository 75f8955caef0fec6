import { withinNet } from '../../shared/deal-value.ts';
import type { OpportunityEvent } from '../events.ts';
import { isExpected } from '../figures/expectation.ts';
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
  const { opportunityId, quotationId } = named;
  const value = quoted && withinNet(quoted);
  const selected = value === undefined ? named : { ...named, value };
  const { quotations, primary, expected } = state.record;
  if (value !== undefined && value.net.amount < 0)
    return refuse({ code: 'opportunity/negative-value', net: value.net });
  const events: OpportunityEvent[] = [];
  if (!quotations.includes(quotationId))
    events.push({ type: 'QuotationLinked', data: { opportunityId, quotationId } });
  if (primary !== quotationId) events.push({ type: 'PrimaryQuotationSelected', data: selected });
  if (value !== undefined) {
    const { net: expectedValue, margin, netOfUnknownCost } = value;
    const revised = { opportunityId, expectedValue, margin, netOfUnknownCost, quotationId };
    if (!isExpected(expected, revised))
      events.push({ type: 'OpportunityValueRevised', data: revised });
  }
  return emit(...events);
};
