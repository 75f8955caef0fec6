import { bounded } from '../../shared/bounded.ts';
import { sameValue, withinNet } from '../../shared/deal-value.ts';
import { differenceOf, namesOf, saleBy, sumOf } from '../figures/sales.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { faultOfValue } from '../rules/stated-value.ts';
import type { Opportunity } from '../state.ts';

/**
 * States a win's value anew after a refund of a part (B8), or an error; or that of one of its sales,
 * by the quotation or the order that made it.
 */
export const adjust = (
  { at: _, quotationId, shopOrderId, ...adjusted }: Data<'AdjustWin'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (state.status !== 'won') return refuse({ code: 'opportunity/not-won', status: state.status });
  const { net } = adjusted.value;
  if (net.currency !== state.value.net.currency)
    return refuse({ code: 'opportunity/other-currency', currency: net.currency });
  const fault = faultOfValue(adjusted.value);
  if (fault !== undefined) return refuse(fault);
  const [first, ...others] = state.sales;
  const named = { quotationId, shopOrderId };
  if (quotationId === undefined && shopOrderId === undefined) {
    if (first === undefined || others.length > 0)
      return refuse({ code: 'opportunity/sale-unnamed' });
    return sameValue(state.value, adjusted.value)
      ? emit()
      : emit({ type: 'OpportunityWinAdjusted', data: adjusted });
  }
  const known = saleBy(state.sales, named);
  if (known === undefined) return refuse({ code: 'opportunity/unknown-sale', ...namesOf(named) });
  if (sameValue(known.value, adjusted.value)) return emit();
  const value = bounded(() =>
    withinNet(sumOf(state.value, differenceOf(adjusted.value, known.value))),
  );
  if (value === undefined) return refuse({ code: 'opportunity/amount-too-large' });
  const sale = { value: adjusted.value, ...namesOf(named) };
  return emit({ type: 'OpportunityWinAdjusted', data: { ...adjusted, value, sale } });
};
