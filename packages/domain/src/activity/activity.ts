import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { ActivityCommand } from './commands.ts';
import { cancel } from './decide/cancel.ts';
import { complete } from './decide/complete.ts';
import { log } from './decide/log.ts';
import { plan } from './decide/plan.ts';
import { recordNoShow } from './decide/record-no-show.ts';
import { reschedule } from './decide/reschedule.ts';
import { voidActivity } from './decide/void.ts';
import { ActivityEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { ActivityRefusal, Answer } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Activity } from './state.ts';

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
      return recordNoShow(command.data, state);
    case 'VoidActivity':
      return voidActivity(command.data, state);
  }
};

/** A contact with a customer (S10, S13), counted for whoever performed it (B10). */
export const activity: Aggregate<ActivityCommand, Activity, ActivityEvent, ActivityRefusal> =
  aggregate({
    category: 'activity',
    commands: ActivityCommand,
    events: ActivityEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    inOrder: inOrder('activity/before-fact', factOrder),
    identify: ({ data }) => data.activityId,
  });
