import type { ActivityKind } from '@presales/domain';
import type { EngagementKind } from '@presales/domain/engagement';
import { money } from '@presales/kernel';
import { didSomething, meet } from './activities.ts';
import { extendOffer } from './answers.ts';
import type { Course, Deal, Loss } from './course.ts';
import { lose, stop, win } from './endings.ts';
import { help } from './engagements.ts';
import { offerIn, reviseIn } from './offering.ts';
import { sellingAt } from './people.ts';
import { NEW_BUSINESS, newBusinessAt, type Stage } from './pipelines.ts';
import { VALID_DAYS } from './quotations.ts';
import { BASE } from './rates.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, dayAfter, daysLater, lastOf, type Moment, minutesLater, ZONE } from './timeline.ts';
import { turnsOf } from './turns.ts';

/** How a salesperson, and where the deal came from, move the chance of its going on. */
const goesOn = ({ owner, quality }: Deal, stage: Stage): number =>
  Math.min(0.97, stage.goesOn * (1 + (owner.skill * quality - 1) * 0.35));

/** A step that was taken: when, how the deal stands since, and whether it was lost. */
interface Step {
  readonly now: Moment;
  readonly course: Course;
  readonly lost?: Loss;
}

/**
 * A deal from its opening to where it stands at the year's end: step by step, with an offer in
 * between, to a win, a loss, or nothing more. Gives the loss, where it was lost.
 */
export const pursue = (
  telling: Telling,
  thread: Thread,
  deal: Deal,
  opened: Moment,
): Loss | undefined => {
  const { random } = telling;
  const { opportunityId, owner, way } = deal;
  let course: Course = { telling, thread, deal, who: owner.id, offer: deal.offer };
  let now = open(course, opened);
  let stages = way.stages.filter(({ retired }) => retired === undefined);
  for (let index = 0; index < stages.length; index++) {
    const stage = stages[index];
    if (stage === undefined) continue;
    // Some customers need no demonstration; the step is skipped.
    if (stage.step === 'demo' && random.chance(0.12)) continue;
    if (index > 0)
      thread.ask(course.who, 'opportunity', {
        type: 'MoveOpportunity',
        data: { opportunityId, step: stage.step, at: at(now) },
      });
    const step = doStep(course, stage, now);
    if (step.lost) return step.lost;
    course = step.course;
    now = step.now;
    const current = newBusinessAt(now);
    if (
      way.pipeline.pipelineId === NEW_BUSINESS &&
      way.pipeline.version === 1 &&
      current.pipeline.version === 2 &&
      stage.step === 'demo' &&
      random.chance(0.5)
    ) {
      // The pipeline has become another meanwhile, and the deal goes on in that one.
      thread.ask(course.who, 'opportunity', {
        type: 'ChangePipeline',
        data: { opportunityId, pipeline: current.pipeline, at: at(now) },
      });
      stages = [...current.stages];
    }
    const turned = turnsOf(course, now);
    course = { ...course, who: turned.who };
    now = daysLater(turned.now, random.about(...stage.days));
    if (!random.chance(goesOn(deal, stage))) return stop(course, now);
  }
  // Every way has an offer; a deal that came this far was offered something.
  if (course.offer) win(course, course.offer, now);
  return undefined;
};

/** Opens the deal, or says of the one that a process has opened what it may come to. */
const open = ({ telling, thread, deal, who }: Course, moment: Moment): Moment => {
  const { random } = telling;
  const { opportunityId, partyId, way, byHand } = deal;
  const expectedValue = money(random.about(4, 36) * 50_000, BASE);
  const closeOn = dayAfter(moment, random.whole(30, 90));
  if (byHand !== undefined) {
    // An inquiry that came in asked for it.
    thread.follow(who, 'opportunity', {
      type: 'OpenOpportunity',
      data: {
        opportunityId,
        partyId,
        ownerId: who,
        pipeline: way.pipeline,
        origin: byHand,
        expectedValue,
        expectedCloseOn: closeOn,
        zone: ZONE,
        at: at(moment),
      },
    });
    return moment;
  }
  const now = minutesLater(moment, random.whole(1, 15));
  if (deal.offer === undefined)
    thread.ask(who, 'opportunity', {
      type: 'ReviseOpportunityValue',
      data: { opportunityId, expectedValue, at: at(now) },
    });
  thread.ask(who, 'opportunity', {
    type: 'SetExpectedCloseDate',
    data: { opportunityId, closeOn, at: at(now) },
  });
  if (random.chance(0.015)) mergeDuplicate({ telling, thread, deal, who }, now);
  return now;
};

/** A colleague has opened the same deal by hand; a week later the two are made one. */
const mergeDuplicate = ({ telling, thread, deal, who }: Course, moment: Moment): void => {
  const { random, next } = telling;
  const { opportunityId, partyId, way } = deal;
  const mergedId = next('O');
  const colleague = random.pick(sellingAt(moment)).id;
  thread.ask(colleague, 'opportunity', {
    type: 'OpenOpportunity',
    data: {
      opportunityId: mergedId,
      partyId,
      ownerId: colleague,
      pipeline: way.pipeline,
      expectedValue: money(random.about(4, 36) * 50_000, BASE),
      zone: ZONE,
      at: at(moment),
    },
  });
  const found = minutesLater(moment, random.whole(30, 300));
  mergeDeals(thread, who, { opportunityId, mergedId }, found);
  // Somebody thought that the customer wanted both, and was put right.
  if (!/[02468]$/.test(opportunityId)) return;
  const told = { reason: 'The customer wants both', at: at(minutesLater(found, 5)) };
  thread.ask(who, 'opportunity', {
    type: 'ReleaseOpportunity',
    data: { opportunityId, mergedId, ...told },
  });
  thread.follow(who, 'opportunity', {
    type: 'UnmergeOpportunity',
    data: { opportunityId: mergedId, ...told },
  });
  mergeDeals(thread, who, { opportunityId, mergedId }, minutesLater(found, 10));
};

const mergeDeals = (
  thread: Thread,
  who: string,
  { opportunityId, mergedId }: { readonly opportunityId: string; readonly mergedId: string },
  moment: Moment,
): void => {
  thread.follow(who, 'opportunity', {
    type: 'AbsorbOpportunity',
    data: { opportunityId, mergedId, at: at(moment) },
  });
  thread.follow(who, 'opportunity', {
    type: 'MergeOpportunity',
    data: { opportunityId: mergedId, survivorId: opportunityId, at: at(moment) },
  });
};

const doStep = (course: Course, stage: Stage, moment: Moment): Step => {
  switch (stage.step) {
    case 'call':
      return { course, now: phone(course, moment) };
    case 'visit':
      return { course, now: visit(course, moment) };
    case 'demo':
      return demonstrate(course, moment);
    case 'proof':
      return prove(course, moment);
    case 'offer':
      return offer(course, moment);
    case 'contract':
      return negotiate(course, moment);
    default:
      return { course, now: moment };
  }
};

const phone = ({ telling, thread, deal, who }: Course, moment: Moment): Moment => {
  const { partyId, opportunityId } = deal;
  const kind = telling.random.weighted<ActivityKind>(
    ['outbound-call', 'inbound-call', 'e-mail', 'chat'],
    (kind) => (kind === 'outbound-call' ? 10 : 1),
  );
  didSomething(telling, thread, who, kind, { partyId, opportunityId }, moment);
  return moment;
};

const visit = (course: Course, moment: Moment): Moment => {
  const { telling, thread, deal, who } = course;
  const { random } = telling;
  const { partyId, opportunityId } = deal;
  const kind = random.chance(0.85) ? 'visit' : 'meeting';
  const met = random.chance(0.6)
    ? meet(telling, thread, who, kind, { partyId, opportunityId }, moment)
    : moment;
  if (met === moment) didSomething(telling, thread, who, kind, { partyId, opportunityId }, moment);
  if (!random.chance(0.25)) return met;
  return ask(course, random.pick(['discovery', 'discovery', 'collateral']), met);
};

/** Presales is asked for something that decides nothing. */
const ask = ({ telling, thread, deal, who }: Course, kind: EngagementKind, moment: Moment) =>
  help(
    telling,
    thread,
    { opportunityId: deal.opportunityId, requesterId: who, kind, subject: subjects[kind] },
    moment,
  ).at;

const subjects: Readonly<Record<EngagementKind, string>> = {
  discovery: 'What they have, and what they need',
  preparation: 'A demonstration in their own colours',
  demonstration: 'Network and backup at work',
  rfp: 'Their request for proposal',
  'proof-of-concept': 'Backup and restore on their own data',
  collateral: 'Drawings of the network',
  'product-feedback': 'Trouble with an access point',
  'proposal-support': 'The business case',
  'hand-over': 'What was sold, and why',
};

const demonstrate = (course: Course, moment: Moment): Step => {
  const { telling, thread, deal, who } = course;
  const { random } = telling;
  const { partyId, opportunityId } = deal;
  let now = moment;
  if (random.chance(0.15)) now = ask(course, 'preparation', now);
  if (!random.chance(0.45)) {
    didSomething(telling, thread, who, 'demo', { partyId, opportunityId }, now);
    return { course, now };
  }
  const work = {
    opportunityId,
    requesterId: who,
    kind: 'demonstration',
    subject: subjects.demonstration,
  } as const;
  const shown = help(telling, thread, work, now);
  if (!shown.well && random.chance(0.7)) {
    const lostAt = daysLater(shown.at, random.whole(1, 5));
    return { course, now: lostAt, lost: lose(course, 'demo-went-wrong', lostAt) };
  }
  didSomething(telling, thread, who, 'demo', { partyId, opportunityId }, shown.at);
  return { course, now: shown.at };
};

const prove = (course: Course, moment: Moment): Step => {
  const { telling, thread, deal, who } = course;
  const work = {
    opportunityId: deal.opportunityId,
    requesterId: who,
    kind: 'proof-of-concept',
    subject: subjects['proof-of-concept'],
  } as const;
  const proved = help(telling, thread, work, moment);
  if (!proved.well && telling.random.chance(0.6))
    return { course, now: proved.at, lost: lose(course, 'features', daysLater(proved.at, 1)) };
  return { course, now: proved.at };
};

const offer = (course: Course, moment: Moment): Step => {
  const { random } = course.telling;
  let now = moment;
  if (random.chance(0.04)) now = ask(course, 'rfp', now);
  if (random.chance(0.05)) now = ask(course, 'proposal-support', now);
  if (random.chance(0.02)) now = ask(course, 'product-feedback', now);
  const sent = offerIn(course, now);
  now = lastOf(now, sent.sentAt);
  if (!random.chance(0.3)) return { course: { ...course, offer: sent }, now };
  const revised = reviseIn({ ...course, offer: sent }, sent, daysLater(now, random.whole(2, 9)));
  return { course: { ...course, offer: revised }, now: revised.sentAt };
};

/** What is left is talked over; some customers need more time, some a step back to the offer. */
const negotiate = (course: Course, moment: Moment): Step => {
  const { telling, thread, deal, who } = course;
  const { random } = telling;
  const { opportunityId } = deal;
  if (course.offer === undefined) return { course, now: moment };
  if (random.chance(0.12)) {
    const extended = extendOffer(thread, course.offer, moment, VALID_DAYS + 15);
    return { course: { ...course, offer: extended }, now: moment };
  }
  if (!random.chance(0.05)) return { course, now: moment };
  const back = minutesLater(moment, random.whole(60, 400));
  thread.ask(who, 'opportunity', {
    type: 'MoveOpportunity',
    data: { opportunityId, step: 'offer', at: at(back) },
  });
  const revised = reviseIn(course, course.offer, daysLater(back, random.whole(1, 4)));
  const again = daysLater(revised.sentAt, random.whole(1, 5));
  thread.ask(who, 'opportunity', {
    type: 'MoveOpportunity',
    data: { opportunityId, step: 'contract', at: at(again) },
  });
  return { course: { ...course, offer: revised }, now: again };
};
