import { bounded } from '../../shared/bounded.ts';
import { sameValue, withinNet } from '../../shared/deal-value.ts';
import { creditAt, overlayOn } from '../figures/credit.ts';
import { differenceOf, namesOf, saleBy, sumOf } from '../figures/sales.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { foreignTo } from '../rules/customer.ts';
import { dayOf, type Opportunity } from '../state.ts';

/**
 * Adds to a win what the customer took since: by another quotation or order of the deal, or by one
 * that was taken in part before (B26). Credited is who holds the credit on the day of the addition.
 */
export const extend = (command: Data<'ExtendWin'>, state: Opportunity): Answer => {
  const { opportunityId, quotationId, shopOrderId, partyId, at } = command;
  const value = withinNet(command.value);
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (state.status !== 'won') return refuse({ code: 'opportunity/not-won', status: state.status });
  const { record, sales } = state;
  if (quotationId === undefined && shopOrderId === undefined)
    return refuse({ code: 'opportunity/sale-unnamed' });
  const foreign = foreignTo(record, partyId);
  if (foreign !== undefined) return refuse(foreign);
  const { currency } = value.net;
  if (currency !== state.value.net.currency)
    return refuse({ code: 'opportunity/other-currency', currency });
  if (value.net.amount < 0) return refuse({ code: 'opportunity/negative-value', net: value.net });
  const known = saleBy(sales, command);
  if (known !== undefined && sameValue(known.value, value)) return emit();
  const after = bounded(() => {
    const added = known === undefined ? value : differenceOf(value, known.value);
    return { added, value: withinNet(sumOf(state.value, added)) };
  });
  if (after === undefined) return refuse({ code: 'opportunity/amount-too-large' });
  if (known !== undefined && after.added.net.amount < 0)
    return refuse({ code: 'opportunity/already-sold', value: known.value });
  const day = dayOf(record, at);
  const overlay = overlayOn(record, day);
  return emit({
    type: 'OpportunityWinExtended',
    data: {
      opportunityId,
      ...after,
      ...namesOf(command),
      credit: creditAt(record, at),
      ...(overlay.length === 0 ? {} : { overlay }),
    },
  });
};
