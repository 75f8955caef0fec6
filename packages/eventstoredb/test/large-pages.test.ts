import { eventStoreDbEventLog } from '@presales/eventstoredb';
import { type EventLog, limits, type StoredEvent } from '@presales/kernel';
import { event } from './events.ts';
import { testLogs, testServers } from './servers.ts';

/** Characters of an event's text; a page has room for sixteen of them. */
const size = 500_000;
const fitting = Math.ceil(limits.pageText / size);
const count = 60;

async function* eventsOf(
  pages: AsyncIterable<{ readonly events: readonly StoredEvent[]; readonly caughtUp?: boolean }>,
): AsyncGenerator<readonly StoredEvent[]> {
  for await (const { events, caughtUp } of pages) {
    yield events;
    if (caughtUp === true) return;
  }
}

describe('A page of large events on a server', () => {
  const servers = testServers();
  const logs = testLogs();

  const large = async (): Promise<EventLog> => {
    const server = await servers.start();
    const log = await logs(eventStoreDbEventLog({ connection: server.connectionString() }));
    const text = 'x'.repeat(size);
    for (let at = 0; at < count; at++)
      await log.append('deal-large', at === 0 ? 'no-stream' : BigInt(at - 1), [
        event(at, 'QuotationDrafted', { text }),
      ]);
    return log;
  };

  it('ends before there is too much in memory, and nothing is left out', async () => {
    const log = await large();
    const readings: Readonly<Record<string, AsyncIterable<readonly StoredEvent[]>>> = {
      'of the whole log': eventsOf(log.readAll()),
      'of the log backwards': eventsOf(log.readAll({ direction: 'backwards' })),
      'of a follower': eventsOf(log.follow()),
      'of a stream': log.readStream('deal-large'),
      'of a stream backwards': log.readStream('deal-large', { direction: 'backwards' }),
    };
    for (const [how, pages] of Object.entries(readings)) {
      const counts: number[] = [];
      for await (const page of pages) counts.push(page.length);
      const sum = counts.reduce((total, one) => total + one, 0);
      expect({ how, sum, fits: Math.max(...counts) <= fitting }).toEqual({
        how,
        sum: count,
        fits: true,
      });
    }
    for await (const { events, text = 0 } of log.readAll())
      expect(text).toBeGreaterThanOrEqual(events.length * size);
  });
});
