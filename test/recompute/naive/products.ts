import { type Deal, dealsOf, type Win } from './deals.ts';
import { grouped, type History, once, only, survivor } from './events.ts';
import { Fraction } from './fraction.ts';
import type { Value } from './money.ts';
import { handedOut } from './quotations.ts';
import { linesOfQuotation, orderAfter, type SoldLine } from './sold.ts';

/** What something brought, in minor units of one currency. */
export interface Amounts {
  readonly net: number;
  readonly margin: number;
  readonly unknown: number;
}

/** A part that is of one product; of none where the id is empty. */
export type ProductPart = Amounts & { readonly productId: string };

/** What deals and their sales are of (B25). */
export const productsOf = once((history) => {
  const { happened } = history;
  // A document's events count in the order in which they were recorded.
  const recorded = [...happened].sort((left, right) => left.position - right.position);
  const quotations = grouped(recorded, ({ type, data }) =>
    'quotationId' in data && isOfQuotation(type) ? data.quotationId : undefined,
  );
  const orders = grouped(recorded, ({ type, data }) =>
    type.startsWith('ShopOrder') && 'shopOrderId' in data ? data.shopOrderId : undefined,
  );
  const quoted = (id: string, until?: string): readonly SoldLine[] =>
    linesOfQuotation(
      (quotations.get(id) ?? []).filter(({ at }) => until === undefined || at <= until),
    );
  const ordered = (id: string): readonly SoldLine[] => {
    const { lines, quotationId } = orderAfter(orders.get(id) ?? []);
    const own = quotationId === undefined ? [] : quoted(quotationId);
    return own.length > 0 ? own : lines;
  };
  const merges = mergesOfDeals(history);
  const ofDeal = ({ id }: Pick<Deal, 'id'>): readonly SoldLine[] => {
    const primary = primaryOf(history, id);
    if (primary !== undefined) return quoted(primary);
    const own = [...orders].flatMap(([orderId = '', events]) => {
      const { dealId, cancelled } = orderAfter(events);
      const isOwn = dealId !== undefined && survivor(dealId, merges) === id;
      return isOwn ? [{ orderId, cancelled }] : [];
    });
    const standing = own.filter(({ cancelled }) => !cancelled);
    // Where all were cancelled, it was about these.
    return (standing.length > 0 ? standing : own).flatMap(({ orderId }) => ordered(orderId));
  };
  /** What one sale of a deal sold; of one quotation what was taken since the sale before. */
  const ofSale = (sale: Win, all: readonly Win[]): readonly SoldLine[] => {
    if (sale.by === undefined)
      return sale.order === undefined ? ofDeal({ id: sale.dealId }) : ordered(sale.order);
    const same = all.filter(({ by }) => by === sale.by);
    const place = same.indexOf(sale);
    const now = quoted(sale.by, place === same.length - 1 ? undefined : sale.at);
    const before = same[place - 1];
    return before === undefined ? now : takenSince(now, quoted(sale.by, before.at));
  };
  return { ofDeal, ofSale };
});

const isOfQuotation = (type: string): boolean =>
  (type.startsWith('Quotation') && !['QuotationLinked', 'QuotationUnlinked'].includes(type)) ||
  [
    'AlternativeItemOffered',
    'OptionalItemTaken',
    'ExchangeRatesFrozen',
    'ExchangeRatesUnfrozen',
  ].includes(type);

const mergesOfDeals = ({ known }: History) =>
  only(known, 'OpportunityMergedInto').map(({ data }) => ({
    from: data.opportunityId,
    into: data.survivorId,
  }));

/** The quotation that a deal goes by. */
const primaryOf = ({ happened }: History, dealId: string): string | undefined => {
  let primary: string | undefined;
  for (const { type, data } of only(
    happened,
    'PrimaryQuotationSelected',
    'PrimaryQuotationReleased',
    'QuotationUnlinked',
  )) {
    if (data.opportunityId !== dealId) continue;
    if (type === 'PrimaryQuotationSelected') primary = data.quotationId;
    else if (primary === data.quotationId) primary = undefined;
  }
  return primary;
};

/** What is more now than before, product by product; all of it where nothing is. */
const takenSince = (now: readonly SoldLine[], before: readonly SoldLine[]): readonly SoldLine[] => {
  const keyOf = ({ productId, currency }: SoldLine) => `${currency} ${productId}`;
  const more = [...grouped([...now, ...before], keyOf).keys()].flatMap((key) => {
    const of = (lines: readonly SoldLine[], pick: (line: SoldLine) => number): number =>
      lines.filter((line) => keyOf(line) === key).reduce((sum, line) => sum + pick(line), 0);
    const since = (pick: (line: SoldLine) => number) => of(now, pick) - of(before, pick);
    const [any] = [...now, ...before].filter((line) => keyOf(line) === key);
    const line = {
      net: since(({ net }) => net),
      margin: since(({ margin }) => margin),
      unknown: since(({ unknown }) => unknown),
    };
    const isNothing = Object.values(line).every((amount) => amount === 0);
    return any === undefined || isNothing ? [] : [{ ...any, ...line }];
  });
  return more.length > 0 ? more : now;
};

/**
 * What somebody sold in parts by the products of the lines: the net by their nets, and what it cost by
 * their costs, so that a product's margin is its own.
 */
export const partsByLines = (
  { net, margin, unknown }: Amounts,
  lines: readonly SoldLine[],
  value: Value,
  on: string,
): readonly ProductPart[] => {
  const isOne = new Set(lines.map(({ currency }) => currency)).size === 1;
  const valued = ({ currency }: SoldLine, amount: number): number =>
    isOne ? amount : value({ amount, currency, scale: 2 }, on);
  const products = [...grouped(lines, ({ productId }) => productId)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const weights = (pick: (line: SoldLine) => number): readonly number[] =>
    products.map(([, own]) => own.reduce((sum, line) => sum + pick(line), 0));
  const nets = weights((line) => valued(line, line.net));
  const unknowns = weights((line) => valued(line, line.unknown));
  const costs = weights(
    (line) => valued(line, line.net) - valued(line, line.unknown) - valued(line, line.margin),
  );
  const alike = products.map(() => 1);
  const netParts = split(net, nets, alike);
  const unknownParts = split(unknown, unknowns, nets, alike);
  const costParts = split(net - unknown - margin, costs, nets, alike);
  return products.map(([productId], place) => {
    const [part, ofUnknown] = [netParts[place] ?? 0, unknownParts[place] ?? 0];
    return {
      productId,
      net: part,
      unknown: ofUnknown,
      margin: part - ofUnknown - (costParts[place] ?? 0),
    };
  });
};

/** An amount in parts by the first weights that come to anything. */
const split = (amount: number, ...choices: readonly (readonly number[])[]): readonly number[] => {
  const sumOf = (weights: readonly number[]) => weights.reduce((left, right) => left + right, 0);
  const weights = choices.find((one) => sumOf(one) !== 0) ?? [];
  const whole = new Fraction(sumOf(weights));
  return handedOut(
    BigInt(amount),
    weights.map((weight) => new Fraction(amount).times(new Fraction(weight)).over(whole)),
  ).map(Number);
};

/** The product that a deal was opened for. */
export const openedFor = (history: History, dealId: string): string =>
  only(history.happened, 'OpportunityOpened').find(({ data }) => data.opportunityId === dealId)
    ?.data.productId ?? '';

/** The sales of the winning of a deal that a sale belongs to. */
export const salesWith = (history: History, sale: Win): readonly Win[] => {
  const wins = dealsOf(history).find(({ id }) => id === sale.dealId)?.wins ?? [];
  const from = wins.findLastIndex((one) => !one.further && wins.indexOf(one) <= wins.indexOf(sale));
  const next = wins.findIndex((one, place) => place > from && !one.further);
  return wins.slice(from, next === -1 ? undefined : next);
};
