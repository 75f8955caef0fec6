import type { Answer, Data } from '../refusals.ts';
import { atWork, end } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

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
