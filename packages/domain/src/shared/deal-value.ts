import { type CurrencyCode, compareMoney, Money, zero } from '@presales/kernel';
import { z } from 'zod';
import { sameMoney } from './same-money.ts';

/**
 * What a deal is worth in one currency, net of tax. `margin` is over the part whose cost is known;
 * `netOfUnknownCost` says how much of `net` that leaves out (B2). A deal of unknown cost
 * has margin 0 and all its net of unknown cost.
 */
export const DealValue = z
  .strictObject({ net: Money, margin: Money, netOfUnknownCost: Money })
  .readonly()
  .refine(
    ({ net, margin, netOfUnknownCost }) =>
      [margin, netOfUnknownCost].every(
        ({ currency, scale }) => currency === net.currency && scale === net.scale,
      ),
    { error: 'expected net, margin and netOfUnknownCost in one currency and scale' },
  );
export type DealValue = z.infer<typeof DealValue>;

/** A deal worth nothing, in a currency. */
export const worthless = (currency: CurrencyCode): DealValue => {
  const none = zero(currency);
  return { net: none, margin: none, netOfUnknownCost: none };
};

/** Whether two deal values are the same money, part by part. */
export const sameValue = (left: DealValue, right: DealValue): boolean =>
  sameMoney(left.net, right.net) &&
  sameMoney(left.margin, right.margin) &&
  sameMoney(left.netOfUnknownCost, right.netOfUnknownCost);

/**
 * The value with its net of unknown cost between nothing and the net. Lines that take off may leave
 * less than what was sold at an unknown cost: then all that is left is of unknown cost, and no more.
 */
export const withinNet = <Value extends Pick<DealValue, 'net' | 'netOfUnknownCost'>>(
  value: Value,
): Value => {
  const { net, netOfUnknownCost } = value;
  const none: Money = { ...net, amount: 0 };
  const [least, most] = net.amount < 0 ? [net, none] : [none, net];
  if (compareMoney(netOfUnknownCost, most) > 0) return { ...value, netOfUnknownCost: most };
  if (compareMoney(netOfUnknownCost, least) < 0) return { ...value, netOfUnknownCost: least };
  return value;
};
