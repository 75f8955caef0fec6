import { blocking, incompletionLog } from '../figures/incompletion-log.ts';
import { type Answer, refuse } from '../refusals.ts';
import type { InquiryRecord } from '../state.ts';
import type { FollowOnStep, IncompletionProcedure } from '../values/incompletion-procedure.ts';

/** The refusal of a step that missing fields block; undefined where none do, or no procedure is set. */
export const incomplete = (
  record: InquiryRecord,
  procedure: IncompletionProcedure | undefined,
  step: FollowOnStep,
  itemIds: readonly string[],
): Answer | undefined => {
  if (procedure === undefined) return undefined;
  const missing = blocking(incompletionLog(record, procedure), step, itemIds);
  return missing.length === 0 ? undefined : refuse({ code: 'inquiry/incomplete', missing });
};
