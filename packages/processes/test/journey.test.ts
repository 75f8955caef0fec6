import { presalesProcesses, type Request } from '../src/index.ts';
import { desk } from './desk.ts';
import { line, monday, pipeline, settings, thursday, tuesday, wednesday } from './fixtures.ts';

const lead = (command: Extract<Request, { aggregate: 'lead' }>['command']): Request => ({
  aggregate: 'lead',
  command,
});
const inquiry = (command: Extract<Request, { aggregate: 'inquiry' }>['command']): Request => ({
  aggregate: 'inquiry',
  command,
});
const quotation = (command: Extract<Request, { aggregate: 'quotation' }>['command']): Request => ({
  aggregate: 'quotation',
  command,
});

/** Somebody met at a fair, who is called and turns out to want a machine. */
const contact: readonly Request[] = [
  {
    aggregate: 'party',
    command: {
      type: 'RegisterParty',
      data: { partyId: 'ada', details: { kind: 'person', name: 'Ada' }, at: monday },
    },
  },
  lead({
    type: 'CaptureLead',
    data: { leadId: 'lead-1', partyId: 'ada', source: 'trade-fair', at: monday },
  }),
  {
    aggregate: 'activity',
    command: {
      type: 'LogActivity',
      data: {
        activityId: 'call-1',
        kind: 'outbound-call',
        performerId: 'ben',
        subject: { partyId: 'ada', leadId: 'lead-1' },
        outcome: 'reached',
        at: monday,
      },
    },
  },
  lead({
    type: 'QualifyLeadForSales',
    data: { leadId: 'lead-1', salespersonId: 'ben', at: monday },
  }),
];

/** What the customer asks, and the prospect who becomes a deal. */
const asking: readonly Request[] = [
  inquiry({
    type: 'RegisterInquiry',
    data: {
      inquiryId: 'inquiry-1',
      partyId: 'ada',
      leadId: 'lead-1',
      channel: 'phone',
      items: [{ itemId: 'machine', description: 'a machine', quantity: '1', asks: ['price'] }],
      at: tuesday,
    },
  }),
  lead({
    type: 'ConvertLead',
    data: { leadId: 'lead-1', opportunityId: 'deal-1', at: tuesday },
  }),
];

/** The answer that binds us. */
const offer: readonly Request[] = [
  quotation({
    type: 'DraftQuotation',
    data: {
      quotationId: 'offer-1',
      partyId: 'ada',
      opportunityId: 'deal-1',
      sellerZone: 'Europe/Bucharest',
      origin: { kind: 'inquiry', id: 'inquiry-1' },
      at: wednesday,
    },
  }),
  quotation({
    type: 'AddQuotationLine',
    data: { quotationId: 'offer-1', line: line(900_00), at: wednesday },
  }),
  inquiry({
    type: 'QuoteInquiry',
    data: { inquiryId: 'inquiry-1', quotationId: 'offer-1', partyId: 'ada', at: wednesday },
  }),
  quotation({
    type: 'SendQuotation',
    data: { quotationId: 'offer-1', validUntil: '2026-03-31', at: wednesday },
  }),
];

const accepted = quotation({
  type: 'AcceptQuotation',
  data: { quotationId: 'offer-1', version: 1, at: thursday },
});

/** The specialist who gets delivery going. */
const handOver: readonly Request[] = [
  {
    aggregate: 'engagement',
    command: {
      type: 'RequestEngagement',
      data: {
        engagementId: 'hand-over-1',
        opportunityId: 'deal-1',
        kind: 'hand-over',
        subject: 'the machine',
        at: thursday,
      },
    },
  },
  {
    aggregate: 'engagement',
    command: {
      type: 'AcceptEngagement',
      data: { engagementId: 'hand-over-1', specialistId: 'eva', at: thursday },
    },
  },
  {
    aggregate: 'engagement',
    command: {
      type: 'HandOverToDelivery',
      data: {
        engagementId: 'hand-over-1',
        deliveryId: 'delivery-1',
        supportUntil: '2026-04-30',
        at: thursday,
      },
    },
  },
];

const presales = presalesProcesses({ ...settings, zone: 'Europe/Bucharest' });

describe('the way from a first contact to a customer', () => {
  it('begins with somebody met at a fair and ends with a contract won (S2, S4)', async () => {
    const { tell, state, refusals } = desk(presales);
    await tell(pipeline, ...contact, ...asking, ...offer, accepted);
    expect(await state('inquiry', 'inquiry-1')).toMatchObject({ status: 'quoted' });
    expect(await state('quotation', 'offer-1')).toMatchObject({ status: 'accepted' });
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      quotationId: 'offer-1',
      value: { net: { amount: 900_00, currency: 'EUR' } },
    });
    expect(refusals()).toEqual([]);
  });

  it('leads from contact to lead, and from lead to the opportunity of whoever had the lead (S39)', async () => {
    const { tell, state } = desk(presales);
    await tell(pipeline, ...contact);
    expect(await state('activity', 'call-1')).toMatchObject({ status: 'completed' });
    expect(await state('lead', 'lead-1')).toMatchObject({ status: 'open' });
    expect(await state('opportunity', 'deal-1')).toEqual({ status: 'absent' });
    await tell(...asking);
    expect(await state('lead', 'lead-1')).toMatchObject({ status: 'converted' });
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'open',
      record: { ownerId: 'ben', partyId: 'ada' },
    });
  });

  it('makes no customer of whoever declines the offer (S2)', async () => {
    const { tell, state } = desk(presales);
    const declined = quotation({
      type: 'DeclineQuotation',
      data: { quotationId: 'offer-1', reason: 'price', at: thursday },
    });
    await tell(pipeline, ...contact, ...asking, ...offer, declined);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
  });

  it('may go on a little after the win, while delivery begins (S40)', async () => {
    const { tell, state } = desk(presales);
    await tell(pipeline, ...contact, ...asking, ...offer, accepted, ...handOver);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won' });
    expect(await state('engagement', 'hand-over-1')).toMatchObject({
      status: 'completed',
      specialistId: 'eva',
    });
  });
});
