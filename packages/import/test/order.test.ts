import { atDesk } from './desk.ts';

const deals = (zone: string) => `
name: deals
key: deal
zone: ${zone}
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { column: deal }
      ownerId: ana
      pipeline.pipelineId: sales
      pipeline.version: 1
      pipeline.steps: [talk, offer]
      at: { column: opened }
  - command: WinOpportunity
    fields:
      opportunityId: { column: deal }
      value.net: { column: net, type: money, currency: EUR }
      value.margin: { constant: 0, type: money, currency: EUR }
      value.netOfUnknownCost: { column: net, type: money, currency: EUR }
      at: { column: won }
  - command: ReverseWin
    when: { column: refunded, present: true }
    fields: { opportunityId: { column: deal }, reason: refund, at: { column: refunded } }
`;

it.each(['UTC', 'Europe/Bucharest', 'America/Los_Angeles'])(
  'a refund of the day of its win, by its date, takes the win back (%s)',
  async (zone) =>
    atDesk(async (desk) => {
      const input = desk.put(
        'deals.csv',
        [
          'deal,opened,won,net,refunded',
          'D1,2026-03-01,2026-03-20 15:00,1000.00,2026-03-20',
          'D2,2026-03-20,2026-03-20 23:30,500.00,2026-03-20',
          'D3,2026-03-01,2026-03-20 15:00,70.00,2026-03-19',
        ].join('\n'),
      );
      const result = await desk.import(input, desk.put('mapping.yaml', deals(zone)));
      expect(result).toMatchObject({ rows: 3, rejected: 1 });
      expect(desk.read('deals.csv.rejects.csv')).toContain('opportunity/before-fact');
      const facts = (await desk.events()).map(({ stream, type, metadata }) => [
        `${stream} ${type}`,
        metadata.occurredAt,
      ]);
      const at = new Map(facts as [string, string][]);
      for (const deal of ['D1', 'D2'])
        expect(at.get(`opportunity-${deal} OpportunityWinReversed`)).toBe(
          at.get(`opportunity-${deal} OpportunityWon`),
        );
    })(),
);

const leads = `
name: leads
key: lead
values:
  lead: { column: lead }
  seen: { column: seen }
  gone: { column: gone }
zone: Europe/Bucharest
rows:
  - command: CaptureLead
    fields: { leadId: $lead, partyId: $lead, source: other, at: $seen }
  - command: DisqualifyLead
    fields: { leadId: $lead, reason: no-budget, at: $gone }
  - command: ReopenLead
    fields: { leadId: $lead, reason: called back, at: { column: back } }
`;

it(
  'a lead that came back on the day it was dropped, by its date, is open',
  atDesk(async (desk) => {
    const input = desk.put(
      'leads.csv',
      'lead,seen,gone,back\nL1,2026-03-01,2026-03-20 15:00,2026-03-20\n',
    );
    const result = await desk.import(input, desk.put('mapping.yaml', leads));
    expect(result).toMatchObject({ rejected: 0 });
    expect((await desk.events()).map(({ type, metadata }) => [type, metadata.occurredAt])).toEqual([
      ['LeadCaptured', '2026-02-28T22:00:00.000Z'],
      ['LeadDisqualified', '2026-03-20T13:00:00.000Z'],
      ['LeadReopened', '2026-03-20T13:00:00.000Z'],
    ]);
  }),
);

const converted = `
name: won-before-captured
key: lead
values: { lead: { column: lead }, first: { column: first_contact }, won: { column: won } }
rows:
  - command: CaptureLead
    fields: { leadId: $lead, partyId: $lead, source: other, at: $first }
  - command: OpenOpportunity
    fields: { opportunityId: $lead, partyId: $lead, ownerId: x, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [a], at: $first }
  - command: AssignLead
    fields: { leadId: $lead, salespersonId: x, at: $won }
  - command: ConvertLead
    fields: { leadId: $lead, opportunityId: $lead, at: $won }
  - command: WinOpportunity
    fields: { opportunityId: $lead, value.net: { constant: 1, type: money, currency: EUR }, value.margin: { constant: 0, type: money, currency: EUR }, value.netOfUnknownCost: { constant: 1, type: money, currency: EUR }, at: $won }
`;

it(
  'a lead is not converted before it was captured, nor its deal won before it was opened: none of the row is left open',
  atDesk(async (desk) => {
    const input = desk.put(
      'leads.csv',
      'lead,first_contact,won\nL1,2024-03-08,2024-03-06 22:38:05\nL2,2024-03-08,2024-03-20 10:00:00\n',
    );
    const result = await desk.import(input, desk.put('mapping.yaml', converted));
    expect(result).toMatchObject({ rejected: 1 });
    expect(desk.read('leads.csv.rejects.csv')).toContain('lead/before-fact');
    const { presales } = desk;
    expect((await presales.lead.load('L1')).state.status).toBe('absent');
    expect((await presales.lead.load('L2')).state.status).toBe('converted');
    await presales.caughtUp();
    expect((await presales.leads()).standing.converted).toBe(1);
    expect((await presales.funnel({ currency: 'EUR' })).outcomes).toMatchObject({
      created: 1,
      won: 1,
    });
  }),
);
