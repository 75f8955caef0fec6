import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Team } from '../state.ts';

/** Begins a team; its name stays. */
export const create = ({ teamId, name }: Data<'CreateTeam'>, state: Team): Answer => {
  if (state.status === 'absent') return emit({ type: 'TeamCreated', data: { teamId, name } });
  return state.name === name ? emit() : refuse({ code: 'team/already-created', name: state.name });
};
