import { convertedLeadOpensOpportunity, type Request } from '../src/index.ts';
import { desk } from './desk.ts';
import { monday, pipeline, settings, tuesday, wednesday } from './fixtures.ts';

const captured: Request = {
  aggregate: 'lead',
  command: {
    type: 'CaptureLead',
    data: { leadId: 'lead-1', partyId: 'ada', source: 'webinar', at: monday },
  },
};
const qualified: Request = {
  aggregate: 'lead',
  command: {
    type: 'QualifyLeadForSales',
    data: { leadId: 'lead-1', salespersonId: 'ben', at: tuesday },
  },
};
const converted: Request = {
  aggregate: 'lead',
  command: {
    type: 'ConvertLead',
    data: { leadId: 'lead-1', opportunityId: 'deal-1', at: wednesday },
  },
};

describe('a converted lead', () => {
  const processes = [convertedLeadOpensOpportunity(settings)];

  it('is handed over to sales as a deal of whoever works it (S32, S39, S75)', async () => {
    const { tell, asked, orders } = desk(processes);
    const events = await tell(pipeline, captured, qualified, converted);
    expect(asked()).toEqual([
      [
        'OpenOpportunity',
        {
          opportunityId: 'deal-1',
          partyId: 'ada',
          ownerId: 'ben',
          pipeline: expect.objectContaining({
            pipelineId: 'sales',
            version: 1,
            steps: ['call', 'visit', 'offer'],
          }),
          origin: { kind: 'lead', id: 'lead-1' },
          at: wednesday,
        },
      ],
    ]);
    expect(orders()[0]?.context).toMatchObject({
      actor: 'process:converted-lead-opens-opportunity',
      causationId: events.at(-1)?.id,
      correlationId: 'a-case',
    });
  });
});
