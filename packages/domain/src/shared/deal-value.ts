import { compareMoney, Money } from '@presales/kernel';
import { z } from 'zod';

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
