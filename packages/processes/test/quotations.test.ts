import type { DealValue, FrozenRates } from '@presales/domain';
import { money, type RecordedEvent } from '@presales/kernel';
import {
  acceptedQuotationWinsOpportunity,
  followedQuotationOpensOpportunity,
  pastValidityExpiresQuotation,
  policyDemandsApproval,
  type Request,
  revokedAcceptanceReversesWin,
  sentQuotationFeedsOpportunity,
} from '../src/index.ts';
import { desk } from './desk.ts';
import {
  eur,
  line,
  merged,
  monday,
  opened,
  pipeline,
  settings,
  thursday,
  tuesday,
  wednesday,
  worth,
} from './fixtures.ts';

interface Header {
  readonly quotationId?: string;
  readonly partyId?: string;
  readonly opportunityId?: string;
  readonly shopOrderId?: string;
}
const drafted = (details: Header = {}): Request => ({
  aggregate: 'quotation',
  command: {
    type: 'DraftQuotation',
    data: {
      quotationId: 'offer-1',
      partyId: 'ada',
      sellerZone: 'Europe/Bucharest',
      ...details,
      at: monday,
    },
  },
});
const priced = (amount: number, lineId = 'line-1', currency = 'EUR', at = monday): Request => ({
  aggregate: 'quotation',
  command: {
    type: 'AddQuotationLine',
    data: {
      quotationId: 'offer-1',
      line: { ...line(amount), lineId, unitPrice: money(amount, currency) },
      at,
    },
  },
});
const sent = (validUntil = '2026-03-31', at = monday): Request => ({
  aggregate: 'quotation',
  command: { type: 'SendQuotation', data: { quotationId: 'offer-1', validUntil, at } },
});
const followed = (at = tuesday, ownerId?: string): Request => ({
  aggregate: 'quotation',
  command: {
    type: 'FollowQuotation',
    data: {
      quotationId: 'offer-1',
      opportunityId: 'deal-1',
      ...(ownerId === undefined ? {} : { ownerId }),
      at,
    },
  },
});
const accepted = (at = wednesday): Request => ({
  aggregate: 'quotation',
  command: { type: 'AcceptQuotation', data: { quotationId: 'offer-1', version: 1, at } },
});
const revoked = (at = thursday): Request => ({
  aggregate: 'quotation',
  command: {
    type: 'RevokeAcceptance',
    data: { quotationId: 'offer-1', version: 1, reason: 'signed by nobody', at },
  },
});

const rates = (each: FrozenRates['rates'], base = 'EUR'): FrozenRates => ({
  base,
  rateDate: '2026-03-02',
  source: 'bank',
  rates: each,
});
const frozen = (each: FrozenRates['rates'], base?: string): Request => ({
  aggregate: 'quotation',
  command: {
    type: 'FreezeExchangeRates',
    data: { quotationId: 'offer-1', rates: rates(each, base), at: tuesday },
  },
});

describe('a followed quotation', () => {
  const processes = [followedQuotationOpensOpportunity(settings)];

  it('opens an opportunity of its customer and belongs to it (S66, S75)', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), followed());
    expect(asked()).toMatchObject([
      [
        'OpenOpportunity',
        {
          opportunityId: 'deal-1',
          partyId: 'ada',
          ownerId: 'house',
          pipeline: { pipelineId: 'sales' },
          origin: { kind: 'quotation', id: 'offer-1' },
          at: tuesday,
        },
      ],
      ['LinkQuotation', { opportunityId: 'deal-1', quotationId: 'offer-1', at: tuesday }],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'open',
      record: { quotations: ['offer-1'] },
    });
  });

  it('is sold by whoever follows it', async () => {
    const { tell, state } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), followed(tuesday, 'ben'));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ record: { ownerId: 'ben' } });
  });

  it('joins the opportunity that is open already', async () => {
    const { tell, asked } = desk(processes);
    await tell(pipeline, opened('deal-1'), drafted(), priced(100_00), followed());
    expect(asked().map(([type]) => type)).toEqual(['LinkQuotation']);
  });

  it('joins the deal that its own was merged into', async () => {
    const { tell, asked } = desk(processes);
    await tell(pipeline, opened('deal-1'), opened('deal-2'), ...merged('deal-1', 'deal-2'));
    await tell(drafted(), priced(100_00), followed());
    expect(asked()).toMatchObject([['LinkQuotation', { opportunityId: 'deal-2' }]]);
  });
});

describe('a sent quotation', () => {
  const processes = [followedQuotationOpensOpportunity(settings), sentQuotationFeedsOpportunity()];
  const expected = (deal: { readonly record: { readonly expected: unknown } } | object) =>
    'record' in deal ? deal.record : undefined;

  it('says what its opportunity may be worth (S66, B14)', async () => {
    const { tell, state } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), followed(), sent('2026-03-31', wednesday));
    expect(expected(await state('opportunity', 'deal-1'))).toMatchObject({
      primary: 'offer-1',
      expected: { value: eur(100_00), margin: eur(0), quotationId: 'offer-1' },
    });
  });

  it('says so too when somebody follows it only afterwards', async () => {
    const { tell, state, refusals } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), sent(), followed());
    expect(expected(await state('opportunity', 'deal-1'))).toMatchObject({
      primary: 'offer-1',
      expected: { value: eur(100_00) },
    });
    expect(refusals()).toEqual([]);
  });

  it('in several currencies is worth an amount in each', async () => {
    const { tell, state } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), priced(50_00, 'line-2', 'USD'), sent());
    await tell(followed());
    expect(expected(await state('opportunity', 'deal-1'))).toMatchObject({
      primary: 'offer-1',
      expected: {
        value: eur(100_00),
        others: [{ net: money(50_00, 'USD') }],
        quotationId: 'offer-1',
      },
    });
  });

  it('in several currencies says what its opportunity may be worth once its rates are frozen', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), priced(50_00, 'line-2', 'USD'), sent());
    await tell(followed(), frozen([{ currency: 'USD', rate: '0.9' }]));
    expect(expected(await state('opportunity', 'deal-1'))).toMatchObject({
      primary: 'offer-1',
      expected: { value: eur(145_00), quotationId: 'offer-1' },
    });
    // A later version in a currency without a frozen rate has several again.
    await tell(
      {
        aggregate: 'quotation',
        command: {
          type: 'ReviseQuotation',
          data: { quotationId: 'offer-1', reason: 'more', at: tuesday },
        },
      },
      priced(7_00, 'line-3', 'RON', tuesday),
      sent('2026-03-31', wednesday),
    );
    expect(asked().at(-1)).toMatchObject([
      'SelectPrimaryQuotation',
      {
        value: worth(100_00),
        others: [{ net: money(50_00, 'USD') }, { net: money(7_00, 'RON') }],
        at: wednesday,
      },
    ]);
    await tell({
      aggregate: 'quotation',
      command: { type: 'UnfreezeExchangeRates', data: { quotationId: 'offer-1', at: wednesday } },
    });
    expect(asked().at(-1)).toMatchObject([
      'SelectPrimaryQuotation',
      { others: [{ net: money(50_00, 'USD') }, { net: money(7_00, 'RON') }] },
    ]);
  });

  it('says nothing of a value that is beyond what amounts may be', async () => {
    const { tell, state } = desk(processes);
    await tell(pipeline, drafted(), priced(9_000_000_000_000_00), sent(), followed());
    await tell(frozen([{ currency: 'EUR', rate: '900' }], 'JPY'));
    expect(expected(await state('opportunity', 'deal-1'))).toMatchObject({
      expected: { value: { currency: 'EUR' } },
    });
  });

  it('leaves what an acceptance freezes to the win', async () => {
    const { tell, asked } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), priced(50_00, 'line-2', 'USD'), sent());
    await tell(followed());
    const before = asked().length;
    await tell({
      aggregate: 'quotation',
      command: {
        type: 'AcceptQuotation',
        data: {
          quotationId: 'offer-1',
          version: 1,
          rates: rates([{ currency: 'USD', rate: '0.9' }]),
          at: wednesday,
        },
      },
    });
    expect(asked()).toHaveLength(before);
  });

  it('feeds a deal that is opened only after it was sent, the first that was sent', async () => {
    const { tell, asked, state } = desk(processes);
    const another = (request: Request): Request =>
      ({
        ...request,
        command: {
          ...request.command,
          data: { ...request.command.data, quotationId: 'offer-0', at: tuesday },
        },
        // The same requests under another id.
      }) as Request;
    const offer = [drafted({ opportunityId: 'deal-1' }), priced(100_00), sent()];
    await tell(...offer, ...offer.map(another), opened('deal-1', wednesday));
    expect(asked().slice(0, 2)).toMatchObject([
      ['SelectPrimaryQuotation', { quotationId: 'offer-1', at: wednesday }],
      ['LinkQuotation', { quotationId: 'offer-0', at: wednesday }],
    ]);
    expect(expected(await state('opportunity', 'deal-1'))).toMatchObject({
      primary: 'offer-1',
      quotations: ['offer-1', 'offer-0'],
      expected: { value: eur(100_00) },
    });
  });

  it('that is still being written feeds nothing when its deal is opened', async () => {
    const { tell, asked } = desk(processes);
    await tell(drafted({ opportunityId: 'deal-1' }), priced(100_00), opened('deal-1'));
    expect(asked()).toEqual([]);
  });

  it('leaves the value to the quotation that was chosen before', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(pipeline, opened('deal-1'), {
      aggregate: 'opportunity',
      command: {
        type: 'SelectPrimaryQuotation',
        data: { opportunityId: 'deal-1', quotationId: 'offer-0', value: worth(7_00), at: monday },
      },
    });
    await tell(drafted({ opportunityId: 'deal-1' }), priced(100_00), sent());
    expect(asked()).toMatchObject([['LinkQuotation', { quotationId: 'offer-1' }]]);
    expect(expected(await state('opportunity', 'deal-1'))).toMatchObject({
      primary: 'offer-0',
      quotations: ['offer-0', 'offer-1'],
      expected: { value: eur(7_00) },
    });
  });

  it('of no deal, or of a closed one, feeds nothing', async () => {
    const { tell, asked } = desk(processes);
    await tell(pipeline, drafted(), priced(100_00), sent());
    expect(asked()).toEqual([]);
    await tell(opened('deal-1'), {
      aggregate: 'opportunity',
      command: {
        type: 'LoseOpportunity',
        data: { opportunityId: 'deal-1', reason: 'price', at: monday },
      },
    });
    await tell(followed());
    expect(asked()).toEqual([]);
  });
});

describe('an accepted quotation', () => {
  const processes = [acceptedQuotationWinsOpportunity()];
  const wins = (at: string, value: DealValue = worth(100_00)) => [
    'WinOpportunity',
    { opportunityId: 'deal-1', value, quotationId: 'offer-1', partyId: 'ada', at },
  ];

  it('wins its opportunity at what the customer took (S66)', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(opened('deal-1'), drafted({ opportunityId: 'deal-1' }), priced(100_00), sent());
    await tell(accepted());
    expect(asked()).toEqual([wins(wednesday)]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won' });
  });

  it('wins the opportunity that it was followed as', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), drafted(), priced(100_00), sent(), followed(), accepted());
    expect(asked()).toEqual([wins(wednesday)]);
  });

  it('of no opportunity wins nothing', async () => {
    const { tell, asked } = desk(processes);
    await tell(drafted(), priced(100_00), sent(), accepted());
    expect(asked()).toEqual([]);
  });

  it('wins an opportunity that is opened only afterwards, not before it was', async () => {
    const { tell, asked, refusals } = desk(processes);
    await tell(drafted({ opportunityId: 'deal-1' }), priced(100_00), sent(), accepted());
    expect(asked()).toEqual([]);
    await tell(opened('deal-1', thursday));
    expect(asked()).toEqual([wins(thursday)]);
    expect(refusals()).toEqual([]);
  });

  it('does not win a deal that is opened after the acceptance was revoked', async () => {
    const { tell, asked } = desk(processes);
    await tell(drafted({ opportunityId: 'deal-1' }), priced(100_00), sent(), accepted());
    await tell(revoked(), opened('deal-1', thursday));
    expect(asked()).toEqual([]);
  });

  it('names the customer of a deal that had none', async () => {
    const { tell, asked } = desk(processes);
    const deal = opened('deal-1');
    if (deal.command.type !== 'OpenOpportunity') throw new Error('not opened');
    const { partyId: _, ...data } = deal.command.data;
    await tell({ aggregate: 'opportunity', command: { ...deal.command, data } });
    await tell(drafted({ opportunityId: 'deal-1' }), priced(100_00), sent(), accepted());
    expect(asked()).toMatchObject([['WinOpportunity', { partyId: 'ada' }]]);
  });

  it('wins the deal that its own was merged into (B15)', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), opened('deal-2'), ...merged('deal-1', 'deal-2'));
    await tell(drafted({ opportunityId: 'deal-1' }), priced(100_00), sent(), accepted());
    expect(asked()).toMatchObject([['WinOpportunity', { opportunityId: 'deal-2' }]]);
  });

  it('states a deal anew that its paid order had won', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(opened('deal-1'), drafted({ opportunityId: 'deal-1', shopOrderId: 'o-1' }));
    await tell(priced(100_00), sent());
    await tell(
      {
        aggregate: 'opportunity',
        command: {
          type: 'WinOpportunity',
          data: { opportunityId: 'deal-1', value: worth(120_00), shopOrderId: 'o-1', at: tuesday },
        },
      },
      accepted(),
    );
    expect(asked()).toMatchObject([
      ['AdjustWin', { opportunityId: 'deal-1', value: worth(100_00), reason: 'error' }],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(100_00) });
  });

  it('is refused by a deal that was won otherwise, and that is seen', async () => {
    const { tell, refusals } = desk(processes);
    await tell(opened('deal-1'), drafted({ opportunityId: 'deal-1' }), priced(100_00), sent());
    await tell(
      {
        aggregate: 'opportunity',
        command: {
          type: 'WinOpportunity',
          data: { opportunityId: 'deal-1', value: worth(120_00), at: tuesday },
        },
      },
      accepted(),
    );
    expect(refusals()).toEqual(['opportunity/already-won']);
  });
});

describe('a revoked acceptance', () => {
  const both = [acceptedQuotationWinsOpportunity(), revokedAcceptanceReversesWin()];
  const agreed = [
    opened('deal-1'),
    drafted({ opportunityId: 'deal-1' }),
    priced(100_00),
    sent(),
    accepted(),
  ];

  it('takes the win back, and says why', async () => {
    const { tell, asked, state } = desk(both);
    await tell(...agreed, revoked());
    expect(asked().at(-1)).toEqual([
      'ReverseWin',
      {
        opportunityId: 'deal-1',
        reason: 'cancellation',
        note: 'signed by nobody',
        at: thursday,
      },
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
  });

  it('takes back a win that comes only afterwards', async () => {
    const { quietly, deliver, asked, state } = desk([revokedAcceptanceReversesWin()]);
    const events: RecordedEvent[] = [];
    for (const request of [...agreed, revoked()]) events.push(...(await quietly(request)));
    const won = await quietly({
      aggregate: 'opportunity',
      command: {
        type: 'WinOpportunity',
        data: {
          opportunityId: 'deal-1',
          value: worth(100_00),
          quotationId: 'offer-1',
          at: wednesday,
        },
      },
    });
    for (const event of [...events, ...won]) await deliver(event);
    expect(asked()).toMatchObject([
      ['ReverseWin', { note: 'signed by nobody', at: thursday }],
      // Answered twice, once by either event: the second changes nothing.
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
  });

  it('leaves a deal alone that was won otherwise', async () => {
    const { tell, asked } = desk([revokedAcceptanceReversesWin()]);
    await tell(...agreed, {
      aggregate: 'opportunity',
      command: {
        type: 'WinOpportunity',
        data: { opportunityId: 'deal-1', value: worth(120_00), at: tuesday },
      },
    });
    await tell(revoked());
    expect(asked()).toEqual([]);
  });
});

describe('a quotation past its validity', () => {
  const processes = [pastValidityExpiresQuotation()];
  /** The end of March in Bucharest, where summer time has begun. */
  const endOfMarch = '2026-03-31T21:00:00.000Z';

  it('expires as its last day ends in the seller’s zone (B20)', async () => {
    const { tell, asked, nextDue, meetDeadlines, state, refusals } = desk(processes);
    await tell(drafted(), priced(100_00), sent());
    expect(nextDue()).toBe(endOfMarch);
    await meetDeadlines('2026-03-31T20:59:59.999Z');
    expect(asked()).toEqual([]);
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(asked()).toEqual([['ExpireQuotation', { quotationId: 'offer-1', at: endOfMarch }]]);
    expect(refusals()).toEqual([]);
    expect(await state('quotation', 'offer-1')).toMatchObject({
      record: { offers: [{ expired: true }] },
    });
    expect(nextDue()).toBeUndefined();
  });

  it('whose validity is extended expires on the new day only', async () => {
    const { tell, asked, meetDeadlines } = desk(processes);
    await tell(drafted(), priced(100_00), sent(), {
      aggregate: 'quotation',
      command: {
        type: 'ExtendQuotationValidity',
        data: { quotationId: 'offer-1', version: 1, until: '2026-04-30', at: tuesday },
      },
    });
    await meetDeadlines('2026-04-15T00:00:00.000Z');
    expect(asked()).toEqual([]);
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(asked()).toMatchObject([['ExpireQuotation', { at: '2026-04-30T21:00:00.000Z' }]]);
  });

  it('does not expire once it is accepted, until the acceptance is revoked', async () => {
    const { tell, nextDue } = desk(processes);
    await tell(drafted(), priced(100_00), sent(), accepted());
    expect(nextDue()).toBeUndefined();
    await tell(revoked());
    expect(nextDue()).toBe(endOfMarch);
  });

  it('expires by its latest version', async () => {
    const { tell, nextDue } = desk(processes);
    await tell(drafted(), priced(100_00), sent(), {
      aggregate: 'quotation',
      command: {
        type: 'ReviseQuotation',
        data: { quotationId: 'offer-1', reason: 'cheaper', at: tuesday },
      },
    });
    expect(nextDue()).toBe(endOfMarch);
    await tell(sent('2026-06-30', wednesday));
    expect(nextDue()).toBe('2026-06-30T21:00:00.000Z');
  });

  it('of which an older version is taken in part lapses with that version', async () => {
    const { tell, asked, nextDue, meetDeadlines, refusals, state } = desk(processes);
    await tell(
      drafted(),
      priced(100_00),
      priced(50_00, 'line-2'),
      sent(),
      {
        aggregate: 'quotation',
        command: {
          type: 'ReviseQuotation',
          data: { quotationId: 'offer-1', reason: 'cheaper', at: monday },
        },
      },
      sent('2026-03-15'),
    );
    expect(nextDue()).toBe('2026-03-15T22:00:00.000Z');
    await tell({
      aggregate: 'quotation',
      command: {
        type: 'AcceptQuotationItems',
        data: {
          quotationId: 'offer-1',
          version: 1,
          acceptanceId: 'order-1',
          items: [{ lineId: 'line-1', quantity: '1' }],
          policy: { olderVersions: true, moreThanQuoted: false },
          at: tuesday,
        },
      },
    });
    expect(nextDue()).toBe(endOfMarch);
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(asked()).toEqual([['ExpireQuotation', { quotationId: 'offer-1', at: endOfMarch }]]);
    expect(refusals()).toEqual([]);
    expect(await state('quotation', 'offer-1')).toMatchObject({ status: 'accepted', version: 1 });
    await tell(revoked(endOfMarch));
    expect(nextDue()).toBe('2026-03-15T22:00:00.000Z');
  });

  it('that is valid for ever, declined or withdrawn waits for no day', async () => {
    const forever = desk(processes);
    await forever.tell(drafted(), priced(100_00), sent('9999-12-31'));
    expect(forever.nextDue()).toBeUndefined();
    const declined = desk(processes);
    await declined.tell(drafted(), priced(100_00), sent(), {
      aggregate: 'quotation',
      command: {
        type: 'DeclineQuotation',
        data: { quotationId: 'offer-1', reason: 'price', at: tuesday },
      },
    });
    expect(declined.nextDue()).toBeUndefined();
    const withdrawn = desk(processes);
    await withdrawn.tell(drafted(), priced(100_00), sent(), {
      aggregate: 'quotation',
      command: {
        type: 'WithdrawQuotation',
        data: { quotationId: 'offer-1', reason: 'other', note: 'a typo', at: tuesday },
      },
    });
    expect(withdrawn.nextDue()).toBeUndefined();
  });
});

describe('a submitted quotation', () => {
  const submitted: Request = {
    aggregate: 'quotation',
    command: {
      type: 'SubmitQuotation',
      data: { quotationId: 'offer-1', authorId: 'ben', at: tuesday },
    },
  };
  const policy = { maxTotal: eur(50_00) };

  it('is put up for approval when the policy demands it', async () => {
    const { tell, asked, state } = desk([policyDemandsApproval({ policy })]);
    await tell(drafted(), priced(100_00), submitted);
    expect(asked()).toEqual([['RequestApproval', { quotationId: 'offer-1', policy, at: tuesday }]]);
    expect(await state('quotation', 'offer-1')).toMatchObject({
      record: { review: { status: 'pending' } },
    });
  });

  describe('in another currency than the policy', () => {
    const published = (rate: string, rateDate: string, source = 'bank'): Request => ({
      aggregate: 'exchangeRate',
      command: {
        type: 'PublishExchangeRate',
        data: { from: 'USD', to: 'EUR', rate, rateDate, source, at: monday },
      },
    });
    const draft = [drafted(), priced(20_00), priced(40_00, 'line-2', 'USD')];
    const processes = [policyDemandsApproval({ policy })];
    const ratesAsked = (asked: readonly (readonly [string, unknown])[]) => asked.at(-1)?.[1];

    it('is held against it at the rate published for the day', async () => {
      const { tell, asked, state } = desk(processes);
      await tell(published('0.5', '2025-12-31'), published('0.6', '2026-03-01'));
      await tell(published('0.8', '2026-03-03'), published('0.1', '2026-03-04'));
      await tell(...draft, submitted);
      expect(ratesAsked(asked())).toMatchObject({
        rates: { base: 'EUR', rates: [{ currency: 'USD', rate: '0.8' }] },
      });
      expect(await state('quotation', 'offer-1')).toMatchObject({
        record: { review: { status: 'pending' } },
      });
    });

    it('is held against it at the last rate of the year before', async () => {
      const { tell, asked, state } = desk(processes);
      await tell(published('0.5', '2025-12-31'), published('0.8', '2026-03-04'));
      await tell(...draft, submitted);
      expect(ratesAsked(asked())).toMatchObject({ rates: { rates: [{ rate: '0.5' }] } });
      expect(await state('quotation', 'offer-1')).toMatchObject({
        record: { review: { status: 'submitted' } },
      });
    });

    it('is refused where no rate is published, and that is seen', async () => {
      const { tell, refusals } = desk(processes);
      await tell(...draft, submitted);
      expect(refusals()).toEqual(['quotation/rates-missing']);
    });
  });

  it('goes on when the policy is content', async () => {
    const { tell, state } = desk([policyDemandsApproval({ policy })]);
    await tell(drafted(), priced(40_00), submitted);
    expect(await state('quotation', 'offer-1')).toMatchObject({
      record: { review: { status: 'submitted' } },
    });
  });
});
