import { type Answer, refuse } from '../refusals.ts';
import type { Engagement, KnownEngagement, Rfp } from '../state.ts';
import { atWork } from './at-work.ts';

type RfpWork =
  | { readonly state: KnownEngagement; readonly rfp: Rfp; readonly refusal?: never }
  | { readonly refusal: Answer };

/** A request is taken in and turned down before anybody has accepted the work. */
export const rfpWork = (state: Engagement) =>
  state.status === 'requested' && state.request.kind === 'rfp'
    ? ({ state } as const)
    : atWork(state, 'rfp');

export const withRfp = (
  state: Engagement,
  who: 'anybody' | 'by-specialist' = 'anybody',
): RfpWork => {
  const work = who === 'anybody' ? rfpWork(state) : atWork(state, 'rfp');
  if (work.refusal !== undefined) return work;
  const { rfp } = work.state;
  return rfp === undefined
    ? { refusal: refuse({ code: 'engagement/no-rfp' }) }
    : { state: work.state, rfp };
};
