import { sameValue, withinNet } from '../../shared/deal-value.ts';
import { creditAt, overlayOn } from '../figures/credit.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { foreignTo } from '../rules/customer.ts';
import { faultOfValue } from '../rules/stated-value.ts';
import { dayOf, type Opportunity } from '../state.ts';

/**
 * Wins a deal from whatever step it stands at (B8). The steps that it never entered are
 * recorded as skipped; credited is who held the credit when it was won (B23), even if the deal changed
 * hands before anybody entered the win.
 */
export const win = (command: Data<'WinOpportunity'>, state: Opportunity): Answer => {
  const { opportunityId, quotationId, shopOrderId, partyId: named, at } = command;
  // What follows from a document may be from before its unknown cost was kept within the net.
  const fromDocument = quotationId !== undefined || shopOrderId !== undefined;
  const value = fromDocument ? withinNet(command.value) : command.value;
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  const { record } = state;
  const { partyId: known, step, entered, pipeline } = record;
  const foreign = foreignTo(record, named);
  if (foreign !== undefined) return refuse(foreign);
  if (state.status === 'won')
    return sameValue(state.value, value) &&
      (quotationId === undefined || quotationId === state.quotationId) &&
      (shopOrderId === undefined || shopOrderId === state.shopOrderId) &&
      (named === undefined || named === known)
      ? emit()
      : refuse({ code: 'opportunity/already-won', value: state.value });
  if (state.status !== 'open') return notOpen(state);
  const fault = faultOfValue(value);
  if (fault !== undefined) return refuse(fault);
  const partyId = known ?? named;
  const overlay = overlayOn(record, dayOf(record, at));
  return emit({
    type: 'OpportunityWon',
    data: {
      opportunityId,
      ...(partyId === undefined ? {} : { partyId }),
      value,
      credit: creditAt(record, at),
      ...(overlay.length === 0 ? {} : { overlay }),
      step,
      skipped: pipeline.steps.filter((step) => !entered.includes(step)),
      ...(quotationId === undefined ? {} : { quotationId }),
      ...(shopOrderId === undefined ? {} : { shopOrderId }),
    },
  });
};
