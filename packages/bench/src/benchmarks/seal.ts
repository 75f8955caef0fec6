import { contest, ratioIn } from '../harness/contest.ts';
import { isolated } from '../harness/isolated.ts';
import { inDirectory } from '../harness/place.ts';
import type { Benchmark } from './benchmark.ts';

const seconds = 3;
const without = 'without seals';
const withSeals = 'with seals';

/** What it costs that every event has a checksum and a seal: on appending, and on replaying. */
export const seal: Benchmark = {
  name: 'seal',
  about: 'what checksums and seals cost: appends and replay, with and without them',
  run: ({ rounds = 9, events = 200_000, progress }) =>
    inDirectory(async (directory) => {
      const append = await contest({
        title: 'Append, durable, one caller, 1 event a commit, by hand',
        unit: 'events',
        reference: 'floor',
        contenders: ['floor', 'floor, sealed'],
        rounds,
        progress,
        turn: (contender) =>
          isolated('append', { contender, perCommit: 1, callers: 1, events: 4_000, seconds }),
      });
      const files = new Map([
        [without, `${directory}/without.db`],
        [withSeals, `${directory}/with.db`],
      ]);
      for (const file of files.values()) await isolated('writeBigLog', { file, events });
      await isolated('unseal', { file: fileOf(files, without) });
      const setUps = new Map([
        [without, 'a log without seals: nothing is compared'],
        [withSeals, 'the same log as it is: every event that is read is compared'],
      ]);
      const withAndWithout = (title: string, work: 'project' | 'read') =>
        contest({
          title,
          unit: 'events',
          reference: without,
          contenders: [without, withSeals],
          setUps,
          rounds,
          progress,
          turn: (name) => isolated(work, { file: fileOf(files, name) }),
        });
      const count = events.toLocaleString('en');
      const replay = await withAndWithout(`Replay ${count} events into all read models`, 'project');
      const reading = await withAndWithout(`Read ${count} events, everything`, 'read');
      const target = { bound: 'at least', wanted: 0.95, unit: '' } as const;
      return {
        comparisons: [append, replay, reading],
        targets: [
          {
            what: 'append, by the same without seals',
            ...target,
            figures: ratioIn(append, 'floor, sealed'),
          },
          {
            what: 'replay, by the same without seals',
            ...target,
            figures: ratioIn(replay, withSeals),
          },
        ],
        remarks: [],
      };
    }),
};

const fileOf = (files: ReadonlyMap<string, string>, name: string): string => files.get(name) ?? '';
