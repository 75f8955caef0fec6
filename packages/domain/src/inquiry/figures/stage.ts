import type { ExistingInquiry } from '../state.ts';
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
 * How far an inquiry has come, as a list would show it. An open inquiry is partly quoted once one of
 * its items is in a quotation; otherwise it is answered once every question about the items that were
 * not rejected has its answer; otherwise it is incomplete while it lacks a field by its procedure.
 */
export const inquiryStage = (
  state: ExistingInquiry,
  procedure: IncompletionProcedure = { header: [], item: [] },
): InquiryStage => {
  if (state.status !== 'open') return state.status;
  const items = [...state.record.items.values()];
  if (items.some(({ quoted }) => quoted.size > 0)) return 'partly-quoted';
  const answered = items.every(
    ({ item, answers, rejection }) =>
      rejection !== undefined || item.asks.every((ask) => answers.has(ask)),
  );
  if (answered) return 'answered';
  return incompletionLog(state.record, procedure).length > 0 ? 'incomplete' : 'open';
};
