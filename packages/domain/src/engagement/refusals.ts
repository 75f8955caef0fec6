import { type Decision, decisions, type Of } from '@presales/kernel';
import type { EngagementCommand } from './commands.ts';
import type { EngagementEvent } from './events.ts';
import type { Engagement } from './state.ts';
import type { EngagementKind } from './vocabulary.ts';

/** Why an engagement's command is refused. */
export type EngagementRefusal =
  | { readonly code: 'engagement/not-requested' }
  /** Requested before, and differently. */
  | { readonly code: 'engagement/already-requested' }
  /** No specialist has taken it on. */
  | { readonly code: 'engagement/not-accepted' }
  /** Another specialist has taken it on. */
  | { readonly code: 'engagement/already-accepted'; readonly specialistId: string }
  | {
      readonly code: 'engagement/closed';
      readonly status: 'completed' | 'declined' | 'cancelled';
    }
  /** That is work of another kind. */
  | {
      readonly code: 'engagement/other-kind';
      readonly kind: EngagementKind;
      readonly expected: EngagementKind;
    }
  /** The id belongs to a finding, a delivery, a feedback or an entry that says something else. */
  | { readonly code: 'engagement/id-exists'; readonly id: string }
  | { readonly code: 'engagement/unknown-entry'; readonly entryId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'engagement/note-needed' }
  | { readonly code: 'engagement/no-demo-scheduled' }
  | { readonly code: 'engagement/no-rfp' }
  /** Received before, and differently. */
  | { readonly code: 'engagement/rfp-exists' }
  | { readonly code: 'engagement/unknown-question'; readonly questionId: string }
  | { readonly code: 'engagement/no-poc' }
  /** Started before, with other criteria. */
  | { readonly code: 'engagement/poc-exists' }
  /** Every criterion that was agreed on needs a result, and no other has one. */
  | { readonly code: 'engagement/criteria-differ'; readonly criterionIds: readonly string[] };

export type Answer = Decision<EngagementEvent, EngagementRefusal>;
export type Data<Type extends EngagementCommand['type']> = Of<EngagementCommand, Type>['data'];
export const { emit, refuse } = decisions<EngagementEvent, EngagementRefusal>();

export const notOpen = (state: Engagement): Answer => {
  switch (state.status) {
    case 'completed':
    case 'declined':
    case 'cancelled':
      return refuse({ code: 'engagement/closed', status: state.status });
    default:
      return refuse({ code: 'engagement/not-requested' });
  }
};
