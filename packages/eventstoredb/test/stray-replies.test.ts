import { eventStoreDbEventLog } from '@presales/eventstoredb';
import type { NewEvent } from '@presales/kernel/store';
import { testLogs, testServers } from './servers.ts';

const event = (n: number): NewEvent => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  type: 'Counted',
  version: 1,
  data: {},
  metadata: {
    actor: 'a',
    commandId: `c${n}`,
    correlationId: `c${n}`,
    causationId: `c${n}`,
    occurredAt: '2026-01-01T00:00:00.000Z',
  },
});

describe('Two clients in one process', () => {
  const servers = testServers();
  const logs = testLogs();

  it('survive that the loss of one server makes the client forget the appends on the other', async () => {
    const [here, there] = [await servers.start(), await servers.start()];
    const [log, other] = [
      await logs(eventStoreDbEventLog({ connection: here.connectionString() })),
      await logs(eventStoreDbEventLog({ connection: there.connectionString() })),
    ];
    await log.append('deal-1', 'no-stream', [event(1)]);
    await other.append('deal-1', 'no-stream', [event(1)]);

    const held = here.faults.inject({
      on: 'append',
      times: 1,
      effect: { kind: 'hold', at: 'reply' },
    });
    const cut = there.faults.inject({
      on: 'append',
      times: 1,
      effect: { kind: 'cut', at: 'request' },
    });
    const appending = log.append('deal-1', 0n, [event(2)]);
    await held.struck();
    const appended = await other.append('deal-1', 0n, [event(2)]);
    await cut.struck();
    // The first was told that its stream broke, and asked again over the stream that never did.
    expect((await appending).revision).toBe(1n);
    held.lift();
    // The answer that nobody waits for comes before the one that is waited for here.
    expect((await log.append('deal-1', 1n, [event(3)])).revision).toBe(2n);
    expect(appended.revision).toBe(1n);
  });
});
