import { Money } from '@presales/kernel';
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
