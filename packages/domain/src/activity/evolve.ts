import type { ActivityEvent } from './events.ts';
import type { Activity } from './state.ts';

/** The state after one more event. */
export const evolve = (state: Activity, event: ActivityEvent): Activity => {
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
