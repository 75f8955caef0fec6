import { present } from '../contenders/index.ts';
import { contest, ratioIn } from '../harness/contest.ts';
import { isolated } from '../harness/isolated.ts';
import type { Benchmark } from './benchmark.ts';

const rivals = [
  'floor',
  'presales',
  'evtstore',
  'evtstore, WAL',
  'act-sqlite',
  'emmett-sqlite, one connection',
  'emmett-sqlite',
];

/** Seconds after which a slow contender's turn ends. */
const seconds = 3;

const callersInFlight = 64;

/** Durable appends: against the floor and the peers, and of many callers against one. */
export const append: Benchmark = {
  name: 'append',
  about: 'durable appends, 1 and 5 events a commit, 1 and 64 callers',
  run: async ({ rounds = 9, events = 5_000, progress }) => {
    const against = (perCommit: number) =>
      contest({
        title: `Append, durable, one caller, ${perCommit === 1 ? '1 event' : `${perCommit} events`} a commit`,
        unit: 'events',
        reference: 'floor',
        contenders: present(rivals),
        rounds,
        progress,
        turn: (contender) =>
          isolated('append', {
            contender,
            perCommit,
            callers: 1,
            events: events * perCommit,
            seconds,
          }),
      });
    const one = await against(1);
    const five = await against(5);
    const inFlight = await contest({
      title: `Append, durable, 1 event a commit asked for, 1 and ${callersInFlight} callers`,
      unit: 'events',
      reference: 'one caller',
      contenders: ['one caller', `${callersInFlight} callers`],
      setUps: new Map([
        ['one caller', 'presales, each append awaited before the next'],
        [`${callersInFlight} callers`, 'presales, as many appends in flight; they share commits'],
      ]),
      rounds,
      progress,
      turn: (name) => {
        const callers = name === 'one caller' ? 1 : callersInFlight;
        return isolated('append', {
          contender: 'presales',
          perCommit: 1,
          callers,
          // As much time for many callers as for one: they are several times as fast.
          events: callers === 1 ? events : events * 8,
          seconds,
        });
      },
    });
    return {
      comparisons: [one, five, inFlight],
      targets: [
        {
          what: 'one caller, 1 event a commit, by the floor',
          bound: 'at least',
          wanted: 0.85,
          unit: '',
          figures: ratioIn(one, 'presales'),
        },
        {
          what: `${callersInFlight} callers in flight, by one caller`,
          bound: 'at least',
          wanted: 4,
          unit: '',
          figures: ratioIn(inFlight, `${callersInFlight} callers`),
        },
      ],
      remarks: [],
    };
  },
};
