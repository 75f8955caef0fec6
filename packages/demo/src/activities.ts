import type { ActivityKind } from '@presales/domain';
import type { ActivitySubject } from '@presales/domain/activity';
import { MANAGER } from './people.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, daysLater, type Moment, minutesLater } from './timeline.ts';

/** What was done, and whether somebody was reached. */
export interface Done {
  readonly activityId: string;
  readonly reached: boolean;
}

/** Something a salesperson did with somebody: recorded when it was done, or at the week's end. */
export const didSomething = (
  { random, next }: Telling,
  thread: Thread,
  performerId: string,
  kind: ActivityKind,
  subject: ActivitySubject,
  moment: Moment,
): Done => {
  const activityId = next('A');
  // Calls often ring out; whoever is visited is there.
  const reached = !(kind === 'outbound-call' && random.chance(0.35));
  const late = random.chance(0.04) ? daysLater(moment, random.whole(2, 7)) : moment;
  thread.ask(
    performerId,
    'activity',
    {
      type: 'LogActivity',
      data: {
        activityId,
        kind,
        performerId,
        subject,
        outcome: reached ? 'reached' : 'attempted',
        ...(random.chance(0.3) ? { durationMinutes: random.about(3, 40) } : {}),
        at: at(moment),
      },
    },
    late,
  );
  // The same call twice in the book: the second entry is struck out.
  if (random.chance(0.003))
    thread.ask(MANAGER, 'activity', {
      type: 'VoidActivity',
      data: { activityId, reason: 'Entered twice', at: at(daysLater(late, 3)) },
    });
  return { activityId, reached };
};

/**
 * An appointment is made, put off now and then, and kept; or somebody does not come, and another one
 * is made. Gives the moment at which it was kept, or given up.
 */
export const meet = (
  telling: Telling,
  thread: Thread,
  performerId: string,
  kind: ActivityKind,
  subject: ActivitySubject,
  moment: Moment,
): Moment => {
  const { random, next } = telling;
  const plan = (dueAt: Moment, planned: Moment, followsId?: string): string => {
    const activityId = next('A');
    thread.ask(performerId, 'activity', {
      type: 'PlanActivity',
      data: {
        activityId,
        kind,
        performerId,
        subject,
        dueAt: at(dueAt),
        ...(followsId === undefined ? {} : { followsId }),
        at: at(planned),
      },
    });
    return activityId;
  };
  let due = daysLater(moment, random.whole(1, 4));
  let activityId = plan(due, moment);
  if (random.chance(0.08)) {
    const later = daysLater(due, random.whole(1, 5));
    thread.ask(performerId, 'activity', {
      type: 'RescheduleActivity',
      data: {
        activityId,
        dueAt: at(later),
        reason: 'The customer is on a journey',
        at: at(minutesLater(moment, random.whole(20, 300))),
      },
    });
    due = later;
  }
  if (random.chance(0.05)) {
    const known = minutesLater(due, 30);
    thread.ask(performerId, 'activity', {
      type: 'RecordNoShow',
      data: { activityId, by: random.chance(0.85) ? 'customer' : 'us', at: at(known) },
    });
    due = daysLater(known, random.whole(2, 6));
    activityId = plan(due, known, activityId);
  }
  if (random.chance(0.03)) {
    thread.ask(performerId, 'activity', {
      type: 'CancelActivity',
      data: { activityId, reason: 'A call was enough', at: at(due) },
    });
    return due;
  }
  thread.ask(performerId, 'activity', {
    type: 'CompleteActivity',
    data: { activityId, outcome: 'reached', durationMinutes: random.about(30, 120), at: at(due) },
  });
  return due;
};
