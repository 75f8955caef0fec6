import { exponentOf, type Money, plus, scaled, zero } from '@presales/kernel';
import type { TotalRounding } from '../values/conditions.ts';

/** A total as it is paid, and what rounding added to it or, below zero, took off. */
export interface RoundedTotal {
  readonly payable: Money;
  readonly adjustment: Money;
}

/**
 * A total at its currency's minor unit rounded to a multiple of the rule's step; as it is without a
 * rule.
 *
 * @throws AmountOutOfRange
 */
export const roundTotal = (total: Money, rule: TotalRounding | undefined): RoundedTotal => {
  if (rule === undefined) return { payable: total, adjustment: zero(total.currency) };
  const { amount, scale } = scaled(rule.step);
  const step = BigInt(amount) * 10n ** BigInt(exponentOf(total.currency) - scale);
  const rest = BigInt(total.amount) % step;
  const down = -rest;
  const up = rest === 0n ? 0n : rest < 0n ? -step - rest : step - rest;
  const adjustment = { ...total, amount: Number(awayFromZero(total, step, rule) ? up : down) };
  return { payable: plus(total, adjustment), adjustment };
};

/**
 * Whether to round to the multiple further from zero. It does not matter where nothing is left
 * over.
 */
const awayFromZero = (total: Money, step: bigint, { mode }: TotalRounding): boolean => {
  if (mode === 'up' || mode === 'down') return mode === 'up';
  const amount = BigInt(Math.abs(total.amount));
  const twice = (amount % step) * 2n;
  if (twice !== step) return twice > step;
  return mode === 'half-up' || (amount / step) % 2n === 1n;
};
