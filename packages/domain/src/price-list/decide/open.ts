import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { PriceList } from '../state.ts';

/** Begins a list and says how many parts and lines it will have. */
export const open = ({ at: _, ...header }: Data<'OpenPriceList'>, state: PriceList): Answer => {
  if (state.status === 'absent') return emit({ type: 'PriceListOpened', data: header });
  return same(state.header, header) ? emit() : refuse({ code: 'price-list/already-opened' });
};
