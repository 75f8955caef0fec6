import { Id, LocalDate, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { TargetGoal, TargetHolder, TargetMetric, TargetPeriod } from './vocabulary.ts';

const target = { holder: TargetHolder, metric: TargetMetric, period: TargetPeriod };

/** All that can have happened to the targets of one holder for one metric. */
export const TargetEvent = z.discriminatedUnion('type', [
  message('TargetSet', {
    ...target,
    goal: TargetGoal,
    /** What would be better still; absent when nothing is. */
    stretch: TargetGoal.optional(),
  }),
  message('TargetRevised', {
    ...target,
    /** What held on the first day of the new goal. */
    from: TargetGoal,
    to: TargetGoal,
    /** What would be better still from now on; absent when nothing is. */
    stretch: TargetGoal.optional(),
    reason: Text,
    /**
     * A day of the period: before it, the goal stays what it was. Absent in revisions written
     * before such days were recorded: then it is the day of the event.
     */
    effectiveFrom: LocalDate.optional(),
    approvedBy: Id.optional(),
  }),
  /** No target for this period any more; another may be set. */
  message('TargetWithdrawn', { ...target, reason: Text, approvedBy: Id.optional() }),
]);
export type TargetEvent = z.infer<typeof TargetEvent>;
