import { type DealValue, type FrozenRates, taxed, withinNet } from '@presales/domain';
import {
  countingLines,
  documentDiscounts,
  grandTotal,
  isComplete,
  offerOf,
  priced,
  type QuotationEvent,
  QuotationLine,
  quotation,
  rulesOf,
  subtotalsOf,
} from '@presales/domain/quotation';
import { convert, fold, money, plus, sum, zero } from '@presales/kernel';
import { fitting, quotationStories } from '@presales/testing';
import fc from 'fast-check';
import { eventsAfter, run } from './run.ts';

const stories = (check: (events: readonly QuotationEvent[]) => void) =>
  fc.assert(
    fc.property(quotationStories, (commands) => check(eventsAfter(quotation, commands))),
    {
      numRuns: 150,
    },
  );

describe('whatever is asked of a quotation,', () => {
  it('a sent version never changes (S8)', () =>
    fc.assert(
      fc.property(quotationStories, (commands) => {
        const sent = new Map<number, object>();
        for (const { state } of run(quotation, commands)) {
          if (state.status === 'absent') continue;
          for (const { sent: version } of state.record.offers) {
            const before = sent.get(version.version);
            if (before) expect(version).toEqual(before);
            else sent.set(version.version, structuredClone(version));
          }
        }
      }),
      { numRuns: 150 },
    ));

  it('what was sent is the subtotals of its lines after the discount on the whole (S64)', () =>
    fc.assert(
      fc.property(quotationStories, (commands) => {
        for (const { events, state } of run(quotation, commands))
          for (const { type, data } of events)
            if (type === 'QuotationSent' && state.status === 'sent') {
              const sent = offerOf(state, data.version)?.sent;
              expect(
                sent && subtotalsOf(countingLines(sent), sent.discount, rulesOf(sent.calculation)),
              ).toEqual(data.subtotals);
            }
      }),
    ));

  it('it has one outcome at a time, and only a revoked acceptance is followed by anything', () =>
    stories((events) => {
      let outcome: QuotationEvent['type'] | undefined;
      for (const { type } of events) {
        if (type === 'QuotationAcceptanceRevoked') {
          expect([undefined, 'QuotationAccepted']).toContain(outcome);
          outcome = undefined;
          continue;
        }
        expect(outcome).toBeUndefined();
        if (
          type === 'QuotationAccepted' ||
          type === 'QuotationDeclined' ||
          type === 'QuotationWithdrawn'
        )
          outcome = type;
      }
    }));

  it('no version expires twice, and none that has expired is withdrawn', () =>
    stories((events) => {
      const expired = new Set<number>();
      for (const { type, data } of events) {
        if (type === 'QuotationExpired') {
          expect(expired.has(data.version)).toBe(false);
          expired.add(data.version);
        }
        // What the customer answers may have come in time, and be entered after the expiry (B28).
        if (type === 'QuotationWithdrawn') expect(expired.has(data.version)).toBe(false);
      }
    }));

  it('what is accepted was sent, and comes to the sent subtotals unless it was chosen otherwise', () =>
    stories((events) => {
      for (const [index, event] of events.entries()) {
        if (event.type !== 'QuotationAccepted') continue;
        const before = events.slice(0, index);
        const sent = before.find(
          ({ type, data }) => type === 'QuotationSent' && data.version === event.data.version,
        );
        expect(sent).toBeDefined();
        const lastSent = before.findLastIndex(({ type }) => type === 'QuotationSent');
        const asSent =
          !before.slice(lastSent).some(({ type }) => otherwise.has(type)) &&
          !before.some(({ type }) => type === 'QuotationItemAccepted');
        if (asSent && sent?.type === 'QuotationSent')
          expect(event.data.subtotals).toEqual(sent.data.subtotals);
      }
    }));

  it('versions are sent in order, each superseding the one before', () =>
    stories((events) => {
      const sent = events.flatMap((event) =>
        event.type === 'QuotationSent' ? [event.data.version] : [],
      );
      expect(sent).toEqual(sent.map((_, index) => index + 1));
      expect(
        events.flatMap((event) =>
          event.type === 'QuotationSuperseded' ? [[event.data.version, event.data.by]] : [],
        ),
      ).toEqual(sent.slice(1).map((version) => [version - 1, version]));
    }));

  it('its status follows from its lines: partly accepted while one is open (SAP rule B)', () =>
    fc.assert(
      fc.property(quotationStories, (commands) => {
        for (const { events, state } of run(quotation, commands)) {
          const answered = events.some(({ type }) => type === 'QuotationItemAccepted');
          if (!answered || state.status === 'absent') continue;
          const last = state.status === 'accepted' || state.status === 'partly-accepted';
          expect(last).toBe(true);
          if (!last) continue;
          const offer = offerOf(state, state.version);
          const open =
            offer &&
            countingLines(offer.terms).some((line) => {
              const answer = offer.answers.find(({ lineId }) => lineId === line.lineId);
              return answer === undefined || !isComplete(answer, line);
            });
          expect(state.status).toBe(open ? 'partly-accepted' : 'accepted');
        }
      }),
    ));

  it('its state is the same folded at once or event by event', () =>
    fc.assert(
      fc.property(quotationStories, (commands) => {
        const steps = run(quotation, commands);
        expect(fold(quotation.decider, eventsAfter(quotation, commands))).toEqual(
          steps.at(-1)?.state ?? { status: 'absent' },
        );
      }),
    ));
});

/** What makes an acceptance come to something else than what was sent. */
const otherwise = new Set<QuotationEvent['type']>([
  'QuotationItemChosen',
  'OptionalItemTaken',
  'QuotationItemAccepted',
  'QuotationItemRejected',
]);

/** Lines whose amounts stay far from the limits, as quotations' do. */
const lines = fc.array(
  fitting(QuotationLine)
    .filter(({ unitPrice, unitCost }) =>
      [unitPrice, ...(unitCost ? [unitCost.amount] : [])].every(
        ({ amount }) => Math.abs(amount) < 1_000_000,
      ),
    )
    .map((line) => ({ ...line, quantity: line.quantity.length > 8 ? '3' : line.quantity }))
    .filter(({ unitCost }) => (unitCost?.rate ?? '').length <= 8)
    // Taxes of several hundred percent on top of each other.
    .filter((line) => QuotationLine.safeParse(line).success && isModest(line)),
  { maxLength: 6 },
);
const isModest = (line: QuotationLine): boolean => {
  try {
    return priced([line]).every(({ gross }) => Math.abs(gross.amount) < 1_000_000_000_000);
  } catch {
    return false;
  }
};
const basisPoints = fc.integer({ min: 0, max: 10_000 });

describe('whatever the lines,', () => {
  it("the document's discount is handed to them to the minor unit", () =>
    fc.assert(
      fc.property(lines, basisPoints, (lines, rate) => {
        const whole = priced(lines);
        const amounts = whole.map(({ amount }) => amount);
        const parts = documentDiscounts(amounts, { kind: 'percent', rate });
        for (const currency of new Set(amounts.map(({ currency }) => currency))) {
          const own = amounts.flatMap((amount, index) =>
            amount.currency === currency ? [{ amount, part: parts[index] ?? zero(currency) }] : [],
          );
          const base = own.reduce((total, { amount }) => total + BigInt(amount.amount), 0n);
          const off = own.reduce((total, { part }) => total + BigInt(part.amount), 0n);
          const twice = base * BigInt(rate) * 2n;
          // The whole discount is the exact one rounded to the minor unit: never further than half.
          expect(off * 20_000n - twice).toBeLessThanOrEqual(10_000n);
          expect(off * 20_000n - twice).toBeGreaterThanOrEqual(-10_000n);
          // Every line bears its own part of it, be it one that takes off, within a minor unit.
          for (const { amount, part } of own)
            expect(Math.abs(part.amount * 10_000 - amount.amount * rate)).toBeLessThan(10_000);
        }
      }),
    ));

  it('an amount off the whole document is handed to them to the minor unit', () =>
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 10_000_000 }), (lines, cents) => {
        const amounts = priced(lines).map(({ amount }) => amount);
        const parts = documentDiscounts(amounts, {
          kind: 'amount',
          amounts: [money(cents, 'EUR')],
        });
        const total = (of: readonly { amount: number; currency: string }[]) =>
          of.reduce((sum, { amount, currency }) => (currency === 'EUR' ? sum + amount : sum), 0);
        expect(total(parts)).toBe(Math.min(cents, Math.max(total(amounts), 0)));
      }),
    ));

  it('subtotals equal the sum of their rounded nets (S64)', () =>
    fc.assert(
      fc.property(lines, basisPoints, (lines, rate) => {
        const discount = { kind: 'percent', rate } as const;
        const nets = priced(lines, discount).map(({ net }) => net);
        for (const { net } of subtotalsOf(lines, discount))
          expect(net).toEqual(
            sum(
              net.currency,
              nets.filter(({ currency }) => currency === net.currency),
            ),
          );
      }),
    ));

  it('the grand total is the sum of the subtotals, each converted and then rounded', () =>
    fc.assert(
      fc.property(lines, fc.constantFrom('0.333', '1', '2.5', '161.07'), (lines, rate) => {
        const subtotals = subtotalsOf(lines);
        const rates: FrozenRates = {
          base: 'EUR',
          rateDate: '2026-03-02',
          source: 'ecb',
          rates: ['USD', 'JPY', 'BHD'].map((currency) => ({ currency, rate })),
        };
        const expected = (part: (value: DealValue) => DealValue['net']) =>
          subtotals.map(part).reduce((total, amount) => {
            const own = amount.currency === 'EUR' ? amount : convert(amount, rate, 'EUR');
            return plus(total, own);
          }, zero('EUR'));
        const { net, margin, netOfUnknownCost } = grandTotal(subtotals, 'EUR', rates);
        expect(net).toEqual(expected((value) => value.net));
        expect(margin).toEqual(expected((value) => value.margin));
        // What is of unknown cost is part of the net, also where lines below zero reduce that (B34).
        expect(netOfUnknownCost).toEqual(
          withinNet({ net, netOfUnknownCost: expected((value) => value.netOfUnknownCost) })
            .netOfUnknownCost,
        );
      }),
    ));

  it('net and tax make the gross to the minor unit', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        basisPoints,
        fc.boolean(),
        (cents, rate, included) => {
          const { net, tax, gross } = taxed(money(cents, 'EUR'), { rate, included });
          expect(plus(net, tax)).toEqual(gross);
          expect(included ? gross : net).toEqual(money(cents, 'EUR'));
          // The tax is the rate of the net, within half a minor unit of either.
          expect(Math.abs(tax.amount * 10_000 - net.amount * rate)).toBeLessThanOrEqual(
            (10_000 + rate) / 2,
          );
        },
      ),
    ));
});
