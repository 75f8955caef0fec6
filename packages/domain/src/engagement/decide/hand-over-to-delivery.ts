import type { Answer, Data } from '../refusals.ts';
import { atWork, end } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

/** Presales hands what it knows to those who deliver (S42). */
export const handOverToDelivery = (
  { at: _, ...handedOver }: Data<'HandOverToDelivery'>,
  state: Engagement,
): Answer =>
  end(state, { type: 'HandedOverToDelivery', data: handedOver }, atWork(state, 'hand-over'));
