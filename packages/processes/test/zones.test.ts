import { presalesProcesses, type Request } from '../src/index.ts';
import { desk } from './desk.ts';
import { line, monday, pipeline, settings, tuesday, worth } from './fixtures.ts';

const half = 5_000;
/** Half past one in Bucharest, on the first of April. */
const soonAfterMidnight = '2026-03-31T22:30:00.000Z';

const lead = (details: { readonly recycledFrom?: string } = {}): readonly Request[] => [
  {
    aggregate: 'lead',
    command: {
      type: 'CaptureLead',
      data: {
        leadId: 'lead-1',
        partyId: 'ada',
        source: details.recycledFrom === undefined ? 'webinar' : 'lost-opportunity',
        ...details,
        at: monday,
      },
    },
  },
  {
    aggregate: 'lead',
    command: {
      type: 'QualifyLeadForSales',
      data: { leadId: 'lead-1', salespersonId: 'ben', at: monday },
    },
  },
  {
    aggregate: 'lead',
    command: {
      type: 'ConvertLead',
      data: { leadId: 'lead-1', opportunityId: 'deal-1', at: tuesday },
    },
  },
];

const quotation: readonly Request[] = [
  {
    aggregate: 'quotation',
    command: {
      type: 'DraftQuotation',
      data: { quotationId: 'offer-1', partyId: 'ada', sellerZone: 'UTC', at: monday },
    },
  },
  {
    aggregate: 'quotation',
    command: {
      type: 'FollowQuotation',
      data: { quotationId: 'offer-1', opportunityId: 'deal-1', at: tuesday },
    },
  },
];

const order: Request = {
  aggregate: 'shopOrder',
  command: {
    type: 'ReceiveShopOrder',
    data: {
      shopOrderId: 'order-1',
      partyId: 'ada',
      opportunityId: 'deal-1',
      lines: [line(100_00)],
      at: tuesday,
    },
  },
};

const halvesFromApril: Request = {
  aggregate: 'opportunity',
  command: {
    type: 'AllocateCredit',
    data: {
      opportunityId: 'deal-1',
      credit: [
        { salespersonId: 'ben', share: half },
        { salespersonId: 'eva', share: half },
      ],
      effectiveFrom: '2026-04-01',
      at: tuesday,
    },
  },
};

const won: Request = {
  aggregate: 'opportunity',
  command: {
    type: 'WinOpportunity',
    data: { opportunityId: 'deal-1', value: worth(100_00), at: soonAfterMidnight },
  },
};

describe('a deal counts its days where the house does (B24)', () => {
  it.each<readonly [string, readonly Request[]]>([
    ['a converted lead', lead()],
    ['a lead that came back from a lost deal', lead({ recycledFrom: 'deal-0' })],
    ['a followed quotation', quotation],
    ['an order of the web shop', [order]],
  ])(
    'when it was opened by %s: a split from 1 April has a win at 01:30 of that day',
    async (_, opening) => {
      const { tell, state } = desk(presalesProcesses(settings));
      await tell(pipeline, ...opening);
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        record: { opened: { zone: 'Europe/Bucharest' } },
      });
      const events = await tell(halvesFromApril, won);
      expect(events.at(-1)).toMatchObject({
        type: 'OpportunityWon',
        data: {
          credit: [
            { salespersonId: 'ben', share: half },
            { salespersonId: 'eva', share: half },
          ],
        },
      });
    },
  );
});
