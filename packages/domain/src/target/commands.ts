import { Id, Instant, LocalDate, message, Text, Zone } from '@presales/kernel';
import { z } from 'zod';
import { TargetGoal, TargetHolder, TargetMetric, TargetPeriod } from './vocabulary.ts';

const target = { holder: TargetHolder, metric: TargetMetric, period: TargetPeriod, at: Instant };

/** What can be asked of a holder's targets for one metric. */
export const TargetCommand = z.discriminatedUnion('type', [
  message('SetTarget', { ...target, goal: TargetGoal, stretch: TargetGoal.optional() }),
  message('ReviseTarget', {
    ...target,
    goal: TargetGoal,
    stretch: TargetGoal.optional(),
    reason: Text,
    /** By default the day it is asked on, or the nearest day of the period. */
    effectiveFrom: LocalDate.optional(),
    /** Needed for a day that is already over. */
    approvedBy: Id.optional(),
    /** The zone in which that day is counted; by default UTC. */
    zone: Zone.optional(),
  }),
  message('WithdrawTarget', { ...target, reason: Text, approvedBy: Id.optional() }),
]);
export type TargetCommand = z.infer<typeof TargetCommand>;
