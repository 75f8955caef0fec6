import { same } from '../../shared/same.ts';
import type { EngagementEvent } from '../events.ts';
import { type Answer, emit, refuse } from '../refusals.ts';
import type { Engagement, KnownEngagement } from '../state.ts';
import type { EngagementKind } from '../vocabulary.ts';

/** An engagement in which work can be done, or the refusal why not. */
export type AtWork =
  | { readonly state: KnownEngagement; readonly refusal?: never }
  | { readonly refusal: Answer };

/** Whether a specialist is at work on it, and the work is of this kind. */
export const atWork = (state: Engagement, expected?: EngagementKind): AtWork => {
  if (state.status === 'absent') return { refusal: refuse({ code: 'engagement/not-requested' }) };
  const { kind } = state.request;
  if (expected !== undefined && kind !== expected)
    return { refusal: refuse({ code: 'engagement/other-kind', kind, expected }) };
  if (state.status === 'accepted') return { state };
  return {
    refusal:
      state.status === 'requested'
        ? refuse({ code: 'engagement/not-accepted' })
        : refuse({ code: 'engagement/closed', status: state.status }),
  };
};

/** Ends the engagement, unless exactly this has ended it already. */
export const end = (state: Engagement, ending: EngagementEvent, open: AtWork): Answer => {
  if (state.status !== 'absent' && same(state.ending, ending)) return emit();
  return open.refusal ?? emit(ending);
};
