import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AggregateName, aggregates, decodeEvent } from '@presales/domain';
import { z } from 'zod';
import { stored } from './stored.ts';

/** Every event type of an aggregate with the version written today and its schema. */
const typesOf = ({ events, codec }: (typeof aggregates)[AggregateName]) =>
  codec.types.map((type, index) => ({
    type,
    schema: events.options[index],
    // The types of a family are the codec's own; each family's union is erased here.
    version: (codec.versionOf as (type: string) => number)(type),
  }));

/** A file of an aggregate's folder; where there is none yet, nothing was ever recorded. */
const pathOf = (category: string, name: string): string =>
  join(__dirname, 'golden', category, name);
const readJson = (category: string, name: string): unknown => {
  const path = pathOf(category, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
};

const GoldenEvents = z.array(
  z.strictObject({
    type: z.string(),
    version: z.int().min(1),
    data: z.record(z.string(), z.unknown()),
  }),
);

const advice = `the stored shape changed. Events written before keep the old one for ever.
- If every event ever written still fits and means the same (a new optional field, a wider range):
  record the new shape with PRESALES_WRITE_SCHEMAS=1, format it with biome and commit both.
- Otherwise add an upcaster from the version before, add a golden event of the new version to the
  aggregate's golden events.json and keep the old one, then record the new shape in the same way.`;

describe.each(Object.values(aggregates))('$category', (aggregate) => {
  const { category } = aggregate;
  const families = typesOf(aggregate);
  const golden = GoldenEvents.parse(readJson(category, 'events.json') ?? []);
  const shapes = Object.fromEntries(
    families.map(({ type, version, schema }) => [
      `${type} ${version}`,
      // Through text, as the file is: JSON keeps no undefined.
      JSON.parse(JSON.stringify(schema ? z.toJSONSchema(schema) : null)),
    ]),
  );
  if (process.env['PRESALES_WRITE_SCHEMAS'] === '1') {
    mkdirSync(pathOf(category, ''), { recursive: true });
    writeFileSync(pathOf(category, 'schemas.json'), `${JSON.stringify(shapes, null, 2)}\n`);
  }
  const recorded = z
    .record(z.string(), z.unknown())
    .parse(readJson(category, 'schemas.json') ?? {});

  it('has a golden event of every type and version ever written: none is ever taken away', () => {
    const expected = families.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => `${type} ${index + 1}`),
    );
    expect(golden.map(({ type, version }) => `${type} ${version}`).sort()).toEqual(expected.sort());
  });

  it.each(golden)('reads its golden $type version $version', (event) => {
    const present = families.find(({ type }) => type === event.type);
    const decoded = decodeEvent(stored(event));
    expect(decoded.version).toBe(present?.version);
    expect(
      present?.schema && z.parse(present.schema, { type: decoded.type, data: decoded.data }),
    ).toEqual({
      type: event.type,
      data: decoded.data,
    });
    if (event.version === present?.version) expect(decoded.data).toEqual(event.data);
  });

  it.each(Object.keys(shapes))('stores %s in the shape that is recorded', (name) => {
    try {
      expect(shapes[name]).toEqual(recorded[name]);
    } catch (difference) {
      throw new Error(`${name}: ${advice}\n\n${difference}`);
    }
  });

  it('has no shape recorded that it does not store', () => {
    expect(Object.keys(recorded).sort()).toEqual(Object.keys(shapes).sort());
  });
});

it('no golden file belongs to an aggregate that is gone', () => {
  expect(readdirSync(join(__dirname, 'golden')).sort()).toEqual(
    Object.values(aggregates)
      .map(({ category }) => category)
      .sort(),
  );
});
