import type { Answer, Data } from '../refusals.ts';
import { end } from '../rules/at-work.ts';
import { withRfp } from '../rules/rfp-work.ts';
import type { Engagement } from '../state.ts';

/** We decide not to bid. */
export const declineRfp = (
  { engagementId, reason }: Data<'DeclineRfp'>,
  state: Engagement,
): Answer => end(state, { type: 'RfpDeclined', data: { engagementId, reason } }, withRfp(state));
