import { type Aggregate, aggregate } from '@presales/kernel';
import { TeamCommand } from './commands.ts';
import { create } from './decide/create.ts';
import { join } from './decide/join.ts';
import { leave } from './decide/leave.ts';
import { TeamEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, TeamRefusal } from './refusals.ts';
import type { Team } from './state.ts';

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
