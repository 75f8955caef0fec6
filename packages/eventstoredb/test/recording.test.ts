import { eventStoreDbEventLog } from '@presales/eventstoredb';
import { allOf, event } from './events.ts';
import { testLogs, testServers } from './servers.ts';

describe('a log on a server, with a clock in place of the server’s', () => {
  const servers = testServers();
  const logs = testLogs();
  const ahead = { code: 'event-log/clock-ahead' };

  /** Opens logs on one server, by a clock that can be set. */
  const desk = async () => {
    const connection = (await servers.start()).connectionString();
    const clock = { hour: '2026-03-01T09:00:00.000Z' };
    const now = () => clock.hour;
    return {
      clock,
      open: (clockAhead?: number) =>
        logs(
          eventStoreDbEventLog(
            { connection },
            { now, ...(clockAhead === undefined ? {} : { clockAhead }) },
          ),
        ),
    };
  };

  it('records by it, and never backwards', async () => {
    const { clock, open } = await desk();
    const log = await open();
    await Promise.all([1, 2].map((n) => log.append(`deal-${n}`, 'no-stream', [event(n)])));
    clock.hour = '2020-01-01T00:00:00.000Z';
    await log.append('deal-3', 'no-stream', [event(3)]);
    const own = { ...event(4), recordedAt: '2019-01-01T00:00:00.000Z' };
    await log.append('deal-4', 'no-stream', [own]);
    expect((await allOf(log)).map(({ recordedAt }) => recordedAt)).toEqual([
      ...Array.from({ length: 3 }, () => '2026-03-01T09:00:00.000Z'),
      '2019-01-01T00:00:00.000Z',
    ]);
  });

  it('stores nothing while it is far ahead, also of what an earlier program stored', async () => {
    const { clock, open } = await desk();
    await (await open()).append('deal-1', 'no-stream', [event(1)]);
    clock.hour = '2099-01-01T00:00:00.000Z';
    const log = await open();
    await expect(log.append('deal-1', 0n, [event(2)])).rejects.toMatchObject(ahead);
    expect(await allOf(log)).toHaveLength(1);
    const late = { ...event(2), recordedAt: '2098-01-01T00:00:00.000Z' };
    await log.append('deal-1', 0n, [late]);
    clock.hour = '2026-03-02T09:00:00.000Z';
    await log.append('deal-1', 1n, [event(3)]);
    expect((await allOf(log)).at(-1)?.recordedAt).toBe('2026-03-02T09:00:00.000Z');
  });

  it('takes as much as it is told to, and an empty log everything', async () => {
    const { clock, open } = await desk();
    const log = await open(3_600_000);
    await log.append('deal-1', 'no-stream', [event(1)]);
    clock.hour = '2026-03-01T10:00:00.001Z';
    await expect(log.append('deal-1', 0n, [event(2)])).rejects.toMatchObject(ahead);
    clock.hour = '2026-03-01T10:00:00.000Z';
    await log.append('deal-1', 0n, [event(2)]);
  });

  it('is not believed when it gives no instant', async () => {
    const { clock, open } = await desk();
    const log = await open();
    clock.hour = 'garbage';
    await expect(log.append('deal-1', 'no-stream', [event(1)])).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('the clock: expected an instant'),
    });
  });

  it('stores what it was given, whatever becomes of that while the log is asked', async () => {
    const { open } = await desk();
    const data = { lines: [1] };
    const log = await open();
    const stored = log.append('deal-1', 'no-stream', [event(1, 'QuotationDrafted', data)]);
    data.lines.push(2);
    await stored;
    expect((await allOf(log)).map((each) => each.data)).toEqual([{ lines: [1] }]);
  });
});
