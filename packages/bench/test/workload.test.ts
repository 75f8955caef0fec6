import { createHash } from 'node:crypto';
import { aggregates } from '@presales/domain';
import { categoryOf } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';
import { z } from 'zod';
import { quantile } from '../src/harness/statistics.ts';
import { type Commit, commits } from '../src/workload/commits.ts';
import { reference } from '../src/workload/reference.ts';

const workload = (options: Partial<Parameters<typeof commits>[0]> = {}): readonly Commit[] => [
  ...commits({ seed: 1, events: 5_000, perCommit: 5, ...options }),
];
const eventsOf = (all: readonly Commit[]): readonly NewEvent[] =>
  all.flatMap(({ events }) => events);
const fingerprint = (all: readonly Commit[]): string =>
  createHash('sha256').update(JSON.stringify(all)).digest('hex');

const schemas = new Map(
  Object.values(aggregates).map(({ category, events }) => [category, events]),
);

/** Whatever the events' schema finds wrong; nothing when all fit. */
const misfits = (all: Iterable<Commit>): readonly unknown[] =>
  [...all].flatMap(({ stream, events }) =>
    events.flatMap(({ type, data }) => {
      const schema = schemas.get(categoryOf(stream));
      const parsed = schema && z.safeParse(schema, { type, data });
      return parsed?.success === true ? [] : [{ stream, type, error: parsed?.error }];
    }),
  );

describe('the workload of the benchmarks', () => {
  it('is the same bytes for the same seed, and others for another', () => {
    expect(fingerprint(workload())).toBe(fingerprint(workload()));
    expect(fingerprint(workload({ seed: 2 }))).not.toBe(fingerprint(workload()));
  });

  it('holds exactly as many events as asked for, in commits of at most so many', () => {
    const all = workload({ events: 1_003, perCommit: 5 });
    expect(eventsOf(all)).toHaveLength(1_003);
    expect(Math.max(...all.map(({ events }) => events.length))).toBe(5);
    expect(Math.min(...all.map(({ events }) => events.length))).toBeGreaterThanOrEqual(1);
  });

  it('tells the same histories one event at a time as several', () => {
    const perStream = (perCommit: number): ReadonlyMap<string, readonly string[]> => {
      const streams = new Map<string, readonly string[]>();
      for (const { stream, events } of workload({ events: 200, perCommit }))
        streams.set(stream, [...(streams.get(stream) ?? []), ...events.map(({ type }) => type)]);
      return streams;
    };
    const [single, several] = [perStream(1), perStream(5)];
    const [stream] = single.keys();
    expect(stream).toBeDefined();
    const types = single.get(stream ?? '') ?? [];
    expect(several.get(stream ?? '')?.slice(0, types.length)).toEqual(types);
  });

  it('says of every commit how many events its stream has before it', () => {
    const counts = new Map<string, number>();
    const wrong = workload().filter(({ stream, before, events }) => {
      const expected = counts.get(stream) ?? 0;
      counts.set(stream, expected + events.length);
      return before !== expected;
    });
    expect(wrong).toEqual([]);
    expect([...counts.values()].some((count) => count > 5)).toBe(true);
  });

  it('grows streams of 5 to 40 events', () => {
    const lengths = new Map<string, number>();
    // Streams that the end cuts short are still open; the first few hundred are complete.
    for (const { stream, before, events } of workload({ events: 20_000 }))
      lengths.set(stream, before + events.length);
    const complete = [...lengths.values()].slice(0, 500);
    expect(Math.min(...complete)).toBe(5);
    expect(Math.max(...complete)).toBe(40);
  });

  it('is about deals by a quarter, in payloads of some 300 bytes and metadata of some 150', () => {
    const events = eventsOf(workload({ events: 20_000 }));
    const deals = events.filter(({ type }) => type.startsWith('Opportunity')).length;
    expect(deals / events.length).toBeGreaterThan(0.2);
    expect(deals / events.length).toBeLessThan(0.3);
    const bytes = (part: (event: NewEvent) => object) =>
      events.map((event) => Buffer.byteLength(JSON.stringify(part(event))));
    const data = bytes((event) => event.data);
    expect(quantile(data, 0.25)).toBeGreaterThan(250);
    expect(quantile(data, 0.95)).toBeLessThan(400);
    const metadata = bytes((event) => event.metadata);
    expect(quantile(metadata, 0)).toBeGreaterThan(140);
    expect(quantile(metadata, 1)).toBeLessThan(160);
  });

  it('is made of events as the domain’s schemas have them', () => {
    expect(misfits(workload())).toEqual([]);
    expect(misfits(reference())).toEqual([]);
  });

  it('gives every event an id of its own', () => {
    const events = eventsOf(workload());
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events[0]?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
