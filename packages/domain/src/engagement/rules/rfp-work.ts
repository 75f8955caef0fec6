import { type Answer, refuse } from '../refusals.ts';
import type { Engagement, EngagementRecord, Rfp } from '../state.ts';
import { type AtWork, atWork } from './at-work.ts';

type RfpWork =
  | { readonly record: EngagementRecord; readonly rfp: Rfp; readonly refusal?: never }
  | { readonly refusal: Answer };

/** Whether anybody may work on a request for proposal, even before a specialist has accepted it. */
export const rfpWork = (state: Engagement): AtWork =>
  state.status === 'requested' && state.record.request.kind === 'rfp'
    ? { record: state.record }
    : atWork(state, 'rfp');

/** The request for proposal that was received and can be worked on, by anybody or a specialist. */
export const withRfp = (
  state: Engagement,
  who: 'anybody' | 'by-specialist' = 'anybody',
): RfpWork => {
  const work = who === 'anybody' ? rfpWork(state) : atWork(state, 'rfp');
  if (work.refusal !== undefined) return work;
  const { record } = work;
  return record.rfp === undefined
    ? { refusal: refuse({ code: 'engagement/no-rfp' }) }
    : { record, rfp: record.rfp };
};
