import type { CampaignEvent } from '../events.ts';
import { type Answer, emit, refuse } from '../refusals.ts';
import type { Campaign } from '../state.ts';

/** What comes of a step: it is taken, it was taken before, or it is refused with a code. */
type Outcome =
  | 'taken'
  | 'already'
  | 'campaign/not-planned'
  | 'campaign/not-started'
  | 'campaign/paused'
  | 'campaign/completed'
  | 'campaign/cancelled';

/** Where a campaign that was never planned, or is over, takes no step. */
const ends = {
  absent: 'campaign/not-planned',
  completed: 'campaign/completed',
  cancelled: 'campaign/cancelled',
} as const;

/** The course of a campaign: what comes of every step, by the status in which it is asked for. */
const course = {
  start: { ...ends, planned: 'taken', started: 'already', paused: 'campaign/paused' },
  pause: { ...ends, planned: 'campaign/not-started', started: 'taken', paused: 'already' },
  resume: { ...ends, planned: 'campaign/not-started', started: 'already', paused: 'taken' },
  complete: {
    ...ends,
    planned: 'campaign/not-started',
    started: 'taken',
    paused: 'taken',
    completed: 'already',
  },
  cancel: { ...ends, planned: 'taken', started: 'taken', paused: 'taken', cancelled: 'already' },
} as const satisfies Readonly<Record<string, Readonly<Record<Campaign['status'], Outcome>>>>;

/** Takes a step of a campaign's course, which is told by an event, where its status allows it. */
export const take = (step: keyof typeof course, state: Campaign, event: CampaignEvent): Answer => {
  const outcome = course[step][state.status];
  switch (outcome) {
    case 'taken':
      return emit(event);
    case 'already':
      return emit();
    default:
      return refuse({ code: outcome });
  }
};
