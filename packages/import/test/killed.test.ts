import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredEvent } from '@presales/kernel';
import { open } from '@presales/runtime';
import fc from 'fast-check';
import { atDesk, type Desk, eventsOf, isNote } from './desk.ts';

jest.setTimeout(120_000);

/** Deals that move about: some commands change nothing, some rows are refused. */
const mapping = `
name: moves
rows:
  - command: OpenOpportunity
    once: { column: deal }
    fields: { opportunityId: { column: deal }, ownerId: Ana, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [talk, offer, deal], at: { column: at } }
  - command: MoveOpportunity
    fields: { opportunityId: { column: deal }, step: { column: step }, at: { column: at } }
  - command: LoseOpportunity
    when: { column: lost, present: true }
    fields: { opportunityId: { column: deal }, reason: price, at: { column: at } }
`;
const steps = ['talk', 'offer', 'offer', 'talk', 'deal', 'nowhere', 'offer'];
const rows = Array.from({ length: 240 }, (_, n) => {
  const day = String(1 + Math.floor(n / 10)).padStart(2, '0');
  return `D-${n % 11},${steps[n % steps.length]},2024-01-${day},${n > 200 && n % 4 === 0 ? 'yes' : ''}`;
});
const input = `deal,step,at,lost\n${rows.join('\n')}\n`;

/** What a log holds, stream by stream: rows of different deals may be stored in any order. */
const streamsOf = (events: readonly StoredEvent[]): readonly string[] =>
  events
    .map(({ stream, revision, id, type, data }) =>
      JSON.stringify([stream, String(revision).padStart(4, '0'), id, type, data]),
    )
    .sort();

const linesOf = (text: string): readonly string[] =>
  text
    .replace(/in log \S+/, 'in its log')
    .split('\n')
    .sort();

const importIn = async (desk: Desk, place: string, answers: number): Promise<string> => {
  const child = spawn(
    process.execPath,
    [
      join(__dirname, 'killed-child.mjs'),
      `sqlite:${desk.path(`${place}.db`)}`,
      desk.path(place),
      desk.put(`${place}.csv`, input),
      desk.put('mapping.yaml', mapping),
      String(answers),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code, signal] = await once(child, 'close');
  expect([code, signal]).toEqual(said === '' ? [null, 'SIGKILL'] : [0, null]);
  return said;
};

const eventsIn = async (desk: Desk, place: string): Promise<readonly StoredEvent[]> => {
  const presales = await open({
    eventLog: `sqlite:${desk.path(`${place}.db`)}`,
    readModels: 'memory:',
    project: false,
  });
  try {
    return (await eventsOf(presales)).filter((event) => !isNote(event));
  } finally {
    await presales.close();
  }
};

it(
  'an import that is killed at any command and run again ends as one that was not',
  atDesk(async (desk) => {
    const whole = await desk.import(desk.put('whole.csv', input), desk.put('whole.yaml', mapping));
    expect(whole.rejected).toBeGreaterThan(0);
    const expected = streamsOf(await desk.events());
    const rejects = linesOf(
      desk.read('whole.csv.rejects.csv').replaceAll('whole.csv', 'killed.csv'),
    );
    expect((await desk.notes()).length).toBeGreaterThan(0);

    const [first = []] = fc.sample(
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 4, maxLength: 4 }),
      1,
    );
    let finished = '';
    for (const answers of [1, ...first, 0]) finished = await importIn(desk, 'killed', answers);
    expect({ killedAfter: first, streams: streamsOf(await eventsIn(desk, 'killed')) }).toEqual({
      killedAfter: first,
      streams: expected,
    });
    expect(linesOf(desk.read('killed.import-moves.rejects.csv'))).toEqual(rejects);
    expect(JSON.parse(finished)).toMatchObject({ rows: 240, changed: 0 });

    const again = JSON.parse(await importIn(desk, 'killed', 0));
    expect(again).toMatchObject({ events: 0, rejected: 0, skipped: whole.rejected });
    expect(readFileSync(desk.path('killed.csv'), 'utf8')).toBe(input);
  }),
);
