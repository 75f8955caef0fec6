import { join } from 'node:path';
import { open } from '@presales/runtime';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { jsonText } from '../src/json.ts';
import { eventJson, renderEvent } from '../src/rendering/events.ts';
import { odditiesOf } from '../src/rendering/oddities.ts';
import { renderStream } from '../src/rendering/stream.ts';
import { styleOf } from '../src/style.ts';
import { presales, temporaryDirectory } from './captured.ts';
import { type Odd, odd, stored } from './odd-events.ts';

jest.setTimeout(60_000);

const plain = styleOf(false);
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const orders = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const orderly = 'well';

const well: Odd = {
  stream: 'lead-1',
  type: 'LeadCaptured',
  id: orderly,
  version: 1,
  recordedAt: '2026-03-01T09:30:00.000Z',
  data: { leadId: '1', budget: { amount: 1999, currency: 'EUR', scale: 2 } },
  metadata: {
    actor: 'ana',
    commandId: 'c',
    correlationId: 'c',
    causationId: 'c',
    occurredAt: '2026-03-01T09:30:00.000Z',
  },
};
const nestedIn = (levels: number): unknown =>
  JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);

describe('An event, whatever stands in it,', () => {
  it('is one line of text that a terminal obeys in nothing', () => {
    fc.assert(
      fc.property(odd, (event) => {
        const line = renderEvent(stored(event, 7), plain);
        expect(line).not.toMatch(orders);
        expect(line).not.toContain('\n');
        expect(line).toMatch(/^ {6}7 /);
      }),
    );
  });

  it('is one line of valid JSON', () => {
    fc.assert(
      fc.property(odd, (event) => {
        const line = jsonText(eventJson(stored(event, 7)));
        expect(line).not.toMatch(orders);
        expect(line).not.toContain('\n');
        expect(JSON.parse(line)).toMatchObject({ position: '7', stream: event.stream });
      }),
    );
  });

  it('has its place in the story of a stream', () => {
    fc.assert(
      fc.property(fc.array(odd, { minLength: 1, maxLength: 4 }), fc.boolean(), (events, caused) => {
        const told = events.map((event, place) => ({
          event: stored(event, place),
          ...(caused ? { cause: stored(event, place) } : {}),
        }));
        const text = renderStream(
          { stream: 'lead-1', events: told, state: events[0]?.data },
          plain,
        );
        expect(text).not.toMatch(orders);
        expect(text.match(/^0\. /gm)?.length).toBeGreaterThanOrEqual(events.length);
      }),
    );
  });
});

describe('What is wrong with an event', () => {
  it('is nothing where all is well', () => {
    expect(odditiesOf(stored(well, 0))).toEqual([]);
    expect(odditiesOf(stored({ ...well, data: { a: nestedIn(31) } }, 0))).toEqual([]);
    expect(eventJson(stored(well, 0))).not.toHaveProperty('problems');
  });

  const kinds: readonly (readonly [Partial<Odd>, readonly string[]])[] = [
    [{ data: null }, ['data: expected an object, found null']],
    [{ data: 'text' }, ['data: expected an object, found a text']],
    [{ data: [1] }, ['data: expected an object, found a list']],
    [{ data: { a: nestedIn(32) } }, ['data: expected at most 32 levels, found 33']],
    [{ data: { a: nestedIn(10_000) } }, ['data: expected at most 32 levels, found 10,001']],
    [
      { data: { deals: [{ value: { amount: 1, currency: 'EUR', scale: 400 } }] } },
      ['data.deals.0.value: expected money, found 1 of scale 400'],
    ],
    [
      { data: { value: { amount: 1, currency: 'EUR', scale: -1 } } },
      ['data.value: expected money, found 1 of scale -1'],
    ],
    [
      { data: { value: { amount: 1.5, currency: 'EUR', scale: 2 } } },
      ['data.value: expected money, found 1.5 of scale 2'],
    ],
    [
      { data: { n: JSON.parse('1e400') } },
      ['data.n: expected a number, found one that is too large'],
    ],
    [
      { data: Array.from({ length: 5 }, () => JSON.parse('1e400')) },
      [
        'data: expected an object, found a list',
        ...[0, 1, 2].map((n) => `data.${n}: expected a number, found one that is too large`),
        'data: 2 more of the kind',
      ],
    ],
    [{ metadata: null }, ['metadata: expected an object, found null']],
    [
      { metadata: { actor: 5 } },
      [
        'metadata: expected text as actor, commandId, correlationId, causationId',
        'metadata.occurredAt: expected an instant',
      ],
    ],
    [{ recordedAt: 'garbage' }, ['recordedAt: expected an instant']],
  ];
  it('is told by its place', () => {
    for (const [part, problems] of kinds) {
      const event = stored({ ...well, ...part }, 0);
      expect(odditiesOf(event)).toEqual(problems);
      expect(eventJson(event)).toHaveProperty('problems', problems);
      expect(renderEvent(event, plain)).toContain(`  ! ${problems.join('; ')}`);
    }
  });

  it('leaves money as it is stored, and counts the levels that are not written', () => {
    const value = { amount: 1, currency: 'EUR', scale: 400 };
    const line = jsonText(stored({ ...well, data: { value, deep: nestedIn(10_000) } }, 0));
    expect(JSON.parse(line).data.value).toEqual(value);
    expect(line).toMatch(/\[\[\["… 9,?938 levels more"\]\]\]/);
  });
});

const directory = temporaryDirectory();

/** A log with one team in it, and behind that events as nobody of ours writes them. */
const logWith = async (name: string, events: readonly Odd[]): Promise<string> => {
  const eventLog = `sqlite:${join(directory, `${name}.db`)}`;
  const own = await open({ eventLog, readModels: 'memory:', project: false });
  await own.team({ type: 'CreateTeam', data: { teamId: 'north', name: 'North' } });
  await own.close();
  const database = new Database(join(directory, `${name}.db`));
  const numberOf = (table: 'stream' | 'event_type', name: string): unknown => {
    const columns = table === 'stream' ? '(name, category)' : '(name)';
    const values = table === 'stream' ? "(?, 'odd')" : '(?)';
    database.prepare(`INSERT OR IGNORE INTO ${table} ${columns} VALUES ${values}`).run(name);
    return database.prepare(`SELECT number FROM ${table} WHERE name = ?`).pluck().get(name);
  };
  const insert = database.prepare(
    `INSERT INTO event (position, stream, revision, type, version, id, recorded_at, data, metadata)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const revisions = new Map<string, number>([['team-north', 1]]);
  events.forEach(({ stream, type, version, id, recordedAt, data, metadata }, index) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    insert.run(
      index + 1,
      numberOf('stream', stream),
      revision,
      numberOf('event_type', type),
      version,
      id,
      recordedAt,
      textOf(data),
      textOf(metadata),
    );
  });
  database.close();
  return eventLog;
};

/** JSON of any depth, which `JSON.stringify` has not. */
const textOf = (value: unknown): string => {
  let levels = 0;
  let inner = value;
  while (Array.isArray(inner) && inner.length === 1) {
    levels += 1;
    inner = inner[0];
  }
  return `${'['.repeat(levels)}${JSON.stringify(inner)}${']'.repeat(levels)}`;
};

describe('A log with odd events', () => {
  const events: readonly Odd[] = [
    { ...well, data: null },
    { ...well, metadata: {} },
    { ...well, metadata: null },
    { ...well, data: nestedIn(10_000) },
    { ...well, data: { value: { amount: 1, currency: 'EUR', scale: 1e9 } } },
    { ...well, recordedAt: 'gar","bage\u001b[31m' },
    { ...well, id: '\u001b', type: 'A\u001b[2J', stream: 'lead-\u0007' },
    well,
  ];
  let eventLog: string;
  beforeAll(async () => {
    eventLog = await logWith('odd', events);
  });

  it('is listed to its end, with a word on standard error, and ends with 0', async () => {
    const { code, out, err } = await presales(['events', '--log', eventLog]);
    expect(out.trimEnd().split('\n')).toHaveLength(events.length + 1);
    expect(out + err).not.toMatch(orders);
    expect(err).toBe(
      '6 events are not as they should be, the first at position 1, LeadCaptured in lead-1: data: expected an object, found null\n',
    );
    expect(code).toBe(0);
  });

  it('is listed backwards and in JSON the same', async () => {
    const { code, out } = await presales(['events', '--last', '8', '--json', '--log', eventLog]);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ problems = [] }) => problems.length > 0)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(code).toBe(0);
  });

  it('tells the story of such a stream, and why its end is unknown', async () => {
    const { code, out, err } = await presales(['stream', 'lead-1', '--log', eventLog]);
    expect(out.match(/^\d\. LeadCaptured/gm)).toHaveLength(7);
    expect(out).toMatch(/How it stands\n {3}cannot be told: /);
    expect(err).toContain('6 events are not as they should be');
    expect(err).toContain('how lead-1 stands cannot be told: ');
    expect(code).toBe(3);
    const json = await presales(['stream', 'lead-1', '--json', '--log', eventLog]);
    expect(JSON.parse(json.out)).toMatchObject({
      stateProblem: expect.any(String),
      events: expect.arrayContaining([expect.objectContaining({ problems: expect.any(Array) })]),
    });
    expect(json.code).toBe(3);
  });

  it('has a line for every event, whatever stands in them', async () => {
    let run = 0;
    const listed = fc.array(
      odd.filter(({ data, metadata }) => [data, metadata].every((part) => isWritable(part))),
      { minLength: 20, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(listed, async (events) => {
        run += 1;
        const log = await logWith(`any-${run}`, events);
        for (const json of [[], ['--json']]) {
          const { code, out, err } = await presales(['events', ...json, '--log', log]);
          expect(err).not.toContain('error:');
          expect(code).toBe(0);
          expect(out.trimEnd().split('\n')).toHaveLength(events.length + 1);
          const stream = events[0]?.stream ?? '';
          const story = await presales(['stream', ...json, '--log', log, '--', stream]);
          expect(story.err).not.toContain('foreseen');
          expect([0, 3]).toContain(story.code);
          expect(story.out + story.err + err).not.toMatch(orders);
        }
      }),
      { numRuns: 8 },
    );
  });
});

/** Whether SQLite and `JSON.stringify` take it; what they do not take does not get into a log. */
const isWritable = (value: unknown): boolean => {
  try {
    textOf(value);
    return true;
  } catch {
    return false;
  }
};
