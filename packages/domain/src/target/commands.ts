import { Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { TargetGoal, TargetHolder, TargetMetric, TargetPeriod } from './events.ts';

const target = { holder: TargetHolder, metric: TargetMetric, period: TargetPeriod, at: Instant };

/** What can be asked of a holder's targets for one metric. */
export const TargetCommand = z.discriminatedUnion('type', [
  message('SetTarget', { ...target, goal: TargetGoal }),
  message('ReviseTarget', { ...target, goal: TargetGoal, reason: Text }),
]);
export type TargetCommand = z.infer<typeof TargetCommand>;
