import type { QuotationLine } from '@presales/domain';
import { type CurrencyCode, type Decimal, parseMoney, share, times } from '@presales/kernel';
import type { Random } from './random.ts';

/** Something the house resells, at its supplier's currency. */
interface Product {
  readonly id: string;
  readonly description: string;
  readonly supplierId: string;
  readonly currency: CurrencyCode;
  readonly price: Decimal;
  /** The cost in basis points of the price. */
  readonly cost: number;
  /** Pieces that customers usually take, at least and at most. */
  readonly pieces: readonly [number, number];
}

const products: readonly [Product, ...Product[]] = [
  p('notebook-14', 'Notebook 14"', 'baltic-it', 'EUR', '1090.00', 8_150, 2, 14),
  p('desktop-mini', 'Desktop computer, small', 'baltic-it', 'EUR', '640.00', 8_250, 3, 16),
  p('monitor-27', 'Monitor 27"', 'baltic-it', 'EUR', '289.90', 7_800, 4, 24),
  p('switch-24', 'Network switch, 24 ports', 'westline', 'USD', '1185.00', 7_200, 1, 6),
  p('access-point', 'Wireless access point', 'westline', 'USD', '419.50', 7_050, 2, 14),
  p('server-1u', 'Rack server 1U', 'westline', 'USD', '5240.00', 7_900, 1, 3),
  p('firewall', 'Firewall, three years', 'westline', 'USD', '2350.00', 6_900, 1, 3),
  p('backup-seat', 'Backup licence, a year', 'nordcloud', 'EUR', '84.00', 5_600, 5, 60),
  p('office-chair', 'Office chair', 'mobila-dacia', 'RON', '1149.00', 7_000, 4, 24),
  p('desk-160', 'Desk 160 cm', 'mobila-dacia', 'RON', '1690.00', 7_150, 3, 18),
  p('cabling-day', 'Cabling, a day on site', 'instal-grup', 'RON', '1950.00', 6_200, 1, 8),
  p('setup-day', 'Set-up, a day on site', 'own-services', 'EUR', '520.00', 5_200, 1, 6),
];

function p(
  id: string,
  description: string,
  supplierId: string,
  currency: CurrencyCode,
  price: Decimal,
  cost: number,
  least: number,
  most: number,
): Product {
  return { id, description, supplierId, currency, price, cost, pieces: [least, most] };
}

/** What a customer may have in mind before any quotation. */
export const anyProduct = (
  random: Random,
): { readonly productId: string; readonly description: string; readonly quantity: Decimal } => {
  const { id, description, pieces } = random.pick(products);
  return { productId: id, description, quantity: String(random.about(...pieces)) };
};

/** A line as a salesperson writes it: discounts happen, and now and then nobody knows the cost. */
export const anyLine = (random: Random, number: number): QuotationLine => {
  const product = random.pick(products);
  const unitPrice = parseMoney(product.price, product.currency);
  const discount = random.chance(0.35) ? random.pick([200, 300, 500, 800]) : undefined;
  return {
    lineId: `L${number}`,
    description: product.description,
    productId: product.id,
    supplierId: product.supplierId,
    quantity: String(random.about(...product.pieces)),
    unitPrice,
    ...(discount === undefined ? {} : { discount }),
    ...(random.chance(0.04)
      ? {}
      : {
          unitCost: {
            // A delivery may cost a little more or less than the list says.
            amount: times(share(unitPrice, product.cost), random.pick(['0.98', '1', '1.01'])),
            source: random.weighted(['receipt', 'accounting', 'supplier-coefficient'], (source) =>
              source === 'receipt' ? 5 : source === 'accounting' ? 3 : 2,
            ),
          },
        }),
  };
};

/** The same line with more taken off: what a revision usually comes to. */
export const cheaper = (line: QuotationLine, lineId: string): QuotationLine => ({
  ...line,
  lineId,
  discount: Math.min((line.discount ?? 0) + 500, 1_500),
});
