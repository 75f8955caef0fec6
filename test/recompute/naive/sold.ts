import { grouped, type Happened, type Of } from './events.ts';
import { decimal, Fraction } from './fraction.ts';
import { minorUnits } from './money.ts';
import {
  type Calculated,
  type Discount,
  type Discounted,
  discounted,
  type Line,
  priced,
} from './quotations.ts';

/** What a line is of, and what it comes to in minor units; a cost that nobody knows is absent. */
export interface SoldLine {
  readonly productId: string;
  readonly currency: string;
  readonly net: number;
  readonly margin: number;
  readonly unknown: number;
}

/** A line with what may stand in its place. */
interface Position {
  readonly lines: readonly Line[];
  chosen: string;
  /** Whether it is in the total: an optional one only once it was taken. */
  counts: boolean;
}

/** What is offered, or was. */
interface Terms {
  positions: readonly Position[];
  discount: Discount | undefined;
}

/** A version that was sent, and what became of it. */
interface Version {
  readonly version: number;
  readonly terms: Terms;
  taken: ReadonlyMap<string, Fraction>;
  rejected: readonly string[];
  /** All of it was taken but for what was rejected, unless the rest lapsed. */
  accepted: boolean;
  lapsed: boolean;
}

/**
 * The lines of a quotation after some events: those that the customer took, of all versions; where
 * nothing was taken, what the last version offers, or the draft where none was sent (B25, B28).
 */
export const linesOfQuotation = (events: readonly Happened[]): readonly SoldLine[] => {
  const versions: Version[] = [];
  let rules: Calculated = { tax: 'per-line', rounding: 'half-even' };
  let draft: Terms | undefined;
  let draftOf = 1;
  let rates: Of<'ExchangeRatesFrozen'>['data']['rates'] | undefined;
  const of = (version: number): Version | undefined =>
    versions.find((one) => one.version === version);
  const edit = (lineId: string, change: (position: Position) => readonly Position[]): void => {
    if (draft !== undefined) draft.positions = changed(draft.positions, lineId, change);
  };
  const choose = (version: number, lineId: string, change: (position: Position) => Position) => {
    const terms = draft !== undefined && draftOf === version ? draft : of(version)?.terms;
    if (terms !== undefined)
      terms.positions = changed(terms.positions, lineId, (position) => [change(position)]);
  };
  for (const event of events)
    switch (event.type) {
      case 'QuotationDrafted':
        rules = event.data.calculation ?? rules;
        draft = { positions: [], discount: undefined };
        break;
      case 'QuotationLineAdded':
        if (draft !== undefined)
          draft.positions = [...draft.positions, positionOf(event.data.line)];
        break;
      case 'QuotationLineChanged':
      case 'QuotationLineSubstituted': {
        const { line } = event.data;
        const before = event.type === 'QuotationLineChanged' ? line.lineId : event.data.lineId;
        edit(before, ({ lines, chosen, counts }) => [
          {
            lines: lines.map((one) => (one.lineId === before ? line : one)),
            chosen: chosen === before ? line.lineId : chosen,
            counts: lines[0]?.lineId === before && line.optional === undefined ? true : counts,
          },
        ]);
        break;
      }
      case 'QuotationLineRemoved': {
        const { lineId } = event.data;
        edit(lineId, ({ lines, chosen, counts }) => {
          const [main] = lines;
          if (main === undefined || main.lineId === lineId) return [];
          return [
            {
              lines: lines.filter((one) => one.lineId !== lineId),
              chosen: chosen === lineId ? main.lineId : chosen,
              counts,
            },
          ];
        });
        break;
      }
      case 'AlternativeItemOffered': {
        const { forLineId, line } = event.data;
        edit(forLineId, (position) => [{ ...position, lines: [...position.lines, line] }]);
        break;
      }
      case 'QuotationDiscountSet':
        if (draft !== undefined) draft.discount = event.data.discount;
        break;
      case 'QuotationItemChosen': {
        const { version, lineId } = event.data;
        choose(version, lineId, (position) => ({ ...position, chosen: lineId }));
        break;
      }
      case 'OptionalItemTaken': {
        const { version, lineId, taken } = event.data;
        choose(version, lineId, (position) => ({ ...position, counts: taken }));
        break;
      }
      case 'ExchangeRatesFrozen':
        rates = event.data.rates;
        break;
      case 'ExchangeRatesUnfrozen':
        rates = undefined;
        break;
      case 'QuotationSent':
        if (draft === undefined) break;
        versions.push({
          version: event.data.version,
          terms: draft,
          taken: new Map(),
          rejected: [],
          accepted: false,
          lapsed: false,
        });
        draft = undefined;
        break;
      case 'QuotationRevised': {
        const from = of(event.data.fromVersion) ?? versions.at(-1);
        draft = from === undefined ? undefined : stillOpen(from, rules);
        draftOf = event.data.toVersion;
        break;
      }
      case 'QuotationItemAccepted': {
        const { version, lineId, quantity } = event.data;
        const own = of(version);
        if (own !== undefined)
          own.taken = new Map(own.taken).set(
            lineId,
            (own.taken.get(lineId) ?? Fraction.zero).plus(decimal(quantity)),
          );
        break;
      }
      case 'QuotationItemRejected': {
        const own = of(event.data.version);
        if (own !== undefined) own.rejected = [...own.rejected, event.data.lineId];
        break;
      }
      case 'QuotationRemainderLapsed': {
        const own = of(event.data.version);
        if (own === undefined) break;
        own.lapsed = true;
        // Formerly an acceptance of what had been taken came with it.
        if (event.data.value !== undefined) own.accepted = true;
        break;
      }
      case 'QuotationAccepted': {
        const own = of(event.data.version);
        if (own === undefined) break;
        // What is taken after the rest had lapsed is taken with that rest.
        if (own.accepted || event.data.late !== undefined) own.lapsed = false;
        own.accepted = true;
        break;
      }
      case 'QuotationAcceptanceRevoked': {
        const own = of(event.data.version);
        if (own === undefined) break;
        own.taken = new Map();
        own.rejected = [];
        own.accepted = false;
        own.lapsed = false;
        break;
      }
      default:
        break;
    }
  const taken = versions.flatMap((version) => takenOf(version, rules));
  const last = versions.at(-1)?.terms ?? draft;
  const lines = taken.length > 0 ? taken : last === undefined ? [] : pricedTerms(last, rules);
  const frozen = rates;
  return frozen === undefined ? lines : lines.map((line) => inBase(line, frozen));
};

const positionOf = (line: Line): Position => ({
  lines: [line],
  chosen: line.lineId,
  counts: line.optional === undefined,
});

const changed = (
  positions: readonly Position[],
  lineId: string,
  change: (position: Position) => readonly Position[],
): readonly Position[] =>
  positions.flatMap((position) =>
    position.lines.some((line) => line.lineId === lineId) ? change(position) : [position],
  );

const chosenOf = ({ lines, chosen }: Position): readonly Line[] =>
  lines.filter(({ lineId }) => lineId === chosen);

/** The lines in the total with their discounts, by currency, in the order of their ids. */
const discountedLines = ({ positions, discount }: Terms, rules: Calculated) =>
  [
    ...grouped(
      positions
        .filter(({ counts }) => counts)
        .flatMap(chosenOf)
        .sort((one, other) => (one.lineId < other.lineId ? -1 : 1)),
      ({ unitPrice }) => unitPrice.currency,
    ),
  ].map(([currency, lines]) => discounted(currency, lines, discount, rules));

const pricedTerms = (terms: Terms, rules: Calculated): readonly SoldLine[] =>
  discountedLines(terms, rules).flatMap((lines) => worthOf(lines, rules));

/** What was taken of a version: every line at the quantity taken, with its part of what comes off. */
const takenOf = (version: Version, rules: Calculated): readonly SoldLine[] => {
  const { terms, taken, rejected, lapsed } = version;
  const whole = version.accepted && !lapsed;
  if (!whole && ![...taken.values()].some(({ above }) => above > 0n)) return [];
  return discountedLines(terms, rules).flatMap((lines) =>
    worthOf(
      lines.flatMap(({ line, off }) => {
        const all = decimal(line.quantity);
        const so = taken.get(line.lineId) ?? Fraction.zero;
        const isOpen = !rejected.includes(line.lineId) && so.compare(all) < 0;
        const quantity = whole && isOpen ? all : so;
        if (quantity.above === 0n) return [];
        const part = quantity.over(all);
        return [{ line: partOf(line, part), off: new Fraction(off).times(part).rounded() }];
      }),
      rules,
    ),
  );
};

/** A part of a line: an amount off it is in proportion, a percentage as it is. */
const partOf = (line: Line, part: Fraction): Line => {
  const { discountAmount, quantity } = line;
  const { above, below } = decimal(quantity).times(part);
  return {
    ...line,
    quantity: text(above, below),
    ...(discountAmount !== undefined && {
      discountAmount: {
        ...discountAmount,
        amount: Number(new Fraction(discountAmount.amount).times(part).rounded()),
      },
    }),
  };
};

/** A fraction as the decimal that it is. */
const text = (above: bigint, below: bigint): string => {
  const digits = `${(above * 10n ** 12n) / below}`.padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
};

/** The terms that a next version begins on: what is open of a version that was taken in part. */
const stillOpen = (from: Version, rules: Calculated): Terms => {
  const { terms, taken, rejected } = from;
  if (taken.size === 0) return { ...terms };
  const leftOf = (line: Line): Fraction =>
    rejected.includes(line.lineId)
      ? Fraction.zero
      : decimal(line.quantity).minus(taken.get(line.lineId) ?? Fraction.zero);
  const positions = terms.positions.flatMap((position): readonly Position[] => {
    const [line] = chosenOf(position);
    if (!position.counts || line === undefined) return [position];
    const left = leftOf(line);
    if (left.above <= 0n) return [];
    if (left.compare(decimal(line.quantity)) === 0) return [position];
    const gone = partOf(line, new Fraction(1).minus(left.over(decimal(line.quantity))));
    const { discountAmount } = line;
    const rest: Line = {
      ...line,
      quantity: text(left.above, left.below),
      ...(discountAmount !== undefined && {
        discountAmount: {
          ...discountAmount,
          amount: discountAmount.amount - (gone.discountAmount?.amount ?? 0),
        },
      }),
    };
    return [{ lines: [rest], chosen: rest.lineId, counts: true }];
  });
  return { positions, discount: discountLeft(terms, rules, leftOf) };
};

/** A percentage as it is; of an amount what fell to what is open. */
const discountLeft = (
  terms: Terms,
  rules: Calculated,
  leftOf: (line: Line) => Fraction,
): Discount | undefined => {
  const { discount } = terms;
  if (discount?.kind !== 'amount') return discount;
  const amounts = discountedLines(terms, rules).flatMap((lines) => {
    const left = lines
      .filter(({ line }) => leftOf(line).above > 0n)
      .map(({ line, off }) => {
        const gone = new Fraction(1).minus(leftOf(line).over(decimal(line.quantity)));
        return off - new Fraction(off).times(gone).rounded();
      })
      .reduce((sum, amount) => sum + amount, 0n);
    const currency = lines[0]?.line.unitPrice.currency;
    return left > 0n && currency !== undefined
      ? [{ amount: Number(left), currency, scale: 2 }]
      : [];
  });
  return amounts.length === 0 ? undefined : { kind: 'amount', amounts };
};

const worthOf = (lines: readonly Discounted[], rules: Calculated): readonly SoldLine[] => {
  const { nets, costs } = priced(lines, rules);
  return lines.map(({ line }, place) => {
    const [net, cost] = [Number(nets[place] ?? 0n), costs[place]];
    return {
      productId: line.productId ?? '',
      currency: line.unitPrice.currency,
      net,
      margin: cost === undefined ? 0 : net - Number(cost),
      unknown: cost === undefined ? net : 0,
    };
  });
};

/** A line in the base of the frozen rates, where these cover its currency (B6). */
const inBase = (line: SoldLine, rates: Of<'ExchangeRatesFrozen'>['data']['rates']): SoldLine => {
  if (line.currency === rates.base) return line;
  const rate = rates.rates.find(({ currency }) => currency === line.currency)?.rate;
  if (rate === undefined) return line;
  const worth = (amount: number): number =>
    Number(new Fraction(amount).times(decimal(rate)).roundedToEven());
  return {
    ...line,
    currency: rates.base,
    net: worth(line.net),
    margin: worth(line.margin),
    unknown: worth(line.unknown),
  };
};

/** The lines of an order as they stand, without the pieces that came back; and where it went. */
export const orderAfter = (events: readonly Happened[]) => {
  type OrderLine = Of<'ShopOrderReceived'>['data']['lines'][number];
  let lines: readonly OrderLine[] = [];
  let [dealId, quotationId]: (string | undefined)[] = [];
  let cancelled = false;
  const most = new Map<string, Fraction>();
  const back = new Map<string, Fraction>();
  const order = (now: readonly OrderLine[]): void => {
    for (const { lineId, quantity } of now) {
      const [before, here] = [most.get(lineId), decimal(quantity)];
      if (before === undefined || before.compare(here) < 0) most.set(lineId, here);
    }
  };
  for (const { type, data } of events)
    switch (type) {
      case 'ShopOrderReceived':
        ({ lines, opportunityId: dealId } = data);
        order(lines);
        break;
      case 'ShopOrderChanged':
        ({ lines } = data);
        order(lines);
        break;
      case 'ShopOrderItemSubstituted':
        lines = lines.map((line) =>
          line.lineId === data.original.lineId ? data.substitute : line,
        );
        order([data.substitute]);
        break;
      case 'ShopOrderRefunded':
        // Everything was paid back: if it is paid again, all of it is sold again.
        if (data.extent === 'full') back.clear();
        else
          for (const { lineId, quantity } of data.returned ?? [])
            back.set(lineId, (back.get(lineId) ?? Fraction.zero).plus(decimal(quantity)));
        break;
      case 'ShopOrderLinked':
        dealId = data.opportunityId;
        break;
      case 'ShopOrderTransferred':
        ({ quotationId } = data);
        break;
      case 'ShopOrderCancelled':
        cancelled = true;
        break;
      default:
        break;
    }
  const sold = lines.flatMap((line): readonly SoldLine[] => {
    const { lineId, productId = '', unitPrice, discount = 0, unitCost } = line;
    const now = decimal(line.quantity);
    // Pieces that a change took out are those that came back.
    const gone = (most.get(lineId) ?? now).minus(now);
    const returned = positive((back.get(lineId) ?? Fraction.zero).minus(gone));
    const quantity = positive(now.minus(returned));
    if (quantity.above === 0n) return [];
    const times = (amount: typeof unitPrice, share: Fraction): number =>
      Number(inUnits(amount).times(quantity).times(share).roundedToEven());
    const net = times(unitPrice, new Fraction(10_000 - discount, 10_000));
    const cost = unitCost && times(unitCost.amount, new Fraction(1));
    return [
      {
        productId,
        currency: unitPrice.currency,
        net,
        margin: cost === undefined ? 0 : net - cost,
        unknown: cost === undefined ? net : 0,
      },
    ];
  });
  return { lines: sold, dealId, quotationId, cancelled };
};

const positive = (amount: Fraction): Fraction => (amount.above < 0n ? Fraction.zero : amount);

const inUnits = (amount: Line['unitPrice']): Fraction =>
  amount.scale <= 2
    ? new Fraction(minorUnits(amount))
    : new Fraction(BigInt(amount.amount) * 100n, 10n ** BigInt(amount.scale));
