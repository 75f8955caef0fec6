import { type CurrencyCode, money, type Period, WHOLE } from '@presales/kernel';
import type { CreditFact } from '../shared/credit.ts';
import { add, divide } from '../shared/figures.ts';
import type { Exchange } from '../shared/rates.ts';
import type { Book } from './book.ts';
import { type Entry, entriesIn } from './ledger.ts';
import type { Holder, OverlayLine } from './report.ts';

/** A person's overlay of a win, in minor units of one currency. */
interface OverlayAmounts {
  readonly salespersonId: string;
  readonly net: number;
  readonly margin: number;
}

/** Every overlay of a win; of nearly every win there is none. */
export type Overlay = (entry: Entry) => readonly OverlayAmounts[];

/**
 * The overlay of wins in one currency, at the rate of the day of the win (B7). Everybody has
 * their own share of the whole, rounded half away from zero by itself: the shares total nothing.
 */
export const overlayIn =
  (overlays: ReadonlyMap<number, readonly CreditFact[]>, exchange: Exchange): Overlay =>
  ({ win, wonOn }) =>
    (overlays.get(win.position) ?? []).map(({ salesperson_id, share }) => {
      const { net, margin, currency } = win.amounts;
      const part = (amount: number): number =>
        Number(divide(BigInt(exchange(amount, currency, wonOn)) * BigInt(share), BigInt(WHOLE)));
      return { salespersonId: salesperson_id, net: part(net), margin: part(margin) };
    });

/**
 * What everybody has overlay credit for in a period, by value; nothing where nobody has any. It
 * follows the entries that sales follow: a win taken back is missing here as it is there.
 *
 * @throws MissingExchangeRate
 */
export const overlayLines = (
  book: Book,
  currency: CurrencyCode,
  period: Period | undefined,
  holder: Holder | undefined,
): readonly OverlayLine[] | undefined => {
  const lines = new Map<string, { won: number; net: number; margin: number }>();
  const overlayOf = book.overlayIn(currency);
  for (const entry of entriesIn(book.ledger.sales, period))
    for (const { salespersonId, net, margin } of overlayOf(entry)) {
      const line = lines.get(salespersonId) ?? { won: 0, net: 0, margin: 0 };
      lines.set(salespersonId, {
        won: line.won + entry.sign,
        net: add(line.net, entry.sign * net, currency),
        margin: add(line.margin, entry.sign * margin, currency),
      });
    }
  const shown = [...lines]
    .filter(([id]) => holder === undefined || (holder.kind === 'person' && holder.id === id))
    .map(([salespersonId, { won, net, margin }]) => ({
      salespersonId,
      won,
      value: money(net, currency),
      margin: money(margin, currency),
    }))
    .sort(
      (left, right) =>
        right.value.amount - left.value.amount ||
        (left.salespersonId < right.salespersonId ? -1 : 1),
    );
  return shown.length === 0 ? undefined : shown;
};
