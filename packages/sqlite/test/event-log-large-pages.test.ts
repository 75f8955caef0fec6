import type { EventLog, StoredEvent } from '@presales/kernel';
import { sqliteEventLog } from '@presales/sqlite';
import { eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();

/** A log of a stream whose 60 events are some half a mebibyte each, and of another that has little ones. */
const largeLog = async (): Promise<EventLog> => {
  const log = await sqliteEventLog({ file: directory.file('large.db'), now, durability: 'normal' });
  for (let at = 0; at < 60; at++) {
    const event = { ...eventOf(at, 0), data: { text: 'x'.repeat(500_000) } };
    await log.append('deal-large', at === 0 ? 'no-stream' : BigInt(at - 1), [event]);
  }
  await log.append('deal-small', 'no-stream', [eventOf(60, 0)]);
  return log;
};

const lengths = async (
  pages: AsyncIterable<readonly StoredEvent[]>,
): Promise<readonly number[]> => {
  const found: number[] = [];
  for await (const page of pages) found.push(page.length);
  return found;
};

async function* eventsOf(
  pages: AsyncIterable<{ readonly events: readonly StoredEvent[]; readonly caughtUp?: boolean }>,
): AsyncGenerator<readonly StoredEvent[]> {
  for await (const { events, caughtUp } of pages) {
    yield events;
    if (caughtUp === true) return;
  }
}

describe('a page of large events', () => {
  let log: EventLog;
  beforeAll(async () => {
    log = await largeLog();
  });
  afterAll(() => log.close());

  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

  it.each<readonly [how: string, read: () => AsyncIterable<readonly StoredEvent[]>, count: number]>(
    [
      ['of the whole log', () => eventsOf(log.readAll()), 61],
      ['of the log backwards', () => eventsOf(log.readAll({ direction: 'backwards' })), 61],
      ['of a category', () => eventsOf(log.readAll({ categories: ['deal'] })), 61],
      ['of a follower', () => eventsOf(log.follow()), 61],
      ['of a stream', () => log.readStream('deal-large'), 60],
      ['of a stream backwards', () => log.readStream('deal-large', { direction: 'backwards' }), 60],
    ],
  )(
    '%s ends before there is too much in memory, and nothing is left out',
    async (_, read, count) => {
      const counts = await lengths(read());
      expect(total(counts)).toBe(count);
      // 25 are read before anything is known of their size, which then is beyond the bound.
      expect(Math.max(...counts)).toBeLessThanOrEqual(26);
    },
  );

  it('has as many as are wanted, and no more', async () => {
    expect(total(await lengths(eventsOf(log.readAll({ limit: 40 }))))).toBe(40);
    expect(total(await lengths(log.readStream('deal-large', { limit: 30 })))).toBe(30);
  });

  it('says how much text it has, and where the reading goes on', async () => {
    let through = -1n;
    for await (const page of log.readAll()) {
      expect(page.text ?? 0).toBeGreaterThan(400_000 * (page.events.length - 1));
      expect(page.events[0]?.position).toBe(through + 1n);
      through = page.through;
    }
    expect(through).toBe(await log.head());
  });
});
