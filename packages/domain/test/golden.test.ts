import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aggregates, decodeEvent } from '@presales/domain';
import type { StoredEvent } from '@presales/kernel';
import { z } from 'zod';

/** Every event type with the version written today and its schema. */
const families = Object.values(aggregates).flatMap(({ events, codec }) =>
  codec.types.map((type, index) => ({
    type,
    schema: events.options[index],
    // The types of a family are the codec's own; each family's union is erased here.
    version: (codec.versionOf as (type: string) => number)(type),
  })),
);

const pathOf = (name: string): string => join(__dirname, 'golden', name);
const readJson = (name: string): unknown => JSON.parse(readFileSync(pathOf(name), 'utf8'));

const GoldenEvents = z.array(
  z.strictObject({
    type: z.string(),
    version: z.int().min(1),
    data: z.record(z.string(), z.unknown()),
  }),
);
const golden = GoldenEvents.parse(readJson('events.json'));

const stored = ({ type, version, data }: (typeof golden)[number]): StoredEvent => ({
  id: '00000000-0000-5000-8000-000000000000',
  stream: 'golden-1',
  revision: 0n,
  position: 0n,
  type,
  version,
  data,
  metadata: {
    actor: 'anna',
    commandId: 'c1',
    correlationId: 'c1',
    causationId: 'c1',
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
  recordedAt: '2026-03-02T09:00:00.000Z',
});

describe('the golden events, one of every type and version ever written,', () => {
  it('are complete: add one whenever a type or a version is new, and never take one away', () => {
    const expected = families.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => `${type} ${index + 1}`),
    );
    expect(golden.map(({ type, version }) => `${type} ${version}`).sort()).toEqual(expected.sort());
  });

  it.each(golden)('$type version $version can be read', (event) => {
    const present = families.find(({ type }) => type === event.type);
    const decoded = decodeEvent(stored(event));
    expect(decoded.version).toBe(present?.version);
    expect(present?.schema?.parse({ type: decoded.type, data: decoded.data })).toEqual({
      type: event.type,
      data: decoded.data,
    });
    if (event.version === present?.version) expect(decoded.data).toEqual(event.data);
  });
});

describe('the stored shape of', () => {
  const shapes = Object.fromEntries(
    families.map(({ type, version, schema }) => [
      `${type} ${version}`,
      // Through text, as the file is: JSON keeps no undefined.
      JSON.parse(JSON.stringify(schema ? z.toJSONSchema(schema) : null)),
    ]),
  );
  if (process.env['PRESALES_WRITE_SCHEMAS'] === '1')
    writeFileSync(pathOf('schemas.json'), `${JSON.stringify(shapes, null, 2)}\n`);
  const recorded = z.record(z.string(), z.unknown()).parse(readJson('schemas.json'));

  const advice = `the stored shape changed. Events written before keep the old one for ever.
- If every event ever written still fits and means the same (a new optional field, a wider range):
  record the new shape with PRESALES_WRITE_SCHEMAS=1, format it with biome and commit both.
- Otherwise add an upcaster from the version before, add a golden event of the new version to
  golden/events.json and keep the old one, then record the new shape in the same way.`;

  it.each(Object.keys(shapes))('%s is as recorded', (name) => {
    try {
      expect(shapes[name]).toEqual(recorded[name]);
    } catch (difference) {
      throw new Error(`${name}: ${advice}\n\n${difference}`);
    }
  });

  it('nothing else is recorded', () => {
    expect(Object.keys(recorded).sort()).toEqual(Object.keys(shapes).sort());
  });
});
