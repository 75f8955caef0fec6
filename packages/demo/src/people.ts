import type { LocalDate } from '@presales/kernel';
import type { Script } from './script.ts';
import { at, dayOf, type Moment, morningOf, YEAR } from './timeline.ts';

/** Somebody who sells. */
export interface Salesperson {
  readonly id: string;
  readonly team: TeamId;
  /** 1 is average: the chance that a deal goes on grows and shrinks with it. */
  readonly skill: number;
  /** Their part of the work, against the others'. */
  readonly load: number;
  /** Sells from this moment on. */
  readonly from: Moment;
  /** Sells no more from this moment on. */
  readonly until: Moment;
  /** What they are to sell in a quarter, in whole euros. */
  readonly quota: number;
}

/** The three teams of the story. */
export type TeamId = 'north' | 'south' | 'key-accounts';

/** The teams and what they are called. */
export const teams: readonly { readonly id: TeamId; readonly name: string }[] = [
  { id: 'north', name: 'North' },
  { id: 'south', name: 'South' },
  { id: 'key-accounts', name: 'Key accounts' },
];

/** Those who do not sell but give commands. */
export const MANAGER = 'irina.stan';
/** Plans the campaigns. */
export const MARKETER = 'dan.voicu';
/** Looks after the orders of the web shop. */
export const SHOP = 'oana.negru';
/** Buys, and keeps the catalogue. */
export const BUYER = 'george.tache';
/** The presales specialists: they demonstrate, prove and write proposals. */
export const specialists = ['corina.dima', 'tiberiu.vasile', 'mara.ionescu'] as const;
/** Publishes exchange rates. */
export const TREASURER = 'treasury';

const start = morningOf(1, 1);
const forever = Number.POSITIVE_INFINITY;
const always = { from: start, until: forever, load: 1 };

/** The house's salespeople. One is hired in April, one leaves in September. */
export const salespeople: readonly [Salesperson, ...Salesperson[]] = [
  { ...always, id: 'ana.pop', team: 'north', skill: 1.3, quota: 80_000 },
  { ...always, id: 'mihai.radu', team: 'north', skill: 1.0, quota: 70_000 },
  { ...always, id: 'ioana.matei', team: 'north', skill: 0.9, quota: 55_000 },
  { ...always, id: 'vlad.dinu', team: 'north', skill: 0.7, quota: 55_000, until: morningOf(9, 1) },
  { ...always, id: 'elena.marin', team: 'south', skill: 1.15, quota: 70_000 },
  { ...always, id: 'radu.ene', team: 'south', skill: 0.85, quota: 50_000 },
  { ...always, id: 'sorin.lupu', team: 'south', skill: 1.0, quota: 60_000 },
  { ...always, id: 'bianca.toma', team: 'south', skill: 1.1, quota: 50_000, from: morningOf(4, 1) },
  { ...always, id: 'clara.weiss', team: 'key-accounts', skill: 1.25, quota: 90_000, load: 1.3 },
  { ...always, id: 'petru.nagy', team: 'key-accounts', skill: 1.05, quota: 75_000, load: 1.2 },
  { ...always, id: 'livia.ilie', team: 'key-accounts', skill: 0.8, quota: 65_000 },
];

/** The day on which Ioana Matei moves from the north to the south. */
const MOVE = morningOf(7, 1);
const MOVER = 'ioana.matei';

/** The team that somebody is in on a day. */
export const teamOf = ({ id, team }: Salesperson, moment: Moment): TeamId =>
  id === MOVER && moment >= MOVE ? 'south' : team;

/** Who sells at a moment. */
export const sellingAt = (moment: Moment): [Salesperson, ...Salesperson[]] => {
  const [first, ...others] = salespeople.filter(
    ({ from, until }) => from <= moment && moment < until,
  );
  return first === undefined ? [salespeople[0]] : [first, ...others];
};

/** Teams are founded on the first day; people join, move and leave. */
export const tellOfTeams = (script: Script): void => {
  for (const { id: teamId, name } of teams) {
    const thread = script.thread();
    thread.ask(MANAGER, 'team', { type: 'CreateTeam', data: { teamId, name, at: at(start) } });
    const join = (salespersonId: string, from: LocalDate, moment: Moment) =>
      thread.ask(MANAGER, 'team', {
        type: 'JoinTeam',
        data: { teamId, salespersonId, from, at: at(moment) },
      });
    const leave = (salespersonId: string, moment: Moment) =>
      thread.ask(MANAGER, 'team', {
        type: 'LeaveTeam',
        data: { teamId, salespersonId, from: dayOf(moment), at: at(moment) },
      });
    for (const { id, team, from, until } of salespeople) {
      // People who were there before the year began are members from its first day.
      if (team === teamId) join(id, from === start ? `${YEAR}-01-01` : dayOf(from), from);
      if (team === teamId && until !== forever) leave(id, until);
    }
    if (teamId === 'north') leave(MOVER, MOVE);
    if (teamId === 'south') join(MOVER, dayOf(MOVE), MOVE);
  }
};
