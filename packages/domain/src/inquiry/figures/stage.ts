import type { Inquiry } from '../state.ts';
import type { IncompletionProcedure } from '../values/incompletion-procedure.ts';
import { incompletionLog } from './incompletion-log.ts';

/** How far an inquiry has come. */
export type InquiryStage =
  | 'incomplete'
  | 'open'
  | 'answered'
  | 'partly-quoted'
  | 'quoted'
  | 'rejected'
  | 'closed'
  | 'expired';

/**
 * How far an inquiry has come, as a list would show it. While it is open it is partly quoted once an
 * item is in a quotation, else answered once every question of the items that were not rejected has
 * its answer, else incomplete while its procedure misses a field.
 */
export const inquiryStage = (
  state: Exclude<Inquiry, { status: 'absent' }>,
  procedure: IncompletionProcedure = { header: [], item: [] },
): InquiryStage => {
  if (state.status !== 'open') return state.status;
  const items = [...state.items.values()];
  if (items.some(({ quoted }) => quoted.size > 0)) return 'partly-quoted';
  const answered = items.every(
    ({ item, answers, rejection }) =>
      rejection !== undefined || item.asks.every((ask) => answers.has(ask)),
  );
  if (answered) return 'answered';
  return incompletionLog(state, procedure).length > 0 ? 'incomplete' : 'open';
};
