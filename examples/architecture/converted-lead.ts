import { convertedLeadOpensOpportunity } from '@presales/processes';
import { open } from '@presales/runtime';

const presales = await open({
  eventLog: 'memory:',
  actor: 'anna',
  processes: [
    convertedLeadOpensOpportunity({
      pipelineId: 'direct',
      ownerId: 'anna',
      zone: 'Europe/Bucharest',
    }),
  ],
});

await presales.pipeline({
  type: 'DefinePipeline',
  data: {
    pipelineId: 'direct',
    name: 'Direct sales',
    steps: [{ step: 'call', name: 'Phone call', probability: 10 }],
  },
});
const leadId = 'L-1';
await presales.lead({ type: 'CaptureLead', data: { leadId, partyId: 'acme', source: 'webinar' } });
await presales.lead({ type: 'AssignLead', data: { leadId, salespersonId: 'ben' } });

// One command: from here on everything follows by itself.
await presales.lead({ type: 'ConvertLead', data: { leadId, opportunityId: 'O-1' } });

await presales.processes.settled();
await presales.caughtUp('funnel');
const { outcomes } = await presales.funnel({ currency: 'EUR' });
console.log(`open deals: ${outcomes.open}`);

for await (const page of presales.log.readStream('opportunity-O-1'))
  for (const { type, metadata } of page) console.log(`${type} by ${metadata.actor}`);

await presales.close();
