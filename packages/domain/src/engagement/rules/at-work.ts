import { same } from '../../shared/same.ts';
import type { EngagementEvent } from '../events.ts';
import { type Answer, emit, notOpen, refuse } from '../refusals.ts';
import type { Engagement, EngagementRecord } from '../state.ts';
import type { EngagementKind } from '../vocabulary.ts';

/** What is known of an engagement in which work can be done, or the refusal why none can. */
export type AtWork =
  | { readonly record: EngagementRecord; readonly refusal?: never }
  | { readonly refusal: Answer };

/** Whether a specialist is at work on the engagement, and the work is of the expected kind. */
export const atWork = (state: Engagement, expected?: EngagementKind): AtWork => {
  if (state.status === 'absent') return { refusal: notOpen(state) };
  const { record } = state;
  const { kind } = record.request;
  if (expected !== undefined && kind !== expected)
    return { refusal: refuse({ code: 'engagement/other-kind', kind, expected }) };
  switch (state.status) {
    case 'requested':
      return { refusal: refuse({ code: 'engagement/not-accepted' }) };
    case 'accepted':
      return { record };
    default:
      return { refusal: notOpen(state) };
  }
};

/** Ends the engagement, unless exactly this event has ended it already. */
export const end = (state: Engagement, ending: EngagementEvent, work: AtWork): Answer => {
  if ('ending' in state && same(state.ending, ending)) return emit();
  return work.refusal ?? emit(ending);
};
