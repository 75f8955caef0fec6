import { fraction, roundedFraction, WHOLE, type Whole, whole } from '@presales/kernel';
import type { CreditFact } from '../shared/credit.ts';
import type { Exchange } from '../shared/rates.ts';
import { sourceOf } from '../shared/wins.ts';
import type { Entry } from './ledger.ts';

/** A person's overlay of a win, in minor units of one currency. */
interface OverlayAmounts {
  readonly salespersonId: string;
  readonly net: Whole;
  readonly margin: Whole;
}

/** Every overlay of a win. Nearly every win has none. */
export type Overlay = (entry: Entry) => readonly OverlayAmounts[];

/**
 * The overlay of wins in one currency, at the rate of the day of the win (B7). Each share is taken of
 * the whole and rounded by itself, half-even: the shares are not meant to add up.
 */
export const overlayIn =
  (overlays: ReadonlyMap<number, readonly CreditFact[]>, exchange: Exchange): Overlay =>
  ({ win, wonOn }) =>
    (overlays.get(win.creditAt) ?? []).map(({ salesperson_id, share: basisPoints }) => {
      const { net, margin, currency } = win.amounts;
      const part = (amount: Whole): Whole => {
        const valued = BigInt(exchange(amount, currency, wonOn, sourceOf(win)));
        return whole(roundedFraction(fraction(valued * BigInt(basisPoints), WHOLE), 'half-even'));
      };
      return { salespersonId: salesperson_id, net: part(net), margin: part(margin) };
    });
