import { type Money, percentOf, plus, share, zero } from '@presales/kernel';
import type { Chances } from '../vocabulary.ts';
import { type PricedLine, perCurrency } from './pricing.ts';

/** What lines of one currency come to, weighed by how likely each is. */
export interface ExpectedValue {
  readonly net: Money;
  readonly expected: Money;
  /**
   * The expected value in percent of the net, with two decimal places: the document's probability.
   * Undefined where the net is zero.
   */
  readonly probability: string | undefined;
}

/** How likely an item is in basis points: what it says itself, else document × customer. */
export const probabilityOf = (
  { probability }: { readonly probability?: number | undefined },
  { document, customer }: Chances = certain,
): number => (probability === undefined ? document * customer : probability * 100);

const certain: Chances = { document: 100, customer: 100 };

/**
 * The expected value of lines in each currency: every line's net times its probability, rounded,
 * then added (SAP's expected order value). Without chances, an item that names no probability of
 * its own counts as certain.
 *
 * @throws AmountOutOfRange
 */
export const expectedValuesOf = (
  lines: readonly PricedLine[],
  chances?: Chances,
): readonly ExpectedValue[] =>
  perCurrency(
    lines,
    (currency) => ({ net: zero(currency), expected: zero(currency) }),
    (before: { readonly net: Money; readonly expected: Money }, { line, net }) => ({
      net: plus(before.net, net),
      expected: plus(before.expected, share(net, probabilityOf(line, chances))),
    }),
  ).map(({ net, expected }) => ({ net, expected, probability: percentOf(expected, net) }));
