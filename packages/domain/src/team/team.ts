import {
  type Aggregate,
  aggregate,
  type Decision,
  decisions,
  type LocalDate,
  type Of,
} from '@presales/kernel';
import { TeamCommand } from './commands.ts';
import { TeamEvent } from './events.ts';

/** A stretch of days as a member: `from` belongs to it, `until` does not. */
export interface Membership {
  readonly from: LocalDate;
  readonly until?: LocalDate;
}

/** What a team is: its name, and everyone's memberships, the earliest first. */
export type Team =
  | { readonly status: 'absent' }
  | {
      readonly status: 'created';
      readonly name: string;
      readonly members: ReadonlyMap<string, readonly Membership[]>;
    };

/** Why a team's command is refused. */
export type TeamRefusal =
  /** Created before, under another name. */
  | { readonly code: 'team/already-created'; readonly name: string }
  | { readonly code: 'team/not-created' }
  /** A member since a later day than the one that is asked for. */
  | { readonly code: 'team/joined-later'; readonly from: LocalDate }
  /** The day lies within an earlier membership. */
  | { readonly code: 'team/joins-before-leaving'; readonly until: LocalDate }
  | { readonly code: 'team/not-a-member'; readonly salespersonId: string }
  | { readonly code: 'team/leaves-before-joining'; readonly from: LocalDate };

const evolve = (state: Team, event: TeamEvent): Team => {
  if (event.type === 'TeamCreated')
    return { status: 'created', name: event.data.name, members: new Map() };
  if (state.status === 'absent') return state;
  const { salespersonId, from } = event.data;
  const known = state.members.get(salespersonId) ?? [];
  switch (event.type) {
    case 'SalespersonJoinedTeam':
      return {
        ...state,
        members: new Map(state.members).set(salespersonId, [...known, { from }]),
      };
    case 'SalespersonLeftTeam': {
      const ended = { from, ...known.at(-1), until: from };
      return {
        ...state,
        members: new Map(state.members).set(salespersonId, [...known.slice(0, -1), ended]),
      };
    }
  }
};

const decide = (command: TeamCommand, state: Team): Answer => {
  switch (command.type) {
    case 'CreateTeam':
      return create(command.data, state);
    case 'JoinTeam':
      return join(command.data, state);
    case 'LeaveTeam':
      return leave(command.data, state);
  }
};

/** Salespeople who work together (S56); who belonged when is history and is never rewritten. */
export const team: Aggregate<TeamCommand, Team, TeamEvent, TeamRefusal> = aggregate({
  category: 'team',
  commands: TeamCommand,
  events: TeamEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.teamId,
});

/** Who belongs to a team on a day (S56, B12), in the order of their first joining. */
export const membersOn = (state: Team, day: LocalDate): readonly string[] =>
  state.status === 'absent'
    ? []
    : [...state.members].flatMap(([salespersonId, memberships]) =>
        memberships.some(({ from, until }) => from <= day && (until === undefined || day < until))
          ? [salespersonId]
          : [],
      );

type Answer = Decision<TeamEvent, TeamRefusal>;
type Data<Type extends TeamCommand['type']> = Of<TeamCommand, Type>['data'];
const { emit, refuse } = decisions<TeamEvent, TeamRefusal>();

function create({ teamId, name }: Data<'CreateTeam'>, state: Team): Answer {
  if (state.status === 'absent') return emit({ type: 'TeamCreated', data: { teamId, name } });
  return state.name === name ? emit() : refuse({ code: 'team/already-created', name: state.name });
}

function join({ at: _, ...joining }: Data<'JoinTeam'>, state: Team): Answer {
  if (state.status === 'absent') return refuse({ code: 'team/not-created' });
  const latest = state.members.get(joining.salespersonId)?.at(-1);
  if (latest !== undefined) {
    const { from, until } = latest;
    if (until === undefined)
      return from <= joining.from ? emit() : refuse({ code: 'team/joined-later', from });
    if (joining.from < until) return refuse({ code: 'team/joins-before-leaving', until });
  }
  return emit({ type: 'SalespersonJoinedTeam', data: joining });
}

function leave({ at: _, ...leaving }: Data<'LeaveTeam'>, state: Team): Answer {
  if (state.status === 'absent') return refuse({ code: 'team/not-created' });
  const { salespersonId } = leaving;
  const latest = state.members.get(salespersonId)?.at(-1);
  if (latest === undefined) return refuse({ code: 'team/not-a-member', salespersonId });
  const { from, until } = latest;
  if (until !== undefined)
    return until === leaving.from ? emit() : refuse({ code: 'team/not-a-member', salespersonId });
  if (leaving.from < from) return refuse({ code: 'team/leaves-before-joining', from });
  return emit({ type: 'SalespersonLeftTeam', data: leaving });
}
