import { Money } from '@presales/kernel';
import type { z } from 'zod';

/** Money that is more than zero: a payment, a refund. */
export const PositiveMoney = Money.refine((money) => money.amount > 0, {
  error: 'expected an amount above zero',
  path: ['amount'],
});
export type PositiveMoney = z.infer<typeof PositiveMoney>;
