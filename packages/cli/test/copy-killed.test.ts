import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StoredEvent } from '@presales/kernel';
import { open } from '@presales/runtime';
import fc from 'fast-check';
import { temporaryDirectory } from './captured.ts';
import { placeIn, tellShortly } from './small-demo.ts';

jest.setTimeout(120_000);

const directory = temporaryDirectory();

/** What the copy came to; undefined when it was killed. */
const copyIn = async (from: string, to: string, appends: number): Promise<unknown> => {
  const child = spawn(
    process.execPath,
    [join(__dirname, 'copy-killed-child.mjs'), from, to, String(appends)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code, signal] = await once(child, 'close');
  expect([code, signal]).toEqual(said === '' ? [null, 'SIGKILL'] : [0, null]);
  return said === '' ? undefined : JSON.parse(said);
};

const eventsIn = async (eventLog: string): Promise<readonly StoredEvent[]> => {
  const opened = await open({ eventLog, readModels: 'memory:', project: false });
  try {
    const all: StoredEvent[] = [];
    for await (const { events } of opened.log.readAll()) all.push(...events);
    return all;
  } finally {
    await opened.close();
  }
};

it('a copy that is killed at any append and run again ends as one that was not', async () => {
  const from = placeIn(directory, 'source').eventLog;
  await (await tellShortly({ eventLog: from })).close();
  const whole = await copyIn(from, placeIn(directory, 'whole').eventLog, 0);

  const to = placeIn(directory, 'killed').eventLog;
  const [kills = []] = fc.sample(
    fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 2, maxLength: 2 }),
    1,
  );
  for (const appends of [1, ...kills])
    expect({ killedAfter: kills, ended: await copyIn(from, to, appends) }).toEqual({
      killedAfter: kills,
      ended: undefined,
    });
  const rest = await copyIn(from, to, 0);
  const events = await eventsIn(from);
  expect({ killedAfter: kills, events: await eventsIn(to) }).toEqual({
    killedAfter: kills,
    events,
  });
  expect(rest).toMatchObject({
    events: events.length,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(rest).toMatchObject({ hash: Object(whole).hash });
  expect(Object(rest).copied).toBeLessThan(events.length);
});
