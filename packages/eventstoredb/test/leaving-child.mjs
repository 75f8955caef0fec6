import { eventStoreDbEventLog } from '@presales/eventstoredb';

const [connection] = process.argv.slice(2);
const log = await eventStoreDbEventLog({ connection });
await log.append('deal-1', 'no-stream', [
  {
    id: '00000000-0000-4000-8000-000000000001',
    type: 'QuotationDrafted',
    version: 1,
    data: {},
    metadata: {
      actor: 'anna',
      commandId: 'command-1',
      correlationId: 'command-1',
      causationId: 'command-1',
      occurredAt: '2026-03-01T09:00:00.000Z',
    },
  },
]);
for await (const page of log.follow()) if (page.caughtUp) break;
const waiting = log.follow({ types: ['Never'] })[Symbol.asyncIterator]();
await waiting.next();
await log.close();
process.stdout.write('closed');
