import type { TeamEvent } from './events.ts';
import type { Team } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: Team, event: TeamEvent): Team => {
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
