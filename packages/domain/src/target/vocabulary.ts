import { Id, LocalDate, NonNegativeMoney } from '@presales/kernel';
import { z } from 'zod';
import { ActivityKind } from '../shared/activity-kind.ts';

/** Whose target it is. */
export const TargetHolder = z.strictObject({ kind: z.enum(['person', 'team']), id: Id }).readonly();
export type TargetHolder = z.infer<typeof TargetHolder>;

/** What is to be sold, where a target is for that alone: a product or service, or a group of them. */
export const TargetGoods = z
  .strictObject({ kind: z.enum(['product', 'group']), id: Id })
  .readonly();
export type TargetGoods = z.infer<typeof TargetGoods>;

const goods = TargetGoods.optional();

/**
 * What is to be reached (S54, S55): won value or margin, of all goods or some; parties at their first win
 * (`new-customers`) or with any win (`buyers`); leads at their first assignment; completed
 * activities, of one kind or all; completed calls, out and in together.
 */
export const TargetMetric = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('sales-value'), goods }).readonly(),
  z.strictObject({ of: z.literal('margin'), goods }).readonly(),
  z.strictObject({ of: z.literal('new-customers') }).readonly(),
  z.strictObject({ of: z.literal('buyers') }).readonly(),
  z.strictObject({ of: z.literal('leads') }).readonly(),
  z.strictObject({ of: z.literal('activities'), kind: ActivityKind.optional() }).readonly(),
  z.strictObject({ of: z.literal('calls') }).readonly(),
]);
export type TargetMetric = z.infer<typeof TargetMetric>;

/** How much: money for value and margin, a number for the rest. */
export const TargetGoal = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('money'), amount: NonNegativeMoney }).readonly(),
  z.strictObject({ in: z.literal('count'), count: z.int().min(0) }).readonly(),
]);
export type TargetGoal = z.infer<typeof TargetGoal>;

/** The days it is for: `end` is the first day after. */
export const TargetPeriod = z
  .strictObject({ start: LocalDate, end: LocalDate })
  .readonly()
  .refine(({ start, end }) => start < end, {
    error: 'expected an end after the start',
    path: ['end'],
  });
export type TargetPeriod = z.infer<typeof TargetPeriod>;
