import {
  type ApprovalPolicy,
  type ApprovalRule,
  isWorse,
  type Measured,
  measure,
  type QuotationCommand,
  type QuotationEvent,
  QuotationLine,
  rulesBeyond,
  snapshotHash,
} from '@presales/domain/quotation';
import { limits, type Money, money } from '@presales/kernel';
import {
  accept,
  add,
  added,
  after,
  at,
  chair,
  drafted,
  given,
  header,
  inPlay,
  lamp,
  line,
  quotationId,
  rates,
  removed,
  revised,
  send,
  sent,
  supersededBy,
  validUntil,
} from './quotation-story.ts';

const cents = (amount: number) => money(amount, 'EUR');

/** What a draft's author and approvers see of it. */
const seen = (...history: readonly QuotationEvent[]) => {
  const state = after(...history);
  if (state.status !== 'draft') throw new Error('only drafts are reviewed');
  return { snapshotHash: snapshotHash(state.terms), measured: measure(state.terms) };
};

const submit = (authorId = 'anna'): QuotationCommand => ({
  type: 'SubmitQuotation',
  data: { quotationId, authorId, at },
});
const request = (policy: ApprovalPolicy, more: object = {}): QuotationCommand => ({
  type: 'RequestApproval',
  data: { quotationId, policy, ...more, at },
});
const approve = (approverId = 'mihai', version = 1): QuotationCommand => ({
  type: 'ApproveQuotation',
  data: { quotationId, version, approverId, at },
});
const refuse = (approverId = 'mihai', reason = 'Too cheap', version = 1): QuotationCommand => ({
  type: 'RefuseApproval',
  data: { quotationId, version, approverId, reason, at },
});
const sendUnder = (policy: ApprovalPolicy, more: object = {}): QuotationCommand => ({
  type: 'SendQuotation',
  data: { quotationId, validUntil, policy, ...more, at },
});

/** The history with the draft submitted, put up for approval, approved or refused. */
const submitted = (...history: readonly QuotationEvent[]): readonly QuotationEvent[] => [
  ...history,
  {
    type: 'QuotationSubmitted',
    data: { quotationId, version: 1, authorId: 'anna', ...seen(...history) },
  },
];
const requested = (
  policy: ApprovalPolicy,
  rules: readonly ApprovalRule[],
  history: readonly QuotationEvent[],
  total?: Money,
): readonly QuotationEvent[] => {
  const { snapshotHash, measured } = seen(...history);
  const data = { quotationId, version: 1, rules, policy, snapshotHash };
  return [
    ...history,
    {
      type: 'ApprovalRequested',
      data: { ...data, measured: { ...measured, ...(total ? { total } : {}) } },
    },
  ];
};
const approved = (history: readonly QuotationEvent[]): readonly QuotationEvent[] => [
  ...history,
  {
    type: 'QuotationApproved',
    data: {
      quotationId,
      version: 1,
      approverId: 'mihai',
      snapshotHash: seen(...history).snapshotHash,
    },
  },
];
const refused = (history: readonly QuotationEvent[]): readonly QuotationEvent[] => [
  ...history,
  {
    type: 'ApprovalRefused',
    data: { quotationId, version: 1, approverId: 'mihai', reason: 'Too cheap' },
  },
];
const changed = (line: QuotationLine): QuotationEvent => ({
  type: 'QuotationLineChanged',
  data: { quotationId, line },
});
const discounted = (rate: number): QuotationEvent => ({
  type: 'QuotationDiscountSet',
  data: { quotationId, discount: { kind: 'percent', rate } },
});
const needs = (...rules: readonly ApprovalRule[]) =>
  ({ code: 'quotation/approval-needed', rules }) as const;

const listed = (price: number, list: number, more: Partial<QuotationLine> = {}) =>
  line('1', price, 'EUR', { listPrice: cents(list), ...more });
const atDiscount = (discount: number) => line('1', 100_00, 'EUR', { discount });
const atCost = (cost: number, lineId = '1') =>
  line(lineId, 100_00, 'EUR', { unitCost: { amount: cents(cost), source: 'accounting' } });

describe('what a policy looks at', () => {
  it('is the largest line discount, list and offer of each currency, and unknown costs', () =>
    expect(
      seen(
        drafted,
        added(atDiscount(750)),
        added({ ...atCost(70_00, '2'), discount: 500 }),
        added(line('3', 50_00, 'USD')),
        added(line('4', -10_00, 'EUR')),
      ).measured,
    ).toEqual({
      lineDiscount: 750,
      linesOfUnknownCost: 3,
      currencies: [
        {
          list: cents(200_00),
          // 92.50 + 95.00 − 10.00: what takes off is a discount too.
          offered: cents(177_50),
          value: {
            net: cents(177_50),
            margin: cents(25_00),
            netOfUnknownCost: cents(82_50),
          },
        },
        {
          list: money(50_00, 'USD'),
          offered: money(50_00, 'USD'),
          value: {
            net: money(50_00, 'USD'),
            margin: money(0, 'USD'),
            netOfUnknownCost: money(50_00, 'USD'),
          },
        },
      ],
    }));

  it('looks at the sums of lines in the total, and at the discount of all that is offered', () =>
    expect(
      seen(drafted, added(chair), added({ ...atDiscount(9_000), lineId: '2', optional: true }), {
        type: 'AlternativeItemOffered',
        data: { quotationId, forLineId: '1', line: { ...atDiscount(9_500), lineId: '3' } },
      }).measured,
    ).toMatchObject({
      lineDiscount: 9_500,
      linesOfUnknownCost: 1,
      currencies: [{ list: cents(100_00), offered: cents(100_00) }],
    }));
});

describe('a policy', () => {
  const of = (...lines: readonly QuotationLine[]) => seen(drafted, ...lines.map(added)).measured;
  const overall = (rate: number, ...lines: readonly QuotationLine[]) =>
    seen(drafted, ...lines.map(added), discounted(rate)).measured;

  it.each<[string, ApprovalPolicy, Measured, readonly ApprovalRule[]]>([
    ['nothing where it sets no rule', {}, of(atDiscount(10_000)), []],
    ['a line at its largest discount', { maxLineDiscount: 750 }, of(atDiscount(750)), []],
    ['a line beyond it', { maxLineDiscount: 750 }, of(atDiscount(751)), ['line-discount']],
    [
      'a price at its most below the list',
      { maxLineDiscount: 9_900 },
      of(listed(1_00, 100_00)),
      [],
    ],
    [
      'a price below the list, though no discount is named',
      { maxLineDiscount: 9_899 },
      of(listed(1_00, 100_00)),
      ['line-discount'],
    ],
    [
      'a price below the list and a discount off it, together',
      { maxLineDiscount: 2_799 },
      of(listed(90_00, 100_00, { discount: 2_000 })),
      ['line-discount'],
    ],
    [
      'both together at the most',
      { maxLineDiscount: 2_800 },
      of(listed(90_00, 100_00, { discount: 2_000 })),
      [],
    ],
    [
      'a hair beyond the most: what comes off is rounded up',
      { maxLineDiscount: 1_000 },
      of(listed(89_999, 100_000)),
      ['line-discount'],
    ],
    ['a price above the list', { maxLineDiscount: 0 }, of(listed(110_00, 100_00)), []],
    ['a list price of nothing', { maxLineDiscount: 0 }, of(listed(1_00, 0)), []],
    [
      'a price finer than its list',
      { maxLineDiscount: 1_000 },
      of({
        ...chair,
        unitPrice: { amount: 899_9, currency: 'EUR', scale: 3 },
        listPrice: cents(10_00),
      }),
      ['line-discount'],
    ],
    [
      'prices below the list in the average',
      { maxAverageDiscount: 999 },
      of(listed(80_00, 100_00), line('2', 100_00)),
      ['average-discount'],
    ],
    [
      'prices below the list in the average, at the most',
      { maxAverageDiscount: 1_000 },
      of(listed(80_00, 100_00), line('2', 100_00)),
      [],
    ],
    [
      'any discount where none is allowed',
      { maxLineDiscount: 0 },
      of(atDiscount(1)),
      ['line-discount'],
    ],
    [
      'an average at its most',
      { maxAverageDiscount: 500 },
      of(atDiscount(1_000), line('2', 100_00)),
      [],
    ],
    [
      'an average beyond it',
      { maxAverageDiscount: 499 },
      of(atDiscount(1_000), line('2', 100_00)),
      ['average-discount'],
    ],
    [
      "the document's discount in the average",
      { maxAverageDiscount: 999 },
      overall(1_000, chair),
      ['average-discount'],
    ],
    [
      "the document's discount, at the most",
      { maxAverageDiscount: 1_000 },
      overall(1_000, chair),
      [],
    ],
    [
      'line and document discount together',
      { maxAverageDiscount: 1_899 },
      overall(1_000, atDiscount(1_000)),
      ['average-discount'],
    ],
    [
      'both together at the most',
      { maxAverageDiscount: 1_900 },
      overall(1_000, atDiscount(1_000)),
      [],
    ],
    [
      'the worst currency',
      { maxAverageDiscount: 500 },
      of(chair, { ...lamp, discount: 510 }),
      ['average-discount'],
    ],
    [
      'a line that takes off as a discount',
      { maxAverageDiscount: 500 },
      of(chair, line('2', -6_00)),
      ['average-discount'],
    ],
    [
      'nothing but what takes off',
      { maxAverageDiscount: 10_000 },
      of(line('2', -6_00)),
      ['average-discount'],
    ],
    ['a price of nothing', { maxAverageDiscount: 0 }, of(line('2', 0)), []],
    ['a margin at its least', { minMargin: 3_000 }, of(atCost(70_00)), []],
    ['a margin below it', { minMargin: 3_001 }, of(atCost(70_00)), ['margin']],
    ['a loss that is borne', { minMargin: -1_000 }, of(atCost(110_00)), []],
    ['a loss beyond it', { minMargin: -1_000 }, of(atCost(110_01)), ['margin']],
    [
      'the margin on a net below zero',
      { minMargin: 0 },
      of(line('1', -1, 'EUR', { unitCost: { amount: cents(0), source: 'receipt' } })),
      ['margin'],
    ],
    [
      'the margin of what is known, and what is unknown',
      { minMargin: 3_000 },
      of(atCost(70_00), line('2', 1)),
      ['unknown-cost'],
    ],
    ['unknown cost only where margins matter', { maxLineDiscount: 0 }, of(chair), []],
  ])('asks of %s', (_, policy, measured, rules) =>
    expect(rulesBeyond(policy, measured)).toEqual(rules),
  );

  it.each([
    [100_00, []],
    [100_01, ['total']],
  ])('asks of a total of %s cents by its largest of 100.00', (total, rules) =>
    expect(rulesBeyond({ maxTotal: cents(100_00) }, { ...of(chair), total: cents(total) })).toEqual(
      rules,
    ),
  );

  it('names every rule that is broken', () =>
    expect(
      rulesBeyond(
        { maxLineDiscount: 1, maxAverageDiscount: 1, minMargin: 9_999, maxTotal: cents(1) },
        { ...of({ ...atCost(70_00), discount: 2 }, line('2', 1)), total: cents(2) },
      ),
    ).toEqual(['line-discount', 'average-discount', 'margin', 'unknown-cost', 'total']));
});

describe('a line drawn from a list', () => {
  const drawn = listed(100_00, 100_00, { productId: 'chair' });
  const change = (line: QuotationLine): QuotationCommand => ({
    type: 'ChangeQuotationLine',
    data: { quotationId, line, at },
  });
  const { listPrice: _, ...bare } = drawn;

  it('keeps its list price when its price is changed, so that the policy sees what came off', () =>
    given(drafted, added(drawn))
      .when(change({ ...bare, unitPrice: cents(1_00) }))
      .emits(changed({ ...drawn, unitPrice: cents(1_00) })));

  it('has a list price in the currency of its price', () =>
    expect(() => QuotationLine.parse({ ...drawn, listPrice: money(1, 'USD') })).toThrow(
      'expected the list price in the currency of the price',
    ));

  it('is refused where its list price comes to more than amounts may be', () =>
    given(drafted)
      .when(add({ ...drawn, listPrice: cents(limits.amount), quantity: '2' }))
      .refuses({ code: 'quotation/amount-too-large' }));

  it('is as it was when it is said again without it', () =>
    given(drafted, added(drawn)).when(change(bare)).changesNothing());

  it('takes the list price that a change names', () =>
    given(drafted, added(drawn))
      .when(change({ ...drawn, listPrice: cents(90_00) }))
      .emits(changed({ ...drawn, listPrice: cents(90_00) })));

  it.each<[string, QuotationLine]>([
    ['another product', { ...bare, productId: 'stool' }],
    ['another currency', { ...bare, unitPrice: money(100_00, 'USD') }],
  ])('has none any more as %s', (_, line) =>
    given(drafted, added(drawn)).when(change(line)).emits(changed(line)),
  );
});

describe('a draft is worse than what was approved', () => {
  const of = (...lines: readonly QuotationLine[]) => seen(drafted, ...lines.map(added)).measured;
  const worse = (policy: ApprovalPolicy, now: Measured, before: Measured) =>
    isWorse(policy, now, before);

  it.each<[string, boolean, ApprovalPolicy, Measured, Measured]>([
    [
      'by a larger line discount',
      true,
      { maxLineDiscount: 0 },
      of(atDiscount(2)),
      of(atDiscount(1)),
    ],
    [
      'not by the same line discount',
      false,
      { maxLineDiscount: 0 },
      of(atDiscount(2)),
      of(atDiscount(2)),
    ],
    [
      'not by a line discount that needs no approval',
      false,
      { maxLineDiscount: 2 },
      of(atDiscount(2)),
      of(atDiscount(1)),
    ],
    [
      'by a larger average discount',
      true,
      { maxAverageDiscount: 0 },
      of(atDiscount(2)),
      of(atDiscount(1)),
    ],
    [
      'not by the same average on another price',
      false,
      { maxAverageDiscount: 0 },
      of({ ...atDiscount(100), quantity: '7' }),
      of(atDiscount(100)),
    ],
    [
      'not by a smaller average',
      false,
      { maxAverageDiscount: 0 },
      of(atDiscount(100), line('2', 1_00)),
      of(atDiscount(100)),
    ],
    [
      'not by a currency within its limit',
      false,
      { maxAverageDiscount: 100 },
      of(atDiscount(200), { ...lamp, discount: 50 }),
      of(atDiscount(200), lamp),
    ],
    [
      'by a currency that was not there',
      true,
      { maxAverageDiscount: 0 },
      of(atDiscount(1), { ...lamp, discount: 100 }),
      of(atDiscount(1)),
    ],
    [
      'by more taken off nothing',
      true,
      { maxAverageDiscount: 0 },
      of(line('1', -2)),
      of(line('1', -1)),
    ],
    [
      'not by as much taken off nothing',
      false,
      { maxAverageDiscount: 0 },
      of(line('1', -1)),
      of(line('1', -1)),
    ],
    [
      'by more taken off nothing than off something',
      true,
      { maxAverageDiscount: 0 },
      of(line('1', -200_00)),
      of(atDiscount(1)),
    ],
    [
      'by more off, where nothing had a price before',
      true,
      { maxAverageDiscount: 0 },
      of(atDiscount(2)),
      of(line('1', -1)),
    ],
    [
      'not by less off, where nothing has a price now',
      false,
      { maxAverageDiscount: 0 },
      of(line('1', -1)),
      of(atDiscount(2)),
    ],
    [
      'by a larger loss, where there was no percentage before',
      true,
      { minMargin: 0 },
      of(atCost(100_02)),
      of(line('1', 0, 'EUR', { unitCost: { amount: cents(1), source: 'receipt' } })),
    ],
    [
      'not by a smaller loss, where there is no percentage now',
      false,
      { minMargin: 0 },
      of(line('1', 0, 'EUR', { unitCost: { amount: cents(1), source: 'receipt' } })),
      of(atCost(100_02)),
    ],
    [
      'not by as much off, where nothing had a price before',
      false,
      { maxAverageDiscount: 0 },
      of(atDiscount(1)),
      of(line('1', -1)),
    ],
    ['by a lower margin', true, { minMargin: 5_000 }, of(atCost(70_01)), of(atCost(70_00))],
    ['not by the same margin', false, { minMargin: 5_000 }, of(atCost(70_00)), of(atCost(70_00))],
    [
      'not by the same margin on more pieces',
      false,
      { minMargin: 5_000 },
      of({ ...atCost(70_00), quantity: '3' }),
      of(atCost(70_00)),
    ],
    [
      'by the margin, though fewer cents, of a smaller price',
      true,
      { minMargin: 9_000 },
      of(line('1', 10_00, 'EUR', { unitCost: { amount: cents(8_00), source: 'receipt' } })),
      of(atCost(70_00)),
    ],
    [
      'not by a margin that needs no approval',
      false,
      { minMargin: 1_000 },
      of(atCost(71_00)),
      of(atCost(70_00)),
    ],
    [
      'by fewer cents where there is no percentage',
      true,
      { minMargin: 0 },
      of(line('1', 0, 'EUR', { unitCost: { amount: cents(2), source: 'receipt' } })),
      of(line('1', 0, 'EUR', { unitCost: { amount: cents(1), source: 'receipt' } })),
    ],
    [
      'not by as many cents where there is none',
      false,
      { minMargin: 0 },
      of(line('1', 0, 'EUR', { unitCost: { amount: cents(1), source: 'receipt' } })),
      of(line('1', 0, 'EUR', { unitCost: { amount: cents(1), source: 'receipt' } })),
    ],
    ['by one more unknown cost', true, { minMargin: 0 }, of(chair, line('2', 0)), of(chair)],
    [
      'by more net of unknown cost',
      true,
      { minMargin: 0 },
      of({ ...chair, quantity: '2' }),
      of(chair),
    ],
    ['not by as much unknown cost', false, { minMargin: 0 }, of(chair), of(chair)],
    [
      'by unknown cost in a currency that was not there',
      true,
      { minMargin: 0 },
      of(lamp),
      of(chair),
    ],
    [
      'by a larger total',
      true,
      { maxTotal: cents(1) },
      { ...of(chair), total: cents(3) },
      { ...of(chair), total: cents(2) },
    ],
    [
      'not by the same total',
      false,
      { maxTotal: cents(1) },
      { ...of(chair), total: cents(2) },
      { ...of(chair), total: cents(2) },
    ],
    [
      'not by a smaller total',
      false,
      { maxTotal: cents(1) },
      { ...of(chair), total: cents(2) },
      { ...of(chair), total: cents(3) },
    ],
    [
      'by a total where none was approved',
      true,
      { maxTotal: cents(1) },
      { ...of(chair), total: cents(2) },
      of(chair),
    ],
    [
      'by a total in another currency',
      true,
      { maxTotal: cents(1) },
      { ...of(chair), total: cents(2) },
      { ...of(chair), total: money(9, 'USD') },
    ],
  ])('%s', (_, expected, policy, now, before) => expect(worse(policy, now, before)).toBe(expected));
});

describe('submitting a draft', () => {
  it('names its author, what it comes to and what it is', () =>
    given(drafted, added(chair))
      .when(submit())
      .emits(...submitted(drafted, added(chair)).slice(2)));

  it('happens once, until the draft changes', () => {
    given(...submitted(drafted, added(chair)))
      .when(submit())
      .changesNothing();
    const changedSince = [...submitted(drafted, added(chair)), added(lamp)];
    given(...changedSince)
      .when(submit())
      .emits(...submitted(...changedSince).slice(-1));
  });

  it('may be by somebody else', () =>
    given(...submitted(drafted, added(chair)))
      .when(submit('ion'))
      .emits({
        type: 'QuotationSubmitted',
        data: {
          quotationId,
          version: 1,
          authorId: 'ion',
          ...seen(drafted, added(chair)),
        },
      }));

  it('needs lines', () => given(drafted).when(submit()).refuses({ code: 'quotation/no-lines' }));

  it('refuses totals beyond what amounts may be', () =>
    given(drafted, added(line('1', limits.amount)), added(line('2', 1)))
      .when(submit())
      .refuses({ code: 'quotation/amount-too-large' }));
});

describe('the snapshot of a draft', () => {
  const of = (...history: readonly QuotationEvent[]) => seen(drafted, ...history).snapshotHash;

  it('stays the same from release to release, for it is stored', () => {
    const before: QuotationEvent = { type: 'QuotationDrafted', data: header };
    expect(seen(before, added(chair)).snapshotHash).toBe('aa60b14b-6e7d-5a37-978d-f3745aaea23e');
    expect(of(added(chair))).toBe('36f8f55c-f8c0-5afa-9de5-62d6a2e15174');
  });

  it('is the same for the same offer, however it was written', () => {
    expect(of(added(chair), added(lamp), removed('2'))).toBe(of(added(chair)));
    const { lineId, ...rest } = chair;
    expect(of(added({ ...rest, lineId }))).toBe(of(added(chair)));
  });

  it.each<[string, readonly QuotationEvent[]]>([
    ['price', [added({ ...chair, unitPrice: cents(99_99) })]],
    ['discount on the whole', [added(chair), discounted(1)]],
    [
      'rounding',
      [
        added(chair),
        {
          type: 'QuotationRoundingSet',
          data: { quotationId, rounding: [{ currency: 'EUR', step: '1', mode: 'up' }] },
        },
      ],
    ],
    ['line more', [added(chair), added(lamp)]],
    ['order of lines', [added(lamp), added(chair)]],
  ])('is another with another %s', (_, history) =>
    expect(of(...history)).not.toBe(of(added(chair))),
  );
});

describe('asking for approval', () => {
  const policy = { maxLineDiscount: 500 };
  const history = submitted(drafted, added(atDiscount(750)));

  it('names the rules that are broken, the policy and what was measured', () =>
    given(...history)
      .when(request(policy))
      .emits(...requested(policy, ['line-discount'], history).slice(-1)));

  it('asks for nothing where the policy demands nothing', () =>
    given(...history)
      .when(request({ maxLineDiscount: 750 }))
      .changesNothing());

  it('needs an author', () =>
    given(drafted, added(atDiscount(750)))
      .when(request(policy))
      .refuses({ code: 'quotation/not-submitted' }));

  it('happens once, until the draft or the policy changes', () => {
    const pending = requested(policy, ['line-discount'], history);
    given(...pending)
      .when(request(policy))
      .changesNothing();
    given(...pending)
      .when(request({ maxLineDiscount: 400 }))
      .emits(...requested({ maxLineDiscount: 400 }, ['line-discount'], history).slice(-1));
    const now = [...pending, added(lamp)];
    given(...now)
      .when(request(policy))
      .emits(...requested(policy, ['line-discount'], now).slice(-1));
  });

  it('is not asked again for what was approved, and asked for what is worse', () => {
    const done = approved(requested(policy, ['line-discount'], history));
    given(...done)
      .when(request(policy))
      .changesNothing();
    given(...done, changed(atDiscount(700)))
      .when(request(policy))
      .changesNothing();
    const worse = [...done, changed(atDiscount(800))];
    given(...worse)
      .when(request(policy))
      .emits(...requested(policy, ['line-discount'], worse).slice(-1));
  });

  it('is not asked again for what was refused, until it changes', () => {
    const no = refused(requested(policy, ['line-discount'], history));
    given(...no)
      .when(request(policy))
      .refuses({ code: 'quotation/approval-refused', approverId: 'mihai' });
    given(...no)
      .when(request({ maxLineDiscount: 400 }))
      .emits(...requested({ maxLineDiscount: 400 }, ['line-discount'], history).slice(-1));
    const now = [...no, changed(atDiscount(700))];
    given(...now)
      .when(request(policy))
      .emits(...requested(policy, ['line-discount'], now).slice(-1));
  });

  it('measures the total where the policy limits it', () => {
    const byTotal = { maxTotal: cents(50_00) };
    given(...history)
      .when(request(byTotal))
      .emits(...requested(byTotal, ['total'], history, cents(92_50)).slice(-1));
    given(...history)
      .when(request({ maxTotal: cents(92_50) }))
      .changesNothing();
  });

  it('measures a total across currencies through rates, and names those that are missing', () => {
    const byTotal = { maxTotal: cents(50_00) };
    const both = submitted(drafted, added(chair), added(lamp));
    given(...both)
      .when(request(byTotal, { rates }))
      .emits(...requested(byTotal, ['total'], both, cents(146_00)).slice(-1));
    given(...both)
      .when(request(byTotal))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
    given(...both)
      .when(request(byTotal, { rates: { ...rates, base: 'RON' } }))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
    given(...both)
      .when(request(byTotal, { rates: { ...rates, rates: [] } }))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
    given(...both, { type: 'ExchangeRatesFrozen', data: { quotationId, rates } })
      .when(request(byTotal))
      .emits(...requested(byTotal, ['total'], both, cents(146_00)).slice(-1));
  });

  it('refuses totals beyond what amounts may be', () => {
    const huge = submitted(drafted, added(chair));
    given(...huge, added(line('2', limits.amount)))
      .when(request(policy))
      .refuses({ code: 'quotation/amount-too-large' });
    given(...submitted(drafted, added(line('1', limits.amount)), added(lamp)))
      .when(request({ maxTotal: cents(1) }, { rates }))
      .refuses({ code: 'quotation/amount-too-large' });
  });
});

describe('approving a draft', () => {
  const policy = { maxLineDiscount: 500 };
  const waiting = submitted(drafted, added(atDiscount(750)));
  const pending = requested(policy, ['line-discount'], waiting);

  it('names the approver and what was approved', () =>
    given(...pending)
      .when(approve())
      .emits(...approved(pending).slice(-1)));

  it('is not for its author', () => {
    given(...pending)
      .when(approve('anna'))
      .refuses({ code: 'quotation/own-approval', approverId: 'anna' });
    given(...pending)
      .when(refuse('anna'))
      .refuses({ code: 'quotation/own-approval', approverId: 'anna' });
  });

  it('is for the draft as it was when approval was asked for', () => {
    given(...pending, added(lamp))
      .when(approve())
      .refuses({ code: 'quotation/changed-since-request' });
    given(...pending, added(lamp))
      .when(refuse())
      .refuses({ code: 'quotation/changed-since-request' });
  });

  it('is for the version that is being written', () =>
    given(...pending)
      .when(approve('mihai', 2))
      .refuses({ code: 'quotation/not-a-draft' }));

  it('has to be asked for', () => {
    given(drafted, added(chair))
      .when(approve())
      .refuses({ code: 'quotation/approval-not-requested' });
    given(...waiting)
      .when(approve())
      .refuses({ code: 'quotation/approval-not-requested' });
    given(...waiting)
      .when(refuse())
      .refuses({ code: 'quotation/approval-not-requested' });
  });

  it('happens once, by one approver', () => {
    given(...approved(pending))
      .when(approve())
      .changesNothing();
    given(...approved(pending))
      .when(approve('ion'))
      .refuses({ code: 'quotation/approval-not-requested' });
    given(...approved(pending))
      .when(refuse())
      .refuses({ code: 'quotation/approval-not-requested' });
  });

  it('may be refused, with a reason, once', () => {
    given(...pending)
      .when(refuse())
      .emits(...refused(pending).slice(-1));
    given(...refused(pending))
      .when(refuse())
      .changesNothing();
    given(...refused(pending))
      .when(refuse('mihai', 'Too dear'))
      .refuses({ code: 'quotation/approval-not-requested' });
    given(...refused(pending))
      .when(refuse('ion'))
      .refuses({ code: 'quotation/approval-not-requested' });
    given(...refused(pending))
      .when(approve())
      .refuses({ code: 'quotation/approval-not-requested' });
  });
});

describe('sending under a policy', () => {
  const policy = { maxLineDiscount: 500 };
  const offered = atDiscount(750);
  const waiting = submitted(drafted, added(offered));
  const pending = requested(policy, ['line-discount'], waiting);

  it('needs an approval for what goes beyond it', () => {
    given(drafted, added(offered)).when(sendUnder(policy)).refuses(needs('line-discount'));
    given(...waiting)
      .when(sendUnder(policy))
      .refuses(needs('line-discount'));
    given(...pending)
      .when(sendUnder(policy))
      .refuses(needs('line-discount'));
    given(...refused(pending))
      .when(sendUnder(policy))
      .refuses(needs('line-discount'));
    given(...approved(pending))
      .when(sendUnder(policy))
      .emits(sent(1, offered));
  });

  it('needs none for what does not', () =>
    given(drafted, added(atDiscount(500)))
      .when(sendUnder(policy))
      .emits(sent(1, atDiscount(500))));

  it('goes by the policy it was judged by last when the seller names none', () => {
    given(...pending)
      .when(send())
      .refuses(needs('line-discount'));
    given(...refused(pending))
      .when(send())
      .refuses(needs('line-discount'));
    given(...submitted(...pending, added(lamp)))
      .when(send())
      .refuses(needs('line-discount'));
    given(...pending)
      .when(sendUnder({ maxLineDiscount: 800 }))
      .emits(sent(1, offered));
    given(...waiting)
      .when(send())
      .emits(sent(1, offered));
  });

  it('keeps its approval when the draft changes and is no worse', () => {
    const better = atDiscount(600);
    given(...approved(pending), changed(better))
      .when(send())
      .emits(sent(1, better));
    given(...approved(pending), added(lamp))
      .when(send())
      .emits(sent(1, offered, lamp));
  });

  it('is approved anew when the draft gets worse', () =>
    given(...approved(pending), changed(atDiscount(751)))
      .when(send())
      .refuses(needs('line-discount')));

  it('keeps the approval of what was approved when something worse was refused', () => {
    const worse = submitted(...approved(pending), changed(atDiscount(900)));
    const no = refused(requested(policy, ['line-discount'], worse));
    given(...no)
      .when(send())
      .refuses(needs('line-discount'));
    given(...no, changed(offered))
      .when(send())
      .emits(sent(1, offered));
  });

  it('keeps the approval for the next version as long as it is no worse', () => {
    const first = [...approved(pending), sent(1, offered), revised];
    given(...first)
      .when(send())
      .emits(sent(2, offered), supersededBy(2));
    given(...first, changed(atDiscount(751)))
      .when(send())
      .refuses(needs('line-discount'));
  });

  it('judges a total through the rates it brings', () => {
    const byTotal = { maxTotal: cents(146_00) };
    given(drafted, added(chair), added(lamp))
      .when(sendUnder(byTotal, { rates }))
      .emits(sent(1, chair, lamp));
    given(drafted, added(chair), added(lamp))
      .when(sendUnder({ maxTotal: cents(145_99) }, { rates }))
      .refuses(needs('total'));
    given(drafted, added(chair), added(lamp))
      .when(sendUnder(byTotal))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
  });
});

it.each([submit(), request({}), approve(), refuse()])(
  'only a draft is reviewed: $type',
  (command) => {
    given().when(command).refuses({ code: 'quotation/not-drafted' });
    given(...inPlay)
      .when(command)
      .refuses({ code: 'quotation/not-a-draft' });
  },
);

it('what was approved is sent and accepted like any other', () => {
  const policy = { maxLineDiscount: 0 };
  const pending = requested(policy, ['line-discount'], submitted(drafted, added(atDiscount(10))));
  const out = [...approved(pending), sent(1, atDiscount(10))];
  given(...out)
    .when(add(lamp))
    .refuses({ code: 'quotation/not-a-draft' });
  given(...out)
    .when(accept(2))
    .refuses({ code: 'quotation/version-not-sent', version: 2 });
});

describe('a standing policy', () => {
  const strict: ApprovalPolicy = { maxLineDiscount: 1_000 };
  const standing = [{ policy: strict }];
  const cheap = [drafted, added(atDiscount(9_900))];

  it('holds a draft back that was never submitted, whatever the command’s own policy', () => {
    given(...cheap)
      .when({ type: 'SendQuotation', data: { quotationId, validUntil, standing, at } })
      .refuses(needs('line-discount'));
    given(...cheap)
      .when(sendUnder({}, { standing }))
      .refuses(needs('line-discount'));
    given(...cheap)
      .when(sendUnder(strict, { standing: [{ policy: {} }] }))
      .refuses(needs('line-discount'));
  });

  it('lets go out what it allows, and what was approved under it', () => {
    given(drafted, added(chair)).when(sendUnder({}, { standing })).emits(sent(1, chair));
    given(...approved(requested(strict, ['line-discount'], submitted(...cheap))))
      .when(sendUnder({}, { standing }))
      .emits(sent(1, atDiscount(9_900)));
  });

  it('is asked approval under, where the policy that is named asks for none', () =>
    given(...submitted(...cheap))
      .when(request({}, { standing }))
      .emits(...requested(strict, ['line-discount'], submitted(...cheap)).slice(-1)));

  it('counts the whole at its own rates, where the frozen ones are into another currency', () => {
    const policy = { maxTotal: cents(46_00) };
    const history = [drafted, added(lamp), frozenTo('JPY')];
    given(...history)
      .when(sendUnder({}, { standing: [{ policy }] }))
      .refuses({ code: 'quotation/rates-missing', currencies: ['USD'], base: 'EUR' });
    given(...history)
      .when(sendUnder({}, { standing: [{ policy, rates }] }))
      .emits(sent(1, lamp));
    given(...history)
      .when(sendUnder({}, { standing: [{ policy: { maxTotal: cents(45_99) }, rates }] }))
      .refuses(needs('total'));
  });
});

const frozenTo = (base: string): QuotationEvent => ({
  type: 'ExchangeRatesFrozen',
  data: {
    quotationId,
    rates: {
      base,
      rateDate: '2026-03-02',
      source: 'ecb',
      rates: [{ currency: 'USD', rate: '150' }],
    },
  },
});
