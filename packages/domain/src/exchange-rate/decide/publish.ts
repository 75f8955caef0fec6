import { sameDecimal } from '../../shared/same-decimal.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExchangeRate } from '../state.ts';

/** Publishes what one unit of a currency is worth in another from a day on, as a source has it. */
export const publish = (
  { at: _, ...published }: Data<'PublishExchangeRate'>,
  state: ExchangeRate,
): Answer => {
  const { from, to, rateDate, source, rate } = published;
  if (from === to) return refuse({ code: 'exchange-rate/same-currency', currency: from });
  const known = state.status === 'published' ? state.rates.get(rateDate)?.get(source) : undefined;
  if (known !== undefined && sameDecimal(known, rate)) return emit();
  return emit({ type: 'ExchangeRatePublished', data: published });
};
