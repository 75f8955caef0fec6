import { salePriceOf, unitCostOf } from '@presales/domain';
import { supplierPrices } from '@presales/domain/price-list';
import type { QuotationLine } from '@presales/domain/quotation';
import type { Decimal, LocalDate } from '@presales/kernel';
import { type Catalogue, listOn } from './catalogue.ts';
import { type Good, goods, type Level, supplierOn } from './goods.ts';
import type { Random } from './random.ts';

/** Something that a customer wants so many of. */
export interface Wish {
  readonly good: Good;
  readonly quantity: Decimal;
}

/** What can be had on any day, and at which price. */
export interface Market {
  /** Something that is sold on a day. */
  readonly anyWish: (random: Random, on: LocalDate) => Wish;
  /** A wish as a line of an offer, at the prices of a level and the costs of a day. */
  readonly line: (wish: Wish, lineId: string, level: Level, on: LocalDate) => QuotationLine;
}

/** The market that a catalogue makes. */
export const marketOf = ({ suppliers, products, lists }: Catalogue): Market => {
  const asked = supplierPrices(lists);

  const priced = (good: Good, level: Level, on: LocalDate) => {
    const product = products.get(good.id);
    const supplierId = supplierOn(good, on);
    const supplier = supplierId === undefined ? undefined : suppliers.get(supplierId);
    if (product === undefined || product.status === 'absent') return undefined;
    const terms =
      supplier === undefined || supplier.status === 'absent'
        ? { costFactors: new Map(), priceFactors: new Map(), roundings: new Map() }
        : supplier;
    const ask = supplierId === undefined ? undefined : asked.priceOf(supplierId, good.id, on);
    const sale = salePriceOf(product, ask, terms, level, on);
    if (sale.price === undefined) return undefined;
    return {
      unitPrice: sale.price,
      unitCost: unitCostOf(product, ask, terms, on),
      supplierId,
      list: supplierId === undefined ? undefined : listOn(supplierId, on),
    };
  };

  /** The good itself, or what has replaced it since the customer asked for it. */
  const instead = (good: Good): Good => {
    const product = products.get(good.id);
    const replacement =
      product?.status === 'listed' ? product.discontinuation?.replacedBy : undefined;
    return goods.find(({ id }) => id === replacement) ?? good;
  };

  const onSale = (on: LocalDate): readonly [Good, ...Good[]] => {
    const [first, ...others] = goods.filter((good) => priced(good, 'standard', on) !== undefined);
    return first === undefined ? goods : [first, ...others];
  };
  const known = new Map<LocalDate, readonly [Good, ...Good[]]>();

  return {
    anyWish: (random, on) => {
      const offered = known.get(on) ?? onSale(on);
      known.set(on, offered);
      const good = random.weighted(offered, ({ share }) => share);
      return { good, quantity: String(random.about(...good.pieces)) };
    },
    line: ({ good: wished, quantity }, lineId, level, on) => {
      const good = priced(wished, level, on) === undefined ? instead(wished) : wished;
      const found = priced(good, level, on);
      if (found === undefined) throw new RangeError(`${good.id} is not sold on ${on}`);
      const { unitPrice, unitCost, supplierId, list } = found;
      return {
        lineId,
        description: good.name,
        productId: good.id,
        quantity,
        unitPrice,
        ...(supplierId === undefined ? {} : { supplierId }),
        ...(unitCost === undefined ? {} : { unitCost }),
        ...(list === undefined ? {} : { priceListId: list }),
      };
    },
  };
};
