import { type Answer, type Data, emit } from '../refusals.ts';
import { onPosition } from '../rules/on-position.ts';
import type { Quotation } from '../state.ts';

/**
 * Chooses which of a line and its alternatives counts: in the draft, or as the customer wants it.
 */
export const choose = ({ at, ...data }: Data<'ChooseQuotationItem'>, state: Quotation): Answer =>
  onPosition({ at, ...data }, state, (position) =>
    position.chosen === data.lineId ? emit() : emit({ type: 'QuotationItemChosen', data }),
  );
