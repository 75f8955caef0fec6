import {
  allocate,
  type CurrencyCode,
  compareMoney,
  type Money,
  share,
  sum,
  toMinorUnit,
  zero,
} from '@presales/kernel';
import type { DocumentDiscount } from '../values/conditions.ts';

/**
 * What a discount on the whole document takes off each line. In every currency it is taken once, off
 * what the lines come to together as they are priced, and handed to the lines that cost the
 * customer something in proportion to their amounts by largest remainder: the parts make the whole
 * to the minor unit. It never takes more than there is.
 *
 * @throws AmountOutOfRange
 */
export const documentDiscounts = (
  amounts: readonly Money[],
  discount: DocumentDiscount | undefined,
): readonly Money[] => {
  const parts = amounts.map(({ currency }) => zero(currency));
  if (discount === undefined) return parts;
  for (const [currency, lines] of linesByCurrency(amounts)) {
    const base = sum(
      currency,
      lines.map(({ amount }) => amount),
    );
    if (base.amount <= 0) continue;
    const shares = allocate(
      off(base, discount),
      lines.map(({ amount }) => Math.max(amount.amount, 0)),
    );
    for (const [index, part] of shares.entries()) {
      const line = lines[index];
      if (line !== undefined) parts[line.index] = part;
    }
  }
  return parts;
};

const off = (base: Money, discount: DocumentDiscount): Money => {
  if (discount.kind === 'percent') return share(base, discount.rate);
  const amount = discount.amounts.find(({ currency }) => currency === base.currency);
  if (amount === undefined) return zero(base.currency);
  return compareMoney(amount, base) > 0 ? base : toMinorUnit(amount);
};

const linesByCurrency = (amounts: readonly Money[]) => {
  const groups = new Map<CurrencyCode, { readonly index: number; readonly amount: Money }[]>();
  for (const [index, amount] of amounts.entries()) {
    const group = groups.get(amount.currency);
    if (group === undefined) groups.set(amount.currency, [{ index, amount }]);
    else group.push({ index, amount });
  }
  return groups;
};
