import { type Aggregate, aggregate, type Instant, type Of } from '@presales/kernel';
import { ActivityCommand } from './commands.ts';
import { complete, log, voidIt } from './decide/complete.ts';
import { cancel, noShow, plan, reschedule } from './decide/plan.ts';
import { ActivityEvent } from './events.ts';
import type { ActivityRefusal, Answer } from './refusals.ts';

/** What an activity is. Cancelled, missed and voided are final; completed may only be voided. */
export type Activity =
  | { readonly status: 'absent' }
  /** `dueAt` is today's date, `plan.dueAt` the first one. */
  | { readonly status: 'planned'; readonly plan: ActivityPlan; readonly dueAt: Instant }
  | { readonly status: 'completed'; readonly completion: ActivityCompletion }
  | { readonly status: 'cancelled'; readonly reason: string }
  | { readonly status: 'no-show'; readonly noShow: ActivityAbsence }
  | { readonly status: 'voided'; readonly reason: string };

/** What is to be done. */
export type ActivityPlan = Of<ActivityEvent, 'ActivityPlanned'>['data'];

/** What was done. */
export type ActivityCompletion = Of<ActivityEvent, 'ActivityCompleted'>['data'];

/** Who did not come. */
export type ActivityAbsence = Of<ActivityEvent, 'ActivityNoShow'>['data'];

const evolve = (state: Activity, event: ActivityEvent): Activity => {
  switch (event.type) {
    case 'ActivityPlanned':
      return { status: 'planned', plan: event.data, dueAt: event.data.dueAt };
    case 'ActivityRescheduled':
      return state.status === 'planned' ? { ...state, dueAt: event.data.to } : state;
    case 'ActivityCompleted':
      return { status: 'completed', completion: event.data };
    case 'ActivityCancelled':
      return { status: 'cancelled', reason: event.data.reason };
    case 'ActivityNoShow':
      return { status: 'no-show', noShow: event.data };
    case 'ActivityVoided':
      return { status: 'voided', reason: event.data.reason };
  }
};

const decide = (command: ActivityCommand, state: Activity): Answer => {
  switch (command.type) {
    case 'PlanActivity':
      return plan(command.data, state);
    case 'RescheduleActivity':
      return reschedule(command.data, state);
    case 'CompleteActivity':
      return complete(command.data, state);
    case 'LogActivity':
      return log(command.data, state);
    case 'CancelActivity':
      return cancel(command.data, state);
    case 'RecordNoShow':
      return noShow(command.data, state);
    case 'VoidActivity':
      return voidIt(command.data, state);
  }
};

/** A contact with a customer (S10, S13), counted for whoever performed it (B10). */
export const activity: Aggregate<ActivityCommand, Activity, ActivityEvent, ActivityRefusal> =
  aggregate({
    category: 'activity',
    commands: ActivityCommand,
    events: ActivityEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.activityId,
  });
