import { startEventStoreDbServer } from '@presales/eventstoredb-server';
import { open } from '@presales/runtime';

it('a lead captured by one process is known to another', async () => {
  // In production this is your cluster: esdb://user:password@node1,node2,node3
  const server = await startEventStoreDbServer();
  const eventLog = server.connectionString();

  const website = await open({ eventLog, readModels: 'memory:', actor: 'website' });
  const office = await open({ eventLog, readModels: 'memory:', actor: 'office' });

  await website.lead({
    type: 'CaptureLead',
    data: { leadId: 'L-1', partyId: 'acme', source: 'webinar', at: '2026-03-02T09:00:00.000Z' },
  });
  const { state } = await office.lead.load('L-1');
  expect(state.status).toBe('open');

  await website.close();
  await office.close();
  await server.stop();
});
