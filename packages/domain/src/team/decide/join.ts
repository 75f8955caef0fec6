import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Team } from '../state.ts';

/** Takes somebody into the team from a day on. */
export const join = ({ at: _, ...joining }: Data<'JoinTeam'>, state: Team): Answer => {
  if (state.status === 'absent') return refuse({ code: 'team/not-created' });
  const latest = state.members.get(joining.salespersonId)?.at(-1);
  if (latest !== undefined) {
    const { from, until } = latest;
    if (until === undefined)
      return from <= joining.from ? emit() : refuse({ code: 'team/joined-later', from });
    if (joining.from < until) return refuse({ code: 'team/joins-before-leaving', until });
  }
  return emit({ type: 'SalespersonJoinedTeam', data: joining });
};
