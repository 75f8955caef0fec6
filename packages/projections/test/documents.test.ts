import type { QuotationLine } from '@presales/domain/quotation';
import { parseMoney } from '@presales/kernel';
import { documentOf } from './ask.ts';
import { deal, worth } from './deals.ts';
import { type Happening, noon } from './history.ts';
import { lead } from './leads.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR', scale: 2 });

const line = (lineId: string, price: string, more: Partial<QuotationLine> = {}): QuotationLine => ({
  lineId,
  description: `The ${lineId}`,
  quantity: '2',
  unitPrice: parseMoney(price, 'EUR'),
  ...more,
});

const inquiry: readonly Happening[] = [
  {
    type: 'InquiryReceived',
    data: {
      inquiryId: 'I1',
      partyId: 'acme',
      channel: 'phone',
      leadId: 'L1',
      validUntil: '2026-04-01',
      items: [
        {
          itemId: 'laptop',
          description: 'A laptop',
          quantity: '2',
          asks: ['price', 'availability'],
        },
        { itemId: 'dock', description: 'A dock', asks: ['price'] },
      ],
    },
    at: noon('2026-03-01'),
  },
  {
    type: 'InquiryChanged',
    data: {
      inquiryId: 'I1',
      from: { leadId: 'L1', validUntil: '2026-04-01' },
      to: { leadId: 'L1', validUntil: '2026-05-01' },
    },
    at: noon('2026-03-02'),
  },
  {
    type: 'InquiryQuestionAnswered',
    data: { inquiryId: 'I1', itemId: 'laptop', ask: 'availability', answer: 'In two weeks' },
    at: noon('2026-03-03'),
  },
  {
    type: 'InquiryItemRejected',
    data: { inquiryId: 'I1', itemId: 'dock', reason: 'no longer made' },
    at: noon('2026-03-04'),
  },
];

const quotation: readonly Happening[] = [
  {
    type: 'QuotationDrafted',
    data: {
      quotationId: 'Q1',
      partyId: 'acme',
      sellerZone: 'UTC',
      inquiryId: 'I1',
      origin: { kind: 'inquiry', id: 'I1' },
    },
    at: noon('2026-03-05'),
  },
  {
    type: 'QuotationLineAdded',
    data: {
      quotationId: 'Q1',
      line: line('laptop', '100.00', {
        unitCost: { amount: parseMoney('70.00', 'EUR'), source: 'accounting' },
      }),
    },
    at: noon('2026-03-05'),
  },
  {
    type: 'AlternativeItemOffered',
    data: { quotationId: 'Q1', forLineId: 'laptop', line: line('notebook', '90.00') },
    at: noon('2026-03-05'),
  },
  {
    type: 'QuotationLineAdded',
    data: { quotationId: 'Q1', line: line('bag', '10.00') },
    at: noon('2026-03-05'),
  },
  {
    type: 'InquiryItemQuoted',
    data: { inquiryId: 'I1', itemId: 'laptop', quotationId: 'Q1', quantity: '2' },
    at: noon('2026-03-05'),
  },
  { type: 'InquiryQuoted', data: { inquiryId: 'I1' }, at: noon('2026-03-05') },
];

const sent: readonly Happening[] = [
  {
    type: 'QuotationSent',
    data: { quotationId: 'Q1', version: 1, validUntil: '2026-04-10', subtotals: [worth('220')] },
    at: noon('2026-03-06'),
  },
  {
    type: 'QuotationFollowed',
    data: { quotationId: 'Q1', opportunityId: 'O1' },
    at: noon('2026-03-07'),
  },
];

const taken: readonly Happening[] = [
  {
    type: 'QuotationItemAccepted',
    data: {
      quotationId: 'Q1',
      version: 1,
      acceptanceId: 'order',
      lineId: 'laptop',
      quantity: '1',
    },
    at: noon('2026-03-08'),
  },
  {
    type: 'QuotationItemRejected',
    data: { quotationId: 'Q1', version: 1, lineId: 'bag', by: 'customer', reason: 'price' },
    at: noon('2026-03-08'),
  },
  {
    type: 'QuotationPartiallyAccepted',
    data: {
      quotationId: 'Q1',
      version: 1,
      subtotals: [worth('100', { margin: '30' })],
      value: worth('100', { margin: '30' }),
    },
    at: noon('2026-03-08'),
  },
];

const history = [...inquiry, ...quotation, ...sent, ...taken];

describe('an inquiry on display (VA13)', () => {
  it('shows its header, items, answers, quotations and rejections (S6, S7)', async () => {
    const { document, status, view } = await documentOf(history, { kind: 'inquiry', id: 'I1' });
    expect(document).toEqual({ kind: 'inquiry', id: 'I1' });
    expect(status).toBe('quoted');
    expect(view).toEqual({
      kind: 'inquiry',
      partyId: 'acme',
      channel: 'phone',
      header: { leadId: 'L1', validUntil: '2026-05-01' },
      items: [
        {
          item: {
            itemId: 'laptop',
            description: 'A laptop',
            quantity: '2',
            asks: ['price', 'availability'],
          },
          answers: [{ ask: 'availability', answer: 'In two weeks' }],
          quoted: [{ quotationId: 'Q1', quantity: '2' }],
        },
        {
          item: { itemId: 'dock', description: 'A dock', asks: ['price'] },
          answers: [],
          quoted: [],
          rejection: 'no longer made',
        },
      ],
    });
  });

  it('shows who changed what, and when (S7)', async () => {
    const { changes } = await documentOf(history, { kind: 'inquiry', id: 'I1' });
    expect(changes.map(({ what }) => what)).toEqual([
      'InquiryReceived',
      'InquiryChanged',
      'InquiryQuestionAnswered',
      'InquiryItemRejected',
      'InquiryItemQuoted',
      'InquiryQuoted',
    ]);
    expect(changes[1]).toEqual({
      occurredAt: noon('2026-03-02'),
      recordedAt: noon('2026-03-02'),
      position: 1n,
      actor: 'tester',
      what: 'InquiryChanged',
    });
  });

  it('stands as it did on a day, and as it was known then (B16)', async () => {
    const before = { kind: 'inquiry', id: 'I1', asOf: noon('2026-03-02') } as const;
    const { status, view, changes } = await documentOf(history, before);
    expect([status, changes.length]).toEqual(['open', 1]);
    expect(view).toMatchObject({ header: { validUntil: '2026-04-01' } });
    const known = await documentOf(history, { kind: 'inquiry', id: 'I1', knownAt: 1n });
    expect(known.view).toMatchObject({ header: { validUntil: '2026-05-01' } });
    expect(known.flow).toEqual([
      { from: { kind: 'lead', id: 'L1' }, to: { kind: 'inquiry', id: 'I1' } },
    ]);
  });
});

describe('a quotation on display (VA23)', () => {
  const shown = (happened: readonly Happening[]) =>
    documentOf(happened, { kind: 'quotation', id: 'Q1' });

  it('shows a draft that comes to more than an amount may be line by line, without totals', async () => {
    const added = (lineId: string): Happening => ({
      type: 'QuotationLineAdded',
      data: { quotationId: 'Q1', line: line(lineId, '4000000000000') },
      at: noon('2026-03-06'),
    });
    const { view } = await shown([...quotation, added('one'), added('two')]);
    expect(view).toMatchObject({ tooLarge: true, subtotals: [], totals: [] });
    const lines = view.kind === 'quotation' ? view.lines : [];
    expect(lines.map(({ line, net }) => [line.lineId, net?.amount])).toEqual([
      ['laptop', 200_00],
      ['notebook', undefined],
      ['bag', 20_00],
      ['one', 800_000_000_000_000],
      ['two', 800_000_000_000_000],
    ]);
    expect((await shown(quotation)).view).not.toHaveProperty('tooLarge');
  });

  it('shows every line with its profit as value and as percent, and subtotals (S9, S64, S65)', async () => {
    const { status, view } = await shown([...inquiry, ...quotation]);
    expect(status).toBe('draft');
    expect(view).toMatchObject({
      kind: 'quotation',
      partyId: 'acme',
      version: 1,
      number: 'Q1',
      sent: [],
      subtotals: [{ net: euros(220_00), margin: euros(60_00), netOfUnknownCost: euros(20_00) }],
    });
    const lines = view.kind === 'quotation' ? view.lines : [];
    expect(
      lines.map(({ line, counts, net, margin }) => [line.lineId, counts, net, margin]),
    ).toEqual([
      ['laptop', true, euros(200_00), euros(60_00)],
      ['notebook', false, undefined, undefined],
      ['bag', true, euros(20_00), undefined],
    ]);
    expect(lines[0]).toMatchObject({ marginPercent: '30.00', markupPercent: '42.86' });
    expect(lines[2]).not.toHaveProperty('marginPercent');
    expect(view).not.toHaveProperty('validUntil');
  });

  it('shows what the customer holds, and what of it was taken and rejected (S9)', async () => {
    const { status, view } = await shown(history);
    expect(status).toBe('partly-accepted');
    expect(view).toMatchObject({ validUntil: '2026-04-10', opportunityId: 'O1', sent: [1] });
    const lines = view.kind === 'quotation' ? view.lines : [];
    expect(lines.map(({ accepted, rejection }) => [accepted, rejection])).toEqual([
      ['1', undefined],
      [undefined, undefined],
      ['0', 'price'],
    ]);
  });

  it('shows the tax by rate, what is to be paid, and how both are counted', async () => {
    const taxed: Happening = {
      type: 'QuotationLineAdded',
      data: {
        quotationId: 'Q1',
        line: line('desk', '158.75', { tax: { rate: '19', included: false, code: 'S' } }),
      },
      at: noon('2026-03-05'),
    };
    const [drafted, ...rest] = quotation;
    const counted = (calculation: object): readonly Happening[] =>
      drafted === undefined
        ? []
        : [...inquiry, { ...drafted, data: { ...drafted.data, ...calculation } } as Happening];
    const commercial = { tax: 'per-rate', rounding: 'half-up' };
    const { view } = await shown([...counted({ calculation: commercial }), ...rest, taxed]);
    expect(view).toMatchObject({
      calculation: commercial,
      totals: [
        {
          net: euros(537_50),
          tax: euros(60_33),
          payable: euros(597_83),
          taxes: [{ rate: '19', code: 'S', taxable: euros(317_50), tax: euros(60_33) }],
        },
      ],
    });
    // Drafted before quotations said how they are counted.
    const before = await shown([...counted({}), ...rest, taxed]);
    expect(before.view).toMatchObject({
      calculation: { tax: 'per-line', rounding: 'half-even' },
      totals: [{ tax: euros(60_32) }],
    });
  });

  it('shows the new draft while one is written, with the number of its version', async () => {
    const revised: Happening = {
      type: 'QuotationRevised',
      data: { quotationId: 'Q1', fromVersion: 1, toVersion: 2, reason: 'a lower price' },
      at: noon('2026-03-09'),
    };
    const { status, view } = await shown([...inquiry, ...quotation, ...sent, revised]);
    expect(status).toBe('draft');
    expect(view).toMatchObject({ version: 2, number: 'Q1/2', sent: [1], validUntil: '2026-04-10' });
  });
});

describe('the document flow', () => {
  const longer: readonly Happening[] = [
    lead('L1').captured(noon('2026-02-01')),
    ...history,
    deal('O1').opened({ at: noon('2026-03-07') }),
    {
      type: 'ShopOrderLinked',
      data: { shopOrderId: 'S1', opportunityId: 'O1' },
      at: noon('2026-03-20'),
    },
    {
      type: 'QuotationLinked',
      data: { opportunityId: 'O9', quotationId: 'Q9' },
      at: noon('2026-03-20'),
    },
  ];
  const expected = [
    ['lead L1', 'inquiry I1'],
    ['inquiry I1', 'quotation Q1'],
    ['quotation Q1', 'opportunity O1'],
    ['opportunity O1', 'shop-order S1'],
  ];

  it('leads from lead and inquiry to quotation, deal and order, from wherever it is asked (S7, S66, S75)', async () => {
    for (const [kind, id] of [
      ['inquiry', 'I1'],
      ['quotation', 'Q1'],
    ] as const) {
      const { flow } = await documentOf(longer, { kind, id });
      expect(
        flow.map(({ from, to }) => [`${from.kind} ${from.id}`, `${to.kind} ${to.id}`]),
      ).toEqual(expected);
    }
  });

  it('knows what had come of a document by a day', async () => {
    const { flow } = await documentOf(longer, {
      kind: 'quotation',
      id: 'Q1',
      asOf: noon('2026-03-07'),
    });
    expect(flow).toHaveLength(2);
  });
});

describe('a document that is not there', () => {
  it.each(['inquiry', 'quotation'] as const)('is refused by name: %s', async (kind) => {
    await expect(documentOf(history, { kind, id: 'X' })).rejects.toThrow(`there is no ${kind} X`);
  });

  it('is one that was not there yet', async () => {
    await expect(
      documentOf(history, { kind: 'inquiry', id: 'I1', asOf: noon('2026-03-01') }),
    ).rejects.toMatchObject({ code: 'document/unknown' });
  });
});

describe('a document of which a row cannot be read', () => {
  it('is refused with a code, and the row named', async () => {
    const [received] = inquiry;
    if (received?.type !== 'InquiryReceived') throw new Error('the inquiry begins so');
    // As if a later program had written it: today's schema does not know the channel.
    const channel: string = 'pigeon';
    const strange = { ...received, data: { ...received.data, channel } } as Happening;
    await expect(documentOf([strange], { kind: 'inquiry', id: 'I1' })).rejects.toMatchObject({
      code: 'read-model/unreadable-row',
      message: expect.stringMatching(
        /^table document_change, position 0, column data: .*InquiryReceived.*data\.channel/s,
      ),
    });
  });
});
