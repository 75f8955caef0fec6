import type { ActivityKind, ActivitySubject } from '@presales/domain';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, type Moment } from './timeline.ts';

/** Something a salesperson did with somebody, recorded when it was done. */
export const didSomething = (
  { random, next }: Telling,
  thread: Thread,
  performerId: string,
  kind: ActivityKind,
  subject: ActivitySubject,
  moment: Moment,
): void =>
  thread.ask(performerId, 'activity', {
    type: 'LogActivity',
    data: {
      activityId: next('A'),
      kind,
      performerId,
      subject,
      // Calls often ring out; whoever is visited is there.
      outcome: kind === 'outbound-call' && random.chance(0.35) ? 'attempted' : 'reached',
      at: at(moment),
    },
  });
