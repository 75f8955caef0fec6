import {
  type LeadDistribution,
  type LeadDistributionCommand,
  leadDistribution,
} from '@presales/domain/lead-distribution';
import {
  MANAGER,
  type Salesperson,
  salespeople,
  sellingAt,
  type TeamId,
  teamOf,
  teams,
} from './people.ts';
import { after } from './playing.ts';
import type { Random } from './random.ts';
import type { Script, Thread } from './script.ts';
import { at, type Moment, morningOf, ZONE } from './timeline.ts';

/** Where leads are, for the team that shares them out by territory. */
const territories = ['București', 'Ilfov', 'Cluj', 'Timiș', 'Iași', 'Brașov'] as const;
const territoriesOf: Readonly<Record<string, readonly string[]>> = {
  'clara.weiss': ['București', 'Ilfov'],
  'petru.nagy': ['Cluj', 'Timiș'],
  'livia.ilie': ['Iași', 'Brașov'],
};

/** By which rule each team shares its leads out. */
const ruleOf = {
  north: 'round-robin',
  south: 'quota',
  'key-accounts': 'territory',
} as const satisfies Record<TeamId, string>;

/** The days on which people come, move and go. */
const changes: readonly Moment[] = [
  morningOf(1, 1),
  morningOf(4, 1),
  morningOf(7, 1),
  morningOf(9, 1),
];

/** Gives leads to people, one after the other. It must be called in the order of time. */
export interface Distributor {
  readonly give: (thread: Thread, leadId: string, moment: Moment) => Salesperson;
}

/** Every team shares out its leads by a rule of its own, defined anew whenever somebody comes or goes. */
export const tellOfDistributions = (script: Script, random: Random): Distributor => {
  const states = new Map<TeamId, LeadDistribution>();
  const waiting: {
    readonly from: Moment;
    readonly team: TeamId;
    readonly command: LeadDistributionCommand;
  }[] = [];
  const heed = (team: TeamId, command: LeadDistributionCommand): LeadDistribution => {
    const state = states.get(team) ?? leadDistribution.decider.initialState;
    const next = after(leadDistribution, state, command);
    states.set(team, next);
    return next;
  };
  for (const { id: team } of teams) {
    const thread = script.thread();
    for (const from of changes) {
      const command = definition(team, from);
      thread.ask(MANAGER, 'leadDistribution', command);
      waiting.push({ from, team, command });
    }
  }
  waiting.sort((left, right) => left.from - right.from);

  const give = (thread: Thread, leadId: string, moment: Moment): Salesperson => {
    for (let next = waiting[0]; next !== undefined && next.from <= moment; next = waiting[0]) {
      heed(next.team, next.command);
      waiting.shift();
    }
    const team = teamOf(
      random.weighted(sellingAt(moment), ({ load }) => load),
      moment,
    );
    const command: LeadDistributionCommand = {
      type: 'DistributeLead',
      data: {
        distributionId: idOf(team),
        leadId,
        ...(team === 'key-accounts' ? { territory: random.pick(territories) } : {}),
        at: at(moment),
      },
    };
    thread.ask(MANAGER, 'leadDistribution', command);
    const state = heed(team, command);
    const given = state.status === 'defined' ? state.given.at(-1)?.salespersonId : undefined;
    const person = salespeople.find(({ id }) => id === given) ?? salespeople[0];
    thread.follow(MANAGER, 'lead', {
      type: 'AssignLead',
      data: {
        leadId,
        salespersonId: person.id,
        teamId: team,
        rule: ruleOf[team],
        distributionId: idOf(team),
        at: at(moment),
      },
    });
    return person;
  };
  return { give };
};

const idOf = (team: TeamId): string => `leads-${team}`;

const definition = (team: TeamId, from: Moment): LeadDistributionCommand => ({
  type: 'DefineDistribution',
  data: {
    distributionId: idOf(team),
    teamId: team,
    rule: ruleOf[team],
    members: sellingAt(from)
      .filter((person) => teamOf(person, from) === team)
      .map(({ id }) => ({
        salespersonId: id,
        ...(ruleOf[team] === 'quota' ? { quota: id === 'elena.marin' ? 300 : 200 } : {}),
        ...(territoriesOf[id] === undefined ? {} : { territories: territoriesOf[id] }),
      })),
    zone: ZONE,
    at: at(from),
  },
});
