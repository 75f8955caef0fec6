import { open } from '@presales/runtime';

const presales = await open({
  eventLog: 'memory:',
  actor: 'anna',
  now: () => '2026-03-02T09:00:00.000Z',
});
await presales.lead(
  { type: 'CaptureLead', data: { leadId: 'L-1', partyId: 'acme', source: 'referral' } },
  { actor: 'website', correlationId: 'form-42' },
);
await presales.lead({ type: 'AssignLead', data: { leadId: 'L-1', salespersonId: 'anna' } });

// One stream is one aggregate's story: who did what, when, on which grounds.
for await (const page of presales.log.readStream('lead-L-1'))
  for (const { revision, type, metadata } of page)
    console.log(`${revision} ${type} by ${metadata.actor} at ${metadata.occurredAt}`);

// The whole log is one order of everything that happened.
for await (const { events } of presales.log.readAll({ types: ['LeadAssigned'] }))
  for (const { stream, position } of events) console.log(`${stream} at position ${position}`);

await presales.close();
