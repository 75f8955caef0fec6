import { presalesProcesses } from '@presales/processes';
import { eventsOf, followed, monday, type Office, office, start } from './processes/office.ts';

const processes = presalesProcesses({ pipelineId: 'sales', ownerId: 'house', zone: 'UTC' });

const definePipeline = ({ ask }: Office) =>
  ask.pipeline({
    type: 'DefinePipeline',
    data: {
      pipelineId: 'sales',
      name: 'Sales',
      steps: [{ step: 'call', name: 'Phone call', probability: 10 }],
      at: monday,
    },
  });

const convertLead = async ({ ask }: Office, nr = 1): Promise<void> => {
  const leadId = `lead-${nr}`;
  await ask.lead({
    type: 'CaptureLead',
    data: { leadId, partyId: `party-${nr}`, source: 'webinar' },
  });
  await ask.lead({ type: 'QualifyLeadForSales', data: { leadId, salespersonId: 'ben' } });
  await ask.lead({ type: 'ConvertLead', data: { leadId, opportunityId: `deal-${nr}` } });
};

describe('processes that run', () => {
  it('answer what is written after they were started', async () => {
    const place = await office();
    const running = await start(place, processes);
    await definePipeline(place);
    await convertLead(place);
    await running.settled();
    expect(await followed(place.log)).toEqual(['OpportunityOpened']);
    expect(await running.outcomes('converted-lead-opens-opportunity')).toMatchObject([
      { aggregate: 'opportunity', aggregateId: 'deal-1', outcome: 'emitted', settledAt: monday },
    ]);
    await running.stop();
    expect(await eventsOf(place.log)).toHaveLength(6);
  });
});
