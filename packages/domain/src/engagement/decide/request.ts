import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Engagement } from '../state.ts';

/** Asks presales for a piece of work, for a deal or for what may become one. */
export const request = (
  { at: _, ...asked }: Data<'RequestEngagement'>,
  state: Engagement,
): Answer => {
  const { opportunityId, leadId, inquiryId } = asked;
  const named = [opportunityId, leadId, inquiryId].filter((id) => id !== undefined);
  if (named.length !== 1) return refuse({ code: 'engagement/one-subject-needed' });
  if (state.status === 'absent') return emit({ type: 'EngagementRequested', data: asked });
  return same(state.record.request, asked)
    ? emit()
    : refuse({ code: 'engagement/already-requested' });
};
