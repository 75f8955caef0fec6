import { bounded } from '../shared/bounded.ts';
import { same } from '../shared/same.ts';
import type { QuotationLine } from './events.ts';
import { quotationLimits } from './limits.ts';
import type { Quotation } from './quotation.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from './refusals.ts';
import { marginOf, netOf } from './totals.ts';

/** Begins a quotation, with version 1 as its draft. */
export const draft = ({ at: _, ...header }: Data<'DraftQuotation'>, state: Quotation): Answer => {
  if (state.status === 'absent') return emit({ type: 'QuotationDrafted', data: header });
  return same(state.header, header) ? emit() : refuse({ code: 'quotation/already-drafted' });
};

/** Adds a line to the draft. */
export const addLine = (
  { quotationId, line }: Data<'AddQuotationLine'>,
  state: Quotation,
): Answer => {
  if (state.status === 'sent') return refuse({ code: 'quotation/not-a-draft' });
  if (state.status !== 'draft') return notInPlay(state);
  const { lineId } = line;
  const known = state.lines.find((line) => line.lineId === lineId);
  if (known !== undefined)
    return same(known, line) ? emit() : refuse({ code: 'quotation/line-exists', lineId });
  const { lines, currencies } = quotationLimits;
  if (state.lines.length >= lines)
    return refuse({ code: 'quotation/too-many-lines', limit: lines });
  if (currenciesOf([...state.lines, line]).size > currencies)
    return refuse({ code: 'quotation/too-many-currencies', limit: currencies });
  if (bounded(() => [netOf(line), marginOf(line)]) === undefined)
    return refuse({ code: 'quotation/amount-too-large' });
  return emit({ type: 'QuotationLineAdded', data: { quotationId, line } });
};

/** Takes a line out of the draft. */
export const removeLine = (
  { quotationId, lineId }: Data<'RemoveQuotationLine'>,
  state: Quotation,
): Answer => {
  if (state.status === 'sent') return refuse({ code: 'quotation/not-a-draft' });
  if (state.status !== 'draft') return notInPlay(state);
  if (!state.lines.some((line) => line.lineId === lineId))
    return refuse({ code: 'quotation/unknown-line', lineId });
  return emit({ type: 'QuotationLineRemoved', data: { quotationId, lineId } });
};

const currenciesOf = (lines: readonly QuotationLine[]): ReadonlySet<string> =>
  new Set(lines.map(({ unitPrice }) => unitPrice.currency));
