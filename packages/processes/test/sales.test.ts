import { money } from '@presales/kernel';
import { presalesProcesses, type Request } from '../src/index.ts';
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

const friday = '2026-03-06T09:00:00.000Z';

interface Offered {
  readonly partyId?: string;
  readonly opportunityId?: string;
  readonly shopOrderId?: string;
  readonly currency?: string;
  /** How many pieces of it are offered; by default one. */
  readonly quantity?: string;
}

const quotation = (command: Extract<Request, { aggregate: 'quotation' }>['command']): Request => ({
  aggregate: 'quotation',
  command,
});
const opportunity = (
  command: Extract<Request, { aggregate: 'opportunity' }>['command'],
): Request => ({ aggregate: 'opportunity', command });

/** A quotation of one line, sent on Monday; of the deal, unless another or none is named. */
const offered = (
  quotationId: string,
  price: number,
  { partyId = 'ada', currency = 'EUR', quantity = '1', ...header }: Offered = {
    opportunityId: 'deal-1',
  },
): readonly Request[] => [
  quotation({
    type: 'DraftQuotation',
    data: { quotationId, partyId, sellerZone: 'UTC', ...header, at: monday },
  }),
  quotation({
    type: 'AddQuotationLine',
    data: {
      quotationId,
      line: { ...line(price), quantity, unitPrice: money(price, currency) },
      at: monday,
    },
  }),
  quotation({
    type: 'SendQuotation',
    data: { quotationId, validUntil: '2026-03-31', at: monday },
  }),
];
const accepted = (quotationId: string, at = tuesday): Request =>
  quotation({ type: 'AcceptQuotation', data: { quotationId, version: 1, at } });
const takenInPart = (acceptanceId: string, quantity: string, at: string): Request =>
  quotation({
    type: 'AcceptQuotationItems',
    data: {
      quotationId: 'offer-1',
      version: 1,
      acceptanceId,
      items: [{ lineId: 'line-1', quantity }],
      at,
    },
  });
const revoked = (quotationId: string, at = wednesday): Request =>
  quotation({
    type: 'RevokeAcceptance',
    data: { quotationId, version: 1, reason: 'signed by nobody', at },
  });
const followed = (quotationId: string, at = thursday): Request =>
  quotation({ type: 'FollowQuotation', data: { quotationId, opportunityId: 'deal-1', at } });
const lost: Request = opportunity({
  type: 'LoseOpportunity',
  data: { opportunityId: 'deal-1', reason: 'no-budget', at: tuesday },
});
const reopened = (at = thursday): Request =>
  opportunity({
    type: 'ReopenOpportunity',
    data: { opportunityId: 'deal-1', reason: 'they called again', at },
  });
const ordered = (shopOrderId: string, amount: number, opportunityId = 'deal-1'): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'ReceiveShopOrder',
    data: {
      shopOrderId,
      partyId: 'ada',
      opportunityId,
      lines: [{ lineId: '1', description: 'a machine', quantity: '1', unitPrice: eur(amount) }],
      at: monday,
    },
  },
});
const paid = (shopOrderId: string, amount: number, at = tuesday): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'RecordShopOrderPayment',
    data: { shopOrderId, paymentId: `payment of ${shopOrderId}`, amount: eur(amount), at },
  },
});
const refunded = (shopOrderId: string, amount: number, at = friday): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'RecordShopOrderRefund',
    data: { shopOrderId, refundId: `refund of ${shopOrderId}`, amount: eur(amount), at },
  },
});

const processes = presalesProcesses({ ...settings, zone: 'UTC' });
/** A desk with every process, and what its deal has come to. */
const office = () => {
  const { tell, asked, state, refusals, meetDeadlines } = desk(processes);
  return {
    tell,
    asked,
    state,
    refusals,
    meetDeadlines,
    deal: () => state('opportunity', 'deal-1'),
  };
};
const wonAt = (amount: number) => ({ status: 'won', value: worth(amount) });

describe('a second quotation of a deal', () => {
  it('adds what the customer takes of it, each on its own day', async () => {
    const { tell, deal, state, refusals } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      ...offered('offer-1', 50_00),
      ...offered('offer-2', 100_00),
    );
    await tell(accepted('offer-1', tuesday), accepted('offer-2', thursday));
    expect(await deal()).toMatchObject({
      ...wonAt(150_00),
      sales: [
        { quotationId: 'offer-1', value: worth(50_00) },
        { quotationId: 'offer-2', value: worth(100_00) },
      ],
    });
    expect(await state('quotation', 'offer-2')).toMatchObject({ status: 'accepted' });
    expect(refusals()).toEqual([]);
  });

  it.each([
    ['first', 'offer-1', 100_00],
    ['second', 'offer-2', 50_00],
  ])('leaves the other sale alone when the %s acceptance is revoked', async (_, id, left) => {
    const { tell, deal, refusals } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      ...offered('offer-1', 50_00),
      ...offered('offer-2', 100_00),
    );
    await tell(accepted('offer-1'), accepted('offer-2'), revoked(id));
    expect(await deal()).toMatchObject(wonAt(left));
    await tell(accepted(id, thursday));
    expect(await deal()).toMatchObject(wonAt(150_00));
    expect(refusals()).toEqual([]);
  });

  it('leaves nothing won once both acceptances are revoked', async () => {
    const { tell, deal } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      ...offered('offer-1', 50_00),
      ...offered('offer-2', 100_00),
    );
    await tell(accepted('offer-1'), accepted('offer-2'), revoked('offer-1'), revoked('offer-2'));
    expect(await deal()).toMatchObject({ status: 'won-reversed' });
  });

  it('in another currency is added at the rate published for its day', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00));
    await tell(...offered('offer-2', 100_00, { opportunityId: 'deal-1', currency: 'USD' }));
    await tell(accepted('offer-1'));
    await tell({
      aggregate: 'exchangeRate',
      command: {
        type: 'PublishExchangeRate',
        data: {
          from: 'USD',
          to: 'EUR',
          rate: '0.9',
          rateDate: '2026-03-03',
          source: 'b',
          at: monday,
        },
      },
    });
    await tell(accepted('offer-2', wednesday));
    expect(await deal()).toMatchObject(wonAt(140_00));
    expect(refusals()).toEqual([]);
  });

  it('in another currency without a rate is refused, and that is seen', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00));
    await tell(...offered('offer-2', 100_00, { opportunityId: 'deal-1', currency: 'USD' }));
    await tell(accepted('offer-1'), accepted('offer-2'));
    expect(await deal()).toMatchObject(wonAt(50_00));
    expect(refusals()).toEqual(['opportunity/other-currency']);
  });

  it('keeps its sale when the shop order of the deal is paid back', async () => {
    const { tell, deal } = office();
    await tell(pipeline, opened('deal-1'), ordered('order-1', 70_00), paid('order-1', 70_00));
    await tell(...offered('offer-1', 50_00), accepted('offer-1', wednesday));
    expect(await deal()).toMatchObject(wonAt(120_00));
    await tell(refunded('order-1', 70_00));
    expect(await deal()).toMatchObject(wonAt(50_00));
  });
});

describe('a quotation that is taken in part', () => {
  const ten = offered('offer-1', 100_00, { opportunityId: 'deal-1', quantity: '10' });

  it('is a sale from that day on, and more of it is more', async () => {
    const { tell, deal, state, refusals, meetDeadlines } = office();
    await tell(pipeline, opened('deal-1'), ...ten, takenInPart('order-1', '4', tuesday));
    expect(await deal()).toMatchObject(wonAt(400_00));
    await tell(takenInPart('order-2', '1', thursday));
    expect(await deal()).toMatchObject({ ...wonAt(500_00), sales: [{ quotationId: 'offer-1' }] });
    // What lapses afterwards changes nothing of the sale.
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(await state('quotation', 'offer-1')).toMatchObject({ status: 'accepted' });
    expect(await deal()).toMatchObject(wonAt(500_00));
    expect(refusals()).toEqual([]);
  });

  /** What is left of the first version, at another price, sent on Wednesday. */
  const revisedTo = (price: number): readonly Request[] => [
    quotation({
      type: 'ReviseQuotation',
      data: { quotationId: 'offer-1', reason: 'too dear', at: wednesday },
    }),
    quotation({
      type: 'ChangeQuotationLine',
      data: {
        quotationId: 'offer-1',
        line: { ...line(price), quantity: '6' },
        at: wednesday,
      },
    }),
    quotation({
      type: 'SendQuotation',
      data: { quotationId: 'offer-1', validUntil: '2026-03-31', at: wednesday },
    }),
  ];
  const second = (type: 'AcceptQuotation', at: string): Request =>
    quotation({ type, data: { quotationId: 'offer-1', version: 2, at } });
  const takenBack = (version: number): Request =>
    quotation({
      type: 'RevokeAcceptance',
      data: { quotationId: 'offer-1', version, reason: 'cancelled', at: friday },
    });

  it('and revised adds what is taken of the second version; each may be taken back for itself', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, opened('deal-1'), ...ten, takenInPart('order-1', '4', tuesday));
    await tell(...revisedTo(80_00));
    expect(await deal()).toMatchObject(wonAt(400_00));
    await tell(second('AcceptQuotation', thursday));
    expect(await deal()).toMatchObject({ ...wonAt(880_00), sales: [{ quotationId: 'offer-1' }] });
    await tell(takenBack(2));
    expect(await deal()).toMatchObject(wonAt(400_00));
    await tell(second('AcceptQuotation', friday), takenBack(1));
    expect(await deal()).toMatchObject(wonAt(480_00));
    await tell(takenBack(2));
    expect(await deal()).toMatchObject({ status: 'won-reversed' });
    expect(refusals()).toEqual([]);
  });

  it('and whose rest lapsed is still taken by an acceptance that came in time and is entered now', async () => {
    const { tell, deal, refusals, meetDeadlines } = office();
    await tell(pipeline, opened('deal-1'), ...ten, takenInPart('order-1', '4', tuesday));
    await meetDeadlines('2026-04-01T12:00:00.000Z');
    await tell(accepted('offer-1', friday));
    expect(await deal()).toMatchObject(wonAt(1_000_00));
    expect(refusals()).toEqual([]);
  });

  it('whose lapsed rest is taken late on purpose is a further sale of that later day', async () => {
    const { tell, asked, deal, refusals, meetDeadlines } = office();
    await tell(pipeline, opened('deal-1'), ...ten, takenInPart('order-1', '4', tuesday));
    await meetDeadlines('2026-04-01T12:00:00.000Z');
    const late = '2026-04-02T09:00:00.000Z';
    const acceptedLate = quotation({
      type: 'AcceptQuotationLate',
      data: { quotationId: 'offer-1', version: 1, reason: 'their fax was slow', at: late },
    });
    await tell(acceptedLate, acceptedLate);
    expect(await deal()).toMatchObject({
      ...wonAt(1_000_00),
      sales: [{ quotationId: 'offer-1', value: { net: eur(1_000_00) } }],
    });
    expect(asked().at(-1)).toMatchObject(['ExtendWin', { value: worth(1_000_00), at: late }]);
    expect(refusals()).toEqual([]);
  });

  it('is no deal any more that could be lost with the rest', async () => {
    const { tell } = office();
    await tell(pipeline, opened('deal-1'), ...ten, takenInPart('order-1', '4', tuesday));
    await expect(tell(lost)).rejects.toThrow('opportunity/closed');
  });

  it('is no sale any more once the acceptance is revoked', async () => {
    const { tell, deal } = office();
    await tell(pipeline, opened('deal-1'), ...ten, takenInPart('order-1', '4', tuesday));
    await tell(revoked('offer-1'));
    expect(await deal()).toMatchObject({ status: 'won-reversed' });
  });
});

describe('a quotation that was accepted before anybody followed it', () => {
  it('can be followed, and is won on the day of its acceptance', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, ...offered('offer-1', 50_00, {}), accepted('offer-1', tuesday));
    await tell(followed('offer-1', thursday));
    expect(await deal()).toMatchObject({
      ...wonAt(50_00),
      record: { opened: { openedAt: tuesday }, quotations: ['offer-1'] },
    });
    expect(refusals()).toEqual([]);
  });

  it('adds to a deal that was won before', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00), accepted('offer-1'));
    await tell(...offered('offer-2', 20_00, {}), accepted('offer-2'), followed('offer-2'));
    expect(await deal()).toMatchObject(wonAt(70_00));
    expect(refusals()).toEqual([]);
  });
});

describe('a quotation of another customer', () => {
  it('wins nothing, says nothing of the deal’s value, and that is seen', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00, { partyId: 'globex' }));
    await tell(followed('offer-1', monday), accepted('offer-1'));
    expect(await deal()).toMatchObject({
      status: 'open',
      record: { expected: undefined, quotations: [], primary: undefined },
    });
    expect(new Set(refusals())).toEqual(new Set(['opportunity/other-party']));
  });

  it('keeps the customer’s own quotation from nothing', async () => {
    const { tell, deal } = office();
    await tell(pipeline);
    await tell(...offered('offer-1', 50_00, { partyId: 'globex', opportunityId: 'deal-1' }));
    await tell(...offered('offer-2', 70_00), accepted('offer-1'), accepted('offer-2', wednesday));
    await tell(opened('deal-1', thursday));
    expect(await deal()).toMatchObject(wonAt(70_00));
  });

  const registered = (partyId: string, kind: 'person' | 'organisation'): Request => ({
    aggregate: 'party',
    command: {
      type: 'RegisterParty',
      data: { partyId, details: { kind, name: partyId }, at: monday },
    },
  });

  it('that turned out to be the same one is its own', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, registered('ada', 'person'), registered('ada-2', 'person'));
    await tell(
      {
        aggregate: 'party',
        command: { type: 'AbsorbParty', data: { partyId: 'ada', mergedId: 'ada-2', at: monday } },
      },
      {
        aggregate: 'party',
        command: { type: 'MergeParty', data: { partyId: 'ada-2', survivorId: 'ada', at: monday } },
      },
    );
    await tell(opened('deal-1'));
    await tell(...offered('offer-1', 50_00, { partyId: 'ada-2', opportunityId: 'deal-1' }));
    await tell(accepted('offer-1'));
    expect(await deal()).toMatchObject(wonAt(50_00));
    expect(refusals()).toEqual([]);
  });

  it('for whom the person works is the same one', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, registered('ada', 'person'), registered('acme', 'organisation'), {
      aggregate: 'party',
      command: {
        type: 'LinkContact',
        data: { partyId: 'ada', organisationId: 'acme', at: monday },
      },
    });
    await tell(opened('deal-1', monday, 'acme'), ...offered('offer-1', 50_00));
    await tell(accepted('offer-1'));
    expect(await deal()).toMatchObject({ ...wonAt(50_00), record: { partyId: 'acme' } });
    expect(refusals()).toEqual([]);
  });
});

describe('an acceptance that was revoked', () => {
  it('and given again wins the deal again', async () => {
    const { tell, deal, refusals } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00), accepted('offer-1'));
    await tell(revoked('offer-1'), accepted('offer-1', thursday));
    expect(await deal()).toMatchObject(wonAt(50_00));
    expect(refusals()).toEqual([]);
  });

  it('may be followed by another quotation, which wins the deal again', async () => {
    const { tell, deal } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      ...offered('offer-1', 50_00),
      ...offered('offer-2', 20_00),
    );
    await tell(accepted('offer-1'), revoked('offer-1'), accepted('offer-2', thursday));
    expect(await deal()).toMatchObject({ ...wonAt(20_00), quotationId: 'offer-2' });
  });

  const transferred: Request = {
    aggregate: 'shopOrder',
    command: {
      type: 'TransferShopOrder',
      data: { shopOrderId: 'order-1', quotationId: 'offer-1', at: tuesday },
    },
  };
  const quoted = offered('offer-1', 90_00, { opportunityId: 'deal-1', shopOrderId: 'order-1' });

  it.each([
    ['before', [paid('order-1', 100_00), accepted('offer-1')]],
    ['after', [accepted('offer-1'), paid('order-1', 100_00)]],
  ])('puts the win back that an order had made, paid %s it', async (_, requests) => {
    const { tell, deal } = office();
    await tell(pipeline, opened('deal-1'), ordered('order-1', 100_00));
    await tell(...quoted, transferred, ...requests);
    expect(await deal()).toMatchObject(wonAt(90_00));
    await tell(revoked('offer-1', thursday));
    expect(await deal()).toMatchObject(wonAt(100_00));
    await tell(accepted('offer-1', friday));
    expect(await deal()).toMatchObject(wonAt(90_00));
  });

  it('of an order that was paid back puts no win back', async () => {
    const { tell, deal } = office();
    await tell(pipeline, opened('deal-1'), ordered('order-1', 100_00));
    await tell(...quoted, transferred, paid('order-1', 100_00), accepted('offer-1'));
    await tell(refunded('order-1', 100_00, thursday), revoked('offer-1', friday));
    expect(await deal()).toMatchObject({ status: 'won-reversed' });
  });
});

describe('a deal that is opened again', () => {
  it('is won by the quotation that was accepted while it was lost', async () => {
    const { tell, deal } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00), lost);
    await tell(accepted('offer-1', wednesday));
    expect(await deal()).toMatchObject({ status: 'lost' });
    await tell(reopened());
    expect(await deal()).toMatchObject(wonAt(50_00));
  });

  it('is left open where its win was a mistake', async () => {
    const { tell, deal } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00), accepted('offer-1'));
    await tell(reopened());
    expect(await deal()).toMatchObject({ status: 'open' });
  });

  it('closes the lead that it had come back as', async () => {
    const { tell, state, refusals } = office();
    await tell(pipeline, opened('deal-1'));
    const [loss] = await tell(lost);
    const { recycledLeadId } = await import('../src/index.ts');
    const leadId = recycledLeadId('deal-1', loss?.id ?? '');
    expect(await state('lead', leadId)).toMatchObject({ status: 'parked' });
    await tell(reopened());
    expect(await state('lead', leadId)).toMatchObject({
      status: 'disqualified',
      note: 'the deal was opened again: they called again',
    });
    expect(refusals()).toEqual([]);
  });
});

describe('a duplicate that is merged', () => {
  it('leaves its quotations to the survivor, which follows them and is won by them', async () => {
    const { tell, state, refusals } = office();
    await tell(pipeline, opened('deal-1'), opened('deal-2'));
    await tell(...offered('offer-1', 50_00), ...offered('offer-2', 20_00));
    await tell(...merged('deal-1', 'deal-2'));
    expect(await state('opportunity', 'deal-2')).toMatchObject({
      record: {
        quotations: ['offer-1', 'offer-2'],
        primary: 'offer-1',
        expected: { value: eur(50_00), quotationId: 'offer-1' },
      },
    });
    await tell(accepted('offer-1'));
    expect(await state('opportunity', 'deal-2')).toMatchObject(wonAt(50_00));
    expect(refusals()).toEqual([]);
  });

  it('leaves the survivor’s own primary quotation as it is', async () => {
    const { tell, state } = office();
    await tell(pipeline, opened('deal-1'), opened('deal-2'), ...offered('offer-1', 50_00));
    await tell(...offered('offer-2', 20_00, { opportunityId: 'deal-2' }));
    await tell(...merged('deal-1', 'deal-2'));
    expect(await state('opportunity', 'deal-2')).toMatchObject({
      record: { quotations: ['offer-2', 'offer-1'], primary: 'offer-2' },
    });
  });
});

describe('what a deal may be worth', () => {
  const expected = (value: number | undefined, primary?: string) => ({
    status: 'open',
    record: {
      primary,
      expected: value === undefined ? undefined : { value: eur(value) },
    },
  });
  const byHand = (amount: number, at = monday): Request =>
    opportunity({
      type: 'ReviseOpportunityValue',
      data: { opportunityId: 'deal-1', expectedValue: eur(amount), at },
    });
  const declined = quotation({
    type: 'DeclineQuotation',
    data: { quotationId: 'offer-1', reason: 'price', at: tuesday },
  });
  const withdrawn = quotation({
    type: 'WithdrawQuotation',
    data: { quotationId: 'offer-1', reason: 'price-error', at: tuesday },
  });

  it.each([
    ['declined', [declined]],
    ['withdrawn', [withdrawn]],
    ['expired', []],
  ])('is what was said by hand once the primary quotation is %s', async (_, requests) => {
    const { tell, deal, meetDeadlines, refusals } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      byHand(30_00),
      ...offered('offer-1', 50_00),
      ...requests,
    );
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(await deal()).toMatchObject(expected(30_00));
    expect(refusals()).toEqual([]);
  });

  it('is known to nobody then where nobody had said it, and may be said', async () => {
    const { tell, deal } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00), declined);
    expect(await deal()).toMatchObject(expected(undefined));
    await tell(byHand(40_00, wednesday));
    expect(await deal()).toMatchObject(expected(40_00));
  });

  it('is left alone by the end of another quotation', async () => {
    const { tell, deal } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      ...offered('offer-2', 20_00),
      ...offered('offer-1', 50_00),
    );
    await tell(declined);
    expect(await deal()).toMatchObject(expected(20_00, 'offer-2'));
  });

  it('follows a quotation again that is sent anew after it expired', async () => {
    const { tell, deal, meetDeadlines } = office();
    await tell(pipeline, opened('deal-1'), ...offered('offer-1', 50_00));
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    const at = '2026-05-02T09:00:00.000Z';
    await tell(
      quotation({ type: 'ReviseQuotation', data: { quotationId: 'offer-1', reason: 'again', at } }),
      quotation({
        type: 'SendQuotation',
        data: { quotationId: 'offer-1', validUntil: '2026-05-31', at },
      }),
    );
    expect(await deal()).toMatchObject(expected(50_00, 'offer-1'));
  });

  it('follows the quotation that somebody chooses, whether or not a value is said', async () => {
    const { tell, deal } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      ...offered('offer-1', 50_00),
      ...offered('offer-2', 20_00),
    );
    await tell(
      opportunity({
        type: 'SelectPrimaryQuotation',
        data: { opportunityId: 'deal-1', quotationId: 'offer-2', at: tuesday },
      }),
    );
    expect(await deal()).toMatchObject(expected(20_00, 'offer-2'));
  });

  it('moves with the options and alternatives that the customer chooses', async () => {
    const { tell, deal } = office();
    const [drafted, added, sent] = offered('offer-1', 100_00);
    if (drafted === undefined || added === undefined || sent === undefined) throw new Error();
    await tell(pipeline, opened('deal-1'), drafted, added);
    await tell(
      quotation({
        type: 'AddQuotationLine',
        data: {
          quotationId: 'offer-1',
          line: { ...line(50_00), lineId: 'option', optional: true },
          at: monday,
        },
      }),
      quotation({
        type: 'OfferAlternative',
        data: {
          quotationId: 'offer-1',
          forLineId: 'line-1',
          line: { ...line(80_00), lineId: 'alternative' },
          at: monday,
        },
      }),
      sent,
    );
    expect(await deal()).toMatchObject(expected(100_00, 'offer-1'));
    const version = 1;
    const taken = (is: boolean): Request =>
      quotation({
        type: 'TakeOptionalItem',
        data: { quotationId: 'offer-1', version, lineId: 'option', taken: is, at: tuesday },
      });
    await tell(
      taken(true),
      quotation({
        type: 'ChooseQuotationItem',
        data: { quotationId: 'offer-1', version, lineId: 'alternative', at: tuesday },
      }),
    );
    expect(await deal()).toMatchObject(expected(130_00, 'offer-1'));
    await tell(taken(false));
    expect(await deal()).toMatchObject(expected(80_00, 'offer-1'));
    await tell(taken(true));
    await tell(
      quotation({
        type: 'RejectQuotationItem',
        data: {
          quotationId: 'offer-1',
          version,
          lineId: 'alternative',
          rejection: { by: 'customer', reason: 'price' },
          at: wednesday,
        },
      }),
    );
    expect(await deal()).toMatchObject(expected(50_00, 'offer-1'));
  });

  it('is no more what a quotation said that ended while the deal was lost', async () => {
    const { tell, deal } = office();
    await tell(
      pipeline,
      opened('deal-1'),
      ...offered('offer-1', 50_00),
      ...offered('offer-2', 20_00),
    );
    await tell(lost, declined, reopened());
    expect(await deal()).toMatchObject(expected(20_00, 'offer-2'));
  });
});
