import type { FactOrder } from '@presales/kernel';
import type { ActivityCommand } from '../commands.ts';
import type { ActivityEvent } from '../events.ts';

/**
 * What happens to an activity after what (B21): everything follows what came before.
 */
export const factOrder: FactOrder<ActivityCommand, ActivityEvent> = {
  settles: {
    ActivityPlanned: ['course'],
    ActivityRescheduled: ['course'],
    ActivityCompleted: ['course'],
    ActivityCancelled: ['course'],
    ActivityNoShow: ['course'],
    ActivityVoided: ['course'],
  },
  follows: {
    PlanActivity: [],
    RescheduleActivity: ['course'],
    CompleteActivity: ['course'],
    LogActivity: [],
    CancelActivity: ['course'],
    RecordNoShow: ['course'],
    VoidActivity: ['course'],
  },
};
