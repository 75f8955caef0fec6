import type { EngagementCommand, EngagementKind } from '@presales/domain/engagement';
import { specialists } from './people.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, dayAfter, dayOf, daysLater, type Moment, minutesLater } from './timeline.ts';

/** A piece of presales work for a deal, and who asks for it. */
export interface Work {
  readonly opportunityId: string;
  readonly requesterId: string;
  readonly kind: EngagementKind;
  readonly subject: string;
}

/** How a piece of work ended. */
export interface Ended {
  readonly at: Moment;
  /** False where it went wrong, or was not done at all. */
  readonly well: boolean;
}

interface Bench {
  readonly engagementId: string;
  readonly specialistId: string;
  /** Asks the next thing of the engagement, some minutes or days after the one before. */
  readonly ask: (command: EngagementCommand) => void;
  /** So many days later. */
  readonly wait: (days: number) => Moment;
  readonly now: () => Moment;
}

/**
 * Presales is asked for help, and a specialist takes it on and does it. Now and then nobody has the
 * time, or it is needed no more.
 */
export const help = (telling: Telling, thread: Thread, work: Work, moment: Moment): Ended => {
  const { random, next } = telling;
  const engagementId = next('E');
  const specialistId = random.pick(specialists);
  let now = moment;
  const ask = (command: EngagementCommand): void => {
    const actor = command.type === 'RequestEngagement' ? work.requesterId : specialistId;
    thread.ask(actor, 'engagement', command);
  };
  const minutes = (least: number, most: number): string => {
    now = minutesLater(now, random.whole(least, most));
    return at(now);
  };
  ask({
    type: 'RequestEngagement',
    data: { engagementId, ...work, neededBy: dayAfter(now, 14), at: at(now) },
  });
  if (random.chance(0.04)) {
    ask({
      type: 'DeclineEngagement',
      data: { engagementId, reason: 'Nobody is free before the date', at: minutes(30, 400) },
    });
    return { at: now, well: false };
  }
  if (random.chance(0.03)) {
    ask({
      type: 'CancelEngagement',
      data: { engagementId, reason: 'The customer decided without it', at: minutes(60, 500) },
    });
    return { at: now, well: true };
  }
  ask({ type: 'AcceptEngagement', data: { engagementId, specialistId, at: minutes(20, 400) } });
  const well = doings[work.kind](telling, {
    engagementId,
    specialistId,
    ask,
    now: () => now,
    wait: (days) => {
      now = daysLater(now, days);
      return now;
    },
  });
  noteTime(telling, { engagementId, specialistId, ask }, now);
  return { at: now, well };
};

/** What a specialist does, by the kind of work. Says whether it went well. */
type Doing = (telling: Telling, bench: Bench) => boolean;

const complete = ({ engagementId, ask, wait }: Bench): boolean => {
  ask({ type: 'CompleteEngagement', data: { engagementId, at: at(wait(1)) } });
  return true;
};

const discovery: Doing = ({ random }, bench) => {
  const { engagementId, ask, wait } = bench;
  const found = [
    ['Files of the last ten years have to stay readable', 'must'],
    ['Two offices share one network', 'must'],
    ['Desks that can be raised', 'could'],
    ['Support in Hungarian', 'should'],
  ] as const;
  const count = random.whole(1, found.length);
  for (const [index, [requirement, priority]] of found.slice(0, count).entries())
    ask({
      type: 'RecordDiscoveryFinding',
      data: {
        engagementId,
        findingId: `finding-${index + 1}`,
        requirement,
        priority,
        at: at(wait(index === 0 ? 1 : 0)),
      },
    });
  if (random.chance(0.3))
    ask({
      type: 'SendFeedback',
      data: {
        engagementId,
        feedbackId: 'feedback-1',
        to: random.pick(['marketing', 'product-management']),
        feedback: 'Customers ask for a backup that they can look into themselves.',
        at: at(wait(0)),
      },
    });
  return complete(bench);
};

const preparation: Doing = ({ random }, bench) => {
  const { engagementId, ask, wait } = bench;
  ask({
    type: 'RecordPreparation',
    data: {
      engagementId,
      preparationId: 'preparation-1',
      thing: random.pick(['presentation', 'software']),
      description: 'With the names and the colours of the customer',
      at: at(wait(1)),
    },
  });
  return complete(bench);
};

const demonstration: Doing = ({ random }, { engagementId, ask, wait, now }) => {
  const schedule = (days: number): void => {
    const scheduledFor = at(daysLater(now(), days));
    ask({ type: 'ScheduleDemo', data: { engagementId, scheduledFor, at: at(now()) } });
    wait(days);
  };
  schedule(random.whole(1, 4));
  if (random.chance(0.16)) {
    ask({
      type: 'FailDemo',
      data: {
        engagementId,
        reason: random.pick(['technical', 'technical', 'missing-feature', 'wrong-audience']),
        at: at(now()),
      },
    });
    // Some customers give a second chance.
    if (random.chance(0.5)) return false;
    schedule(random.whole(2, 5));
  }
  ask({ type: 'HoldDemo', data: { engagementId, at: at(now()) } });
  return true;
};

const rfp: Doing = ({ random }, { engagementId, ask, wait, now }) => {
  const questions = [
    { questionId: 'q-1', question: 'Who supports it, and in which hours?' },
    { questionId: 'q-2', question: 'What happens to the old devices?' },
    { questionId: 'q-3', question: 'Which customers of our size can we ask?' },
  ];
  ask({
    type: 'ReceiveRfp',
    data: { engagementId, dueAt: at(daysLater(now(), 8)), questions, at: at(now()) },
  });
  if (random.chance(0.2)) {
    ask({
      type: 'DeclineRfp',
      data: { engagementId, reason: 'They ask for what we do not sell', at: at(wait(1)) },
    });
    return false;
  }
  if (random.chance(0.25))
    ask({
      type: 'ChangeRfpDue',
      data: { engagementId, dueAt: at(daysLater(now(), 12)), at: at(wait(1)) },
    });
  for (const { questionId } of questions)
    if (random.chance(0.9))
      ask({
        type: 'AnswerRfp',
        data: {
          engagementId,
          questionId,
          answer: 'See the annex of our offer.',
          at: at(wait(random.whole(0, 3))),
        },
      });
  ask({ type: 'SubmitRfp', data: { engagementId, at: at(wait(random.whole(0, 2))) } });
  return true;
};

const proofOfConcept: Doing = ({ random }, { engagementId, ask, wait }) => {
  const criteria = [
    { criterionId: 'speed', criterion: 'A night’s backup is done by six in the morning' },
    { criterionId: 'restore', criterion: 'A lost folder is back within ten minutes' },
  ];
  ask({ type: 'StartPoc', data: { engagementId, criteria, at: at(wait(1)) } });
  const well = random.chance(0.85);
  ask({
    type: 'ConcludePoc',
    data: {
      engagementId,
      criteria: criteria.map(({ criterionId }) => ({
        criterionId,
        result: well ? 'met' : random.pick(['not-met', 'inconclusive']),
      })),
      at: at(wait(random.whole(3, 7))),
    },
  });
  return well;
};

const collateral: Doing = (_, bench) => {
  bench.ask({
    type: 'DeliverCollateral',
    data: {
      engagementId: bench.engagementId,
      collateralId: 'collateral-1',
      title: 'How the network is laid out',
      at: at(bench.wait(2)),
    },
  });
  return complete(bench);
};

const productFeedback: Doing = (_, bench) => {
  bench.ask({
    type: 'SendFeedback',
    data: {
      engagementId: bench.engagementId,
      feedbackId: 'feedback-1',
      to: 'product-management',
      feedback: 'The access point falls silent when the lift moves.',
      productId: 'access-point',
      at: at(bench.wait(1)),
    },
  });
  return complete(bench);
};

const proposalSupport: Doing = ({ random }, bench) => {
  bench.ask({
    type: 'DeliverProposalPart',
    data: {
      engagementId: bench.engagementId,
      partId: 'part-1',
      part: random.pick(['business-case', 'technical-part', 'case-study']),
      title: 'What it saves in three years',
      at: at(bench.wait(1)),
    },
  });
  return complete(bench);
};

const handOver: Doing = (_, { engagementId, ask, wait, now }) => {
  ask({
    type: 'HandOverToDelivery',
    data: {
      engagementId,
      deliveryId: 'delivery',
      supportUntil: dayAfter(now(), 60),
      at: at(wait(2)),
    },
  });
  return true;
};

const doings: Readonly<Record<EngagementKind, Doing>> = {
  discovery,
  preparation,
  demonstration,
  rfp,
  'proof-of-concept': proofOfConcept,
  collateral,
  'product-feedback': productFeedback,
  'proposal-support': proposalSupport,
  'hand-over': handOver,
};

/** Specialists note their hours in the evening, and mistype them now and then. */
const noteTime = (
  { random }: Telling,
  { engagementId, specialistId, ask }: Pick<Bench, 'engagementId' | 'specialistId' | 'ask'>,
  moment: Moment,
): void => {
  if (!random.chance(0.6)) return;
  const minutes = random.about(2, 20) * 15;
  const entryId = 'time-1';
  const mistyped = random.chance(0.05);
  ask({
    type: 'RecordEngagementTime',
    data: {
      engagementId,
      entryId,
      personId: specialistId,
      date: dayOf(moment),
      minutes: mistyped ? minutes * 4 : minutes,
      at: at(minutesLater(moment, 10)),
    },
  });
  if (mistyped)
    ask({
      type: 'CorrectEngagementTime',
      data: {
        engagementId,
        entryId,
        minutes,
        reason: 'Typed four times as much',
        at: at(daysLater(moment, 1)),
      },
    });
};
