import { type CurrencyCode, moneyFigure, type Period, type Whole } from '@presales/kernel';
import { add, compare } from '../shared/whole.ts';
import type { Book } from './book.ts';
import type { Holder } from './holder.ts';
import { entriesIn, signed } from './ledger.ts';
import type { OverlayLine } from './report.ts';

/**
 * What everybody has overlay credit for in a period, by value; undefined where nobody has any. It is
 * counted from the entries that sales are counted from: a win taken back is missing in both.
 *
 * @throws MissingExchangeRate
 */
export const overlayLines = (
  book: Book,
  currency: CurrencyCode,
  period: Period | undefined,
  holder: Holder | undefined,
): readonly OverlayLine[] | undefined => {
  const lines = new Map<string, { won: number; net: Whole; margin: Whole }>();
  const overlayOf = book.overlayIn(currency);
  for (const entry of entriesIn(book.ledger.sales, period))
    for (const { salespersonId, net, margin } of overlayOf(entry)) {
      const line = lines.get(salespersonId) ?? { won: 0, net: 0, margin: 0 };
      lines.set(salespersonId, {
        // What the same deal sells later is no further won deal (B26).
        won: line.won + (entry.win.extends ? 0 : entry.sign),
        net: add(line.net, signed(entry, net)),
        margin: add(line.margin, signed(entry, margin)),
      });
    }
  const shown = [...lines]
    .filter(([id]) => holder === undefined || (holder.kind === 'person' && holder.id === id))
    .map(([salespersonId, { won, net, margin }]) => ({
      salespersonId,
      won,
      value: moneyFigure(net, currency),
      margin: moneyFigure(margin, currency),
    }))
    .sort(
      (left, right) =>
        compare(right.value.amount, left.value.amount) ||
        (left.salespersonId < right.salespersonId ? -1 : 1),
    );
  return shown.length === 0 ? undefined : shown;
};
