import { bounded } from '../../shared/bounded.ts';
import { amountOf, costOf, listOf, marginOf, taxed } from '../figures/amounts.ts';
import { allLines } from '../figures/terms.ts';
import type { QuotationRefusal } from '../refusals.ts';
import type { QuotationRecord, QuotationTerms } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';
import { quotationLimits } from '../vocabulary.ts';
import { severalRates } from './one-rate.ts';

/** Why a line cannot be added to a draft. */
export const unfit = (
  terms: QuotationTerms,
  line: QuotationLine,
  record: Pick<QuotationRecord, 'rates'>,
): QuotationRefusal | undefined => {
  const lines = allLines(terms);
  return lines.length >= quotationLimits.lines
    ? { code: 'quotation/too-many-lines', limit: quotationLimits.lines }
    : unfitBeside(lines, line, record);
};

/** Why a line cannot stand beside others, whatever their number. */
export const unfitBeside = (
  others: readonly QuotationLine[],
  line: QuotationLine,
  { rates }: Pick<QuotationRecord, 'rates'>,
): QuotationRefusal | undefined => {
  const currencies = new Set([...others, line].map(({ unitPrice }) => unitPrice.currency));
  if (currencies.size > quotationLimits.currencies)
    return { code: 'quotation/too-many-currencies', limit: quotationLimits.currencies };
  const comesTo = bounded(() => [
    listOf(line),
    taxed(amountOf(line), line.tax),
    costOf(line),
    marginOf(line),
  ]);
  return comesTo === undefined
    ? { code: 'quotation/amount-too-large' }
    : severalRates([...others, line], rates);
};
