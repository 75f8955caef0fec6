import { same } from '../../shared/same.ts';
import type { Engagement } from '../engagement.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { atWork, end } from '../rules/at-work.ts';

/** Asks presales for a piece of work. */
export const request = (
  { at: _, ...asked }: Data<'RequestEngagement'>,
  state: Engagement,
): Answer => {
  if (state.status === 'absent') return emit({ type: 'EngagementRequested', data: asked });
  return same(state.request, asked) ? emit() : refuse({ code: 'engagement/already-requested' });
};

/** A specialist takes it on. */
export const accept = (
  { engagementId, specialistId }: Data<'AcceptEngagement'>,
  state: Engagement,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'engagement/not-requested' });
  if (state.status === 'requested')
    return emit({ type: 'EngagementAccepted', data: { engagementId, specialistId } });
  if (state.specialistId === specialistId) return emit();
  return state.status === 'accepted' && state.specialistId !== undefined
    ? refuse({ code: 'engagement/already-accepted', specialistId: state.specialistId })
    : notOpen(state);
};

/** Presales cannot take it on. */
export const decline = (
  { engagementId, reason }: Data<'DeclineEngagement'>,
  state: Engagement,
): Answer => {
  const declined = { type: 'EngagementDeclined', data: { engagementId, reason } } as const;
  if (state.status === 'requested') return emit(declined);
  if (state.status === 'accepted' && state.specialistId !== undefined)
    return refuse({ code: 'engagement/already-accepted', specialistId: state.specialistId });
  return end(state, declined, { refusal: notOpen(state) });
};

/** It is needed no more. */
export const cancel = (
  { engagementId, reason }: Data<'CancelEngagement'>,
  state: Engagement,
): Answer => {
  const cancelled = { type: 'EngagementCancelled', data: { engagementId, reason } } as const;
  if (state.status === 'requested' || state.status === 'accepted') return emit(cancelled);
  return end(state, cancelled, { refusal: notOpen(state) });
};

/** The work is done. */
export const complete = (
  { engagementId, summary }: Data<'CompleteEngagement'>,
  state: Engagement,
): Answer =>
  end(
    state,
    {
      type: 'EngagementCompleted',
      data: { engagementId, ...(summary === undefined ? {} : { summary }) },
    },
    atWork(state),
  );

/** Presales hands what it knows to those who deliver (S42). */
export const handOver = (
  { at: _, ...handedOver }: Data<'HandOverToDelivery'>,
  state: Engagement,
): Answer =>
  end(state, { type: 'HandedOverToDelivery', data: handedOver }, atWork(state, 'hand-over'));

const notOpen = (state: Engagement): Answer => {
  switch (state.status) {
    case 'completed':
    case 'declined':
    case 'cancelled':
      return refuse({ code: 'engagement/closed', status: state.status });
    default:
      return refuse({ code: 'engagement/not-requested' });
  }
};
