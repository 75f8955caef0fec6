import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Team } from '../state.ts';

/** Ends a membership on a day: the first on which somebody is no member any more. */
export const leave = ({ at: _, ...leaving }: Data<'LeaveTeam'>, state: Team): Answer => {
  if (state.status === 'absent') return refuse({ code: 'team/not-created' });
  const { salespersonId } = leaving;
  const latest = state.members.get(salespersonId)?.at(-1);
  if (latest === undefined) return refuse({ code: 'team/not-a-member', salespersonId });
  const { from, until } = latest;
  if (until !== undefined)
    return until === leaving.from ? emit() : refuse({ code: 'team/not-a-member', salespersonId });
  if (leaving.from < from) return refuse({ code: 'team/leaves-before-joining', from });
  return emit({ type: 'SalespersonLeftTeam', data: leaving });
};
