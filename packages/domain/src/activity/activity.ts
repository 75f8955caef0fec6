import { type Aggregate, aggregate, type Decision, decisions, type Of } from '@presales/kernel';
import { same } from '../shared/same.ts';
import { ActivityCommand } from './commands.ts';
import { ActivityEvent } from './events.ts';

/** What an activity is. Completed and cancelled are final. */
export type Activity =
  | { readonly status: 'absent' }
  | { readonly status: 'planned'; readonly plan: ActivityPlan }
  | { readonly status: 'completed'; readonly completion: ActivityCompletion }
  | { readonly status: 'cancelled'; readonly reason: string };

/** What is to be done. */
export type ActivityPlan = Of<ActivityEvent, 'ActivityPlanned'>['data'];

/** What was done. */
export type ActivityCompletion = Of<ActivityEvent, 'ActivityCompleted'>['data'];

/** Why an activity's command is refused. */
export type ActivityRefusal =
  /** Planned before, and differently; or planned, and so to be completed rather than logged. */
  | { readonly code: 'activity/already-planned' }
  | { readonly code: 'activity/not-planned' }
  | { readonly code: 'activity/completed' }
  | { readonly code: 'activity/cancelled' };

const evolve = (state: Activity, event: ActivityEvent): Activity => {
  switch (event.type) {
    case 'ActivityPlanned':
      return { status: 'planned', plan: event.data };
    case 'ActivityCompleted':
      return { status: 'completed', completion: event.data };
    case 'ActivityCancelled':
      return state.status === 'planned'
        ? { status: 'cancelled', reason: event.data.reason }
        : state;
  }
};

const decide = (command: ActivityCommand, state: Activity): Answer => {
  switch (command.type) {
    case 'PlanActivity':
      return plan(command.data, state);
    case 'CompleteActivity':
      return complete(command.data, state);
    case 'LogActivity':
      return log(command.data, state);
    case 'CancelActivity':
      return cancel(command.data, state);
  }
};

/** A contact with a customer (S10, S13), counted for whoever performed it (decision 10). */
export const activity: Aggregate<ActivityCommand, Activity, ActivityEvent, ActivityRefusal> =
  aggregate({
    category: 'activity',
    commands: ActivityCommand,
    events: ActivityEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.activityId,
  });

type Answer = Decision<ActivityEvent, ActivityRefusal>;
type Data<Type extends ActivityCommand['type']> = Of<ActivityCommand, Type>['data'];
const { emit, refuse } = decisions<ActivityEvent, ActivityRefusal>();

function plan({ at: _, ...plan }: Data<'PlanActivity'>, state: Activity): Answer {
  switch (state.status) {
    case 'absent':
      return emit({ type: 'ActivityPlanned', data: plan });
    case 'planned':
      return same(state.plan, plan) ? emit() : refuse({ code: 'activity/already-planned' });
    default:
      return refuse({ code: `activity/${state.status}` });
  }
}

function complete(
  { activityId, outcome, performerId }: Data<'CompleteActivity'>,
  state: Activity,
): Answer {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'activity/not-planned' });
    case 'planned': {
      const { kind, subject, performerId: planned } = state.plan;
      return emit({
        type: 'ActivityCompleted',
        data: { activityId, kind, performerId: performerId ?? planned, subject, outcome },
      });
    }
    case 'completed': {
      const { completion } = state;
      return completion.outcome === outcome &&
        (performerId === undefined || performerId === completion.performerId)
        ? emit()
        : refuse({ code: 'activity/completed' });
    }
    case 'cancelled':
      return refuse({ code: 'activity/cancelled' });
  }
}

function log({ at: _, ...completion }: Data<'LogActivity'>, state: Activity): Answer {
  switch (state.status) {
    case 'absent':
      return emit({ type: 'ActivityCompleted', data: completion });
    case 'planned':
      return refuse({ code: 'activity/already-planned' });
    case 'completed':
      return same(state.completion, completion) ? emit() : refuse({ code: 'activity/completed' });
    case 'cancelled':
      return refuse({ code: 'activity/cancelled' });
  }
}

function cancel({ activityId, reason }: Data<'CancelActivity'>, state: Activity): Answer {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'activity/not-planned' });
    case 'planned':
      return emit({ type: 'ActivityCancelled', data: { activityId, reason } });
    case 'completed':
      return refuse({ code: 'activity/completed' });
    case 'cancelled':
      return state.reason === reason ? emit() : refuse({ code: 'activity/cancelled' });
  }
}
