import { type CurrencyCode, money, share } from '@presales/kernel';
import type { CreditFact } from '../shared/credit.ts';
import type { Exchange } from '../shared/rates.ts';
import type { Entry } from './ledger.ts';

/** A person's overlay of a win, in minor units of one currency. */
interface OverlayAmounts {
  readonly salespersonId: string;
  readonly net: number;
  readonly margin: number;
}

/** Every overlay of a win. Nearly every win has none. */
export type Overlay = (entry: Entry) => readonly OverlayAmounts[];

/**
 * The overlay of wins in one currency, at the rate of the day of the win (B7). Each share is taken of
 * the whole and rounded by itself, half-even: the shares are not meant to add up.
 */
export const overlayIn =
  (
    overlays: ReadonlyMap<number, readonly CreditFact[]>,
    exchange: Exchange,
    reporting: CurrencyCode,
  ): Overlay =>
  ({ win, wonOn }) =>
    (overlays.get(win.creditAt) ?? []).map(({ salesperson_id, share: basisPoints }) => {
      const { net, margin, currency } = win.amounts;
      const part = (amount: number): number =>
        share(money(exchange(amount, currency, wonOn), reporting), basisPoints).amount;
      return { salespersonId: salesperson_id, net: part(net), margin: part(margin) };
    });
