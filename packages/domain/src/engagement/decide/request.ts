import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Engagement } from '../state.ts';

/** Asks presales for a piece of work. */
export const request = (
  { at: _, ...asked }: Data<'RequestEngagement'>,
  state: Engagement,
): Answer => {
  if (state.status === 'absent') return emit({ type: 'EngagementRequested', data: asked });
  return same(state.record.request, asked)
    ? emit()
    : refuse({ code: 'engagement/already-requested' });
};
