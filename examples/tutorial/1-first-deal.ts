import { open } from '@presales/runtime';

const presales = await open({ eventLog: 'memory:', actor: 'anna' });

await presales.pipeline({
  type: 'DefinePipeline',
  data: {
    pipelineId: 'direct',
    name: 'Direct sales',
    steps: [
      { step: 'call', name: 'Phone call', probability: 10 },
      { step: 'visit', name: 'Visit', probability: 30 },
      { step: 'offer', name: 'Offer', probability: 60 },
    ],
  },
});
await presales.party({
  type: 'RegisterParty',
  data: { partyId: 'acme', details: { kind: 'organisation', name: 'Acme Ltd' } },
});

await presales.lead({
  type: 'CaptureLead',
  data: { leadId: 'L-1', partyId: 'acme', source: 'trade-fair' },
});
await presales.lead({ type: 'AssignLead', data: { leadId: 'L-1', salespersonId: 'anna' } });
await presales.lead({ type: 'QualifyLeadForSales', data: { leadId: 'L-1' } });
await presales.lead({ type: 'ConvertLead', data: { leadId: 'L-1', opportunityId: 'O-1' } });

await presales.opportunity({
  type: 'OpenOpportunity',
  data: {
    opportunityId: 'O-1',
    partyId: 'acme',
    ownerId: 'anna',
    pipeline: { pipelineId: 'direct', version: 1, steps: ['call', 'visit', 'offer'] },
    origin: { kind: 'lead', id: 'L-1' },
  },
});
const moved = await presales.opportunity({
  type: 'MoveOpportunity',
  data: { opportunityId: 'O-1', step: 'offer' },
});

if (moved.outcome === 'emitted') for (const { type, data } of moved.events) console.log(type, data);

await presales.close();
