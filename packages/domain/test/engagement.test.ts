import {
  type EngagementCommand,
  type EngagementEvent,
  type EngagementKind,
  engagement,
  isRfpLate,
  minutesSpent,
} from '@presales/domain/engagement';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(engagement);

const at = '2026-03-02T09:00:00.000Z';
const engagementId = 'e1';
const requested = (kind: EngagementKind): EngagementEvent => ({
  type: 'EngagementRequested',
  data: { engagementId, opportunityId: 'o1', kind, subject: 'The board wants to see it' },
});
const accepted: EngagementEvent = {
  type: 'EngagementAccepted',
  data: { engagementId, specialistId: 'paul' },
};
const atWorkOn = (kind: EngagementKind): readonly EngagementEvent[] => [requested(kind), accepted];
const completed: EngagementEvent = { type: 'EngagementCompleted', data: { engagementId } };
const declined: EngagementEvent = {
  type: 'EngagementDeclined',
  data: { engagementId, reason: 'Nobody free' },
};
const cancelled: EngagementEvent = {
  type: 'EngagementCancelled',
  data: { engagementId, reason: 'Deal lost' },
};

const request: EngagementCommand = {
  type: 'RequestEngagement',
  data: {
    engagementId,
    opportunityId: 'o1',
    kind: 'discovery',
    subject: 'The board wants to see it',
    at,
  },
};
const accept = (specialistId = 'paul'): EngagementCommand => ({
  type: 'AcceptEngagement',
  data: { engagementId, specialistId, at },
});
const decline = (reason = 'Nobody free'): EngagementCommand => ({
  type: 'DeclineEngagement',
  data: { engagementId, reason, at },
});
const cancel = (reason = 'Deal lost'): EngagementCommand => ({
  type: 'CancelEngagement',
  data: { engagementId, reason, at },
});
const complete: EngagementCommand = { type: 'CompleteEngagement', data: { engagementId, at } };

describe('presales work', () => {
  it.each(['leadId', 'inquiryId', 'opportunityId'])('is asked for one thing: %s (B41)', (field) => {
    const asked = { engagementId, [field]: 'x1', kind: 'discovery', subject: 'Show it' } as const;
    given()
      .when({ type: 'RequestEngagement', data: { ...asked, at } })
      .emits({ type: 'EngagementRequested', data: asked });
  });

  it.each([{}, { leadId: 'l1', opportunityId: 'o1' }, { leadId: 'l1', inquiryId: 'q1' }])(
    'is not asked for nothing, nor for two things: %j',
    (subjects) =>
      given()
        .when({
          type: 'RequestEngagement',
          data: { engagementId, ...subjects, kind: 'discovery', subject: 'Show it', at },
        })
        .refuses({ code: 'engagement/one-subject-needed' }),
  );

  it('is asked for, for an opportunity, by a day (S41)', () =>
    given()
      .when({
        type: 'RequestEngagement',
        data: {
          engagementId,
          opportunityId: 'o1',
          kind: 'proof-of-concept',
          subject: 'Prove it',
          requesterId: 'anna',
          neededBy: '2026-03-20',
          at,
        },
      })
      .emits({
        type: 'EngagementRequested',
        data: {
          engagementId,
          opportunityId: 'o1',
          kind: 'proof-of-concept',
          subject: 'Prove it',
          requesterId: 'anna',
          neededBy: '2026-03-20',
        },
      }));

  it('is asked for once', () => {
    given(requested('discovery')).when(request).changesNothing();
    given(requested('rfp')).when(request).refuses({ code: 'engagement/already-requested' });
  });

  it('is taken on by one specialist (S42)', () => {
    given(requested('discovery')).when(accept()).emits(accepted);
    given(...atWorkOn('discovery'))
      .when(accept())
      .changesNothing();
    given(...atWorkOn('discovery'))
      .when(accept('mia'))
      .refuses({ code: 'engagement/already-accepted', specialistId: 'paul' });
  });

  it('is not taken on twice after its end', () => {
    given(...atWorkOn('discovery'), completed)
      .when(accept())
      .changesNothing();
    given(...atWorkOn('discovery'), completed)
      .when(accept('mia'))
      .refuses({ code: 'engagement/closed', status: 'completed' });
    given(requested('discovery'), declined)
      .when(accept())
      .refuses({ code: 'engagement/closed', status: 'declined' });
    given(requested('discovery'), cancelled)
      .when(accept())
      .refuses({ code: 'engagement/closed', status: 'cancelled' });
  });

  it('is declined for a reason, before anybody takes it on', () => {
    given(requested('discovery')).when(decline()).emits(declined);
    given(requested('discovery'), declined).when(decline()).changesNothing();
    given(requested('discovery'), declined)
      .when(decline('Not our field'))
      .refuses({ code: 'engagement/closed', status: 'declined' });
    given(...atWorkOn('discovery'))
      .when(decline())
      .refuses({ code: 'engagement/already-accepted', specialistId: 'paul' });
    given(...atWorkOn('discovery'), completed)
      .when(decline())
      .refuses({ code: 'engagement/closed', status: 'completed' });
  });

  it('is cancelled for a reason, taken on or not', () => {
    given(requested('discovery')).when(cancel()).emits(cancelled);
    given(...atWorkOn('discovery'))
      .when(cancel())
      .emits(cancelled);
    given(requested('discovery'), cancelled).when(cancel()).changesNothing();
    given(requested('discovery'), cancelled)
      .when(cancel('Postponed'))
      .refuses({ code: 'engagement/closed', status: 'cancelled' });
    given(...atWorkOn('discovery'), completed)
      .when(cancel())
      .refuses({ code: 'engagement/closed', status: 'completed' });
  });

  it('is completed by whoever took it on, with a word about it', () => {
    const summed: EngagementEvent = {
      type: 'EngagementCompleted',
      data: { engagementId, summary: 'All is clear.' },
    };
    const withSummary: EngagementCommand = {
      type: 'CompleteEngagement',
      data: { engagementId, summary: 'All is clear.', at },
    };
    given(...atWorkOn('discovery'))
      .when(complete)
      .emits(completed);
    given(...atWorkOn('discovery'))
      .when(withSummary)
      .emits(summed);
    given(...atWorkOn('discovery'), summed)
      .when(withSummary)
      .changesNothing();
    given(...atWorkOn('discovery'), summed)
      .when(complete)
      .refuses({ code: 'engagement/closed', status: 'completed' });
    given(requested('discovery')).when(complete).refuses({ code: 'engagement/not-accepted' });
  });

  it.each<EngagementCommand>([
    accept(),
    decline(),
    cancel(),
    complete,
    { type: 'SubmitRfp', data: { engagementId, at } },
    {
      type: 'RecordEngagementTime',
      data: { engagementId, entryId: 't1', personId: 'paul', date: '2026-03-02', minutes: 5, at },
    },
    {
      type: 'CorrectEngagementTime',
      data: { engagementId, entryId: 't1', minutes: 5, reason: 'Mistyped', at },
    },
  ])('that nobody asked for refuses $type', (command) =>
    given().when(command).refuses({ code: 'engagement/not-requested' }),
  );
});

/** Everything that a kind of work records under an id of its own. */
const contributions: readonly (readonly [
  string,
  EngagementKind,
  EngagementCommand,
  EngagementEvent,
  EngagementCommand,
  string,
])[] = [
  [
    'discovery records what the prospect requires and how much (S43)',
    'discovery',
    {
      type: 'RecordDiscoveryFinding',
      data: { engagementId, findingId: 'f1', requirement: 'SSO', priority: 'must', at },
    },
    {
      type: 'DiscoveryFindingRecorded',
      data: { engagementId, findingId: 'f1', requirement: 'SSO', priority: 'must' },
    },
    {
      type: 'RecordDiscoveryFinding',
      data: { engagementId, findingId: 'f1', requirement: 'SSO', priority: 'could', at },
    },
    'f1',
  ],
  [
    'preparation records what was adapted to the prospect (S44)',
    'preparation',
    {
      type: 'RecordPreparation',
      data: { engagementId, preparationId: 'p1', thing: 'software', description: 'Data', at },
    },
    {
      type: 'SolutionPrepared',
      data: { engagementId, preparationId: 'p1', thing: 'software', description: 'Data' },
    },
    {
      type: 'RecordPreparation',
      data: { engagementId, preparationId: 'p1', thing: 'presentation', description: 'Data', at },
    },
    'p1',
  ],
  [
    'collateral records what marketing was given (S47)',
    'collateral',
    {
      type: 'DeliverCollateral',
      data: { engagementId, collateralId: 'c1', title: 'White paper', at },
    },
    {
      type: 'CollateralDelivered',
      data: { engagementId, collateralId: 'c1', title: 'White paper' },
    },
    { type: 'DeliverCollateral', data: { engagementId, collateralId: 'c1', title: 'Flyer', at } },
    'c1',
  ],
  [
    'product feedback tells product management what the market asks for (S48)',
    'product-feedback',
    {
      type: 'SendFeedback',
      data: {
        engagementId,
        feedbackId: 'fb1',
        to: 'product-management',
        feedback: 'All ask for SSO.',
        productId: 'r1',
        at,
      },
    },
    {
      type: 'FeedbackSent',
      data: {
        engagementId,
        feedbackId: 'fb1',
        to: 'product-management',
        feedback: 'All ask for SSO.',
        productId: 'r1',
      },
    },
    {
      type: 'SendFeedback',
      data: {
        engagementId,
        feedbackId: 'fb1',
        to: 'marketing',
        feedback: 'All ask for SSO.',
        at,
      },
    },
    'fb1',
  ],
  [
    'proposal support delivers the business case and the technical parts (S49)',
    'proposal-support',
    {
      type: 'DeliverProposalPart',
      data: {
        engagementId,
        partId: 'pp1',
        part: 'business-case',
        title: 'Savings',
        quotationId: 'q1',
        at,
      },
    },
    {
      type: 'ProposalPartDelivered',
      data: {
        engagementId,
        partId: 'pp1',
        part: 'business-case',
        title: 'Savings',
        quotationId: 'q1',
      },
    },
    {
      type: 'DeliverProposalPart',
      data: { engagementId, partId: 'pp1', part: 'facts', title: 'Savings', at },
    },
    'pp1',
  ],
];

describe('what comes of presales work:', () => {
  it.each(contributions)('%s', (_, kind, command, event, other, id) => {
    given(...atWorkOn(kind))
      .when(command)
      .emits(event);
    given(...atWorkOn(kind), event)
      .when(command)
      .changesNothing();
    given(...atWorkOn(kind), event)
      .when(other)
      .refuses({ code: 'engagement/id-exists', id });
    given(requested(kind)).when(command).refuses({ code: 'engagement/not-accepted' });
    given(...atWorkOn(kind), completed)
      .when(command)
      .refuses({ code: 'engagement/closed', status: 'completed' });
  });

  it.each(contributions.filter(([, kind]) => kind !== 'product-feedback'))(
    '%s, and no other work does',
    (_, kind, command) =>
      given(...atWorkOn('hand-over'))
        .when(command)
        .refuses({ code: 'engagement/other-kind', kind: 'hand-over', expected: kind }),
  );

  it('feedback to marketing may come up in any work (S47)', () =>
    given(...atWorkOn('demonstration'))
      .when({
        type: 'SendFeedback',
        data: { engagementId, feedbackId: 'fb1', to: 'marketing', feedback: 'Nicer slides.', at },
      })
      .emits({
        type: 'FeedbackSent',
        data: { engagementId, feedbackId: 'fb1', to: 'marketing', feedback: 'Nicer slides.' },
      }));
});

describe('a demonstration', () => {
  const schedule = (scheduledFor: string): EngagementCommand => ({
    type: 'ScheduleDemo',
    data: { engagementId, scheduledFor, at },
  });
  const scheduled: EngagementEvent = {
    type: 'DemoScheduled',
    data: { engagementId, scheduledFor: '2026-03-18T13:00:00.000Z' },
  };
  const hold: EngagementCommand = { type: 'HoldDemo', data: { engagementId, note: 'Twelve.', at } };
  const held: EngagementEvent = { type: 'DemoHeld', data: { engagementId, note: 'Twelve.' } };
  const fail = (reason: 'technical' | 'other', note?: string): EngagementCommand => ({
    type: 'FailDemo',
    data: { engagementId, reason, ...(note === undefined ? {} : { note }), at },
  });
  const failed: EngagementEvent = {
    type: 'DemoFailed',
    data: { engagementId, reason: 'technical' },
  };
  const demo = atWorkOn('demonstration');

  it('is scheduled, and scheduled again (S45)', () => {
    given(...demo)
      .when(schedule('2026-03-18T13:00:00.000Z'))
      .emits(scheduled);
    given(...demo, scheduled)
      .when(schedule('2026-03-18T13:00:00.000Z'))
      .changesNothing();
    given(...demo, scheduled)
      .when(schedule('2026-03-19T13:00:00.000Z'))
      .emits({
        type: 'DemoScheduled',
        data: { engagementId, scheduledFor: '2026-03-19T13:00:00.000Z' },
      });
  });

  it('is held, and that ends the work (S45)', () => {
    given(...demo, scheduled)
      .when(hold)
      .emits(held);
    given(...demo, held)
      .when(hold)
      .changesNothing();
    given(...demo, held)
      .when(schedule('2026-03-18T13:00:00.000Z'))
      .refuses({ code: 'engagement/closed', status: 'completed' });
  });

  it('that went wrong says why, so that a lost deal can name it (S26, S45)', () => {
    given(...demo, scheduled)
      .when(fail('technical'))
      .emits(failed);
    given(...demo, scheduled)
      .when(fail('other', 'The fire alarm.'))
      .emits({
        type: 'DemoFailed',
        data: { engagementId, reason: 'other', note: 'The fire alarm.' },
      });
    given(...demo, scheduled)
      .when(fail('other'))
      .refuses({ code: 'engagement/note-needed' });
  });

  it('that went wrong can be shown again', () => {
    given(...demo, scheduled, failed)
      .when(schedule('2026-03-18T13:00:00.000Z'))
      .emits(scheduled);
    given(...demo, scheduled, failed)
      .when(hold)
      .emits(held);
  });

  it('that nobody scheduled cannot fail', () => {
    given(...demo)
      .when(fail('technical'))
      .refuses({ code: 'engagement/no-demo-scheduled' });
    given(...demo, scheduled, failed)
      .when(fail('technical'))
      .refuses({ code: 'engagement/no-demo-scheduled' });
  });

  it.each<EngagementCommand>([schedule(at), hold, fail('technical')])(
    'is no other work: refuses $type',
    (command) =>
      given(...atWorkOn('rfp'))
        .when(command)
        .refuses({ code: 'engagement/other-kind', kind: 'rfp', expected: 'demonstration' }),
  );
});

describe('a request for proposal', () => {
  const dueAt = '2026-03-31T16:00:00.000Z';
  const justAfter = '2026-03-31T16:00:00.001Z';
  const questions = [
    { questionId: 'q1', question: 'Where is the data?' },
    { questionId: 'q2', question: 'Who may see it?' },
  ];
  const receive: EngagementCommand = {
    type: 'ReceiveRfp',
    data: { engagementId, dueAt, questions, at },
  };
  const received: EngagementEvent = {
    type: 'RfpReceived',
    data: { engagementId, dueAt, questions },
  };
  const answer = (questionId: string, text = 'In Cluj.'): EngagementCommand => ({
    type: 'AnswerRfp',
    data: { engagementId, questionId, answer: text, at },
  });
  const answered: EngagementEvent = {
    type: 'RfpAnswered',
    data: { engagementId, questionId: 'q1', answer: 'In Cluj.' },
  };
  const submit = (when: string): EngagementCommand => ({
    type: 'SubmitRfp',
    data: { engagementId, at: when },
  });
  const submitted = (late: boolean, unanswered: number): EngagementEvent => ({
    type: 'RfpSubmitted',
    data: { engagementId, late, unanswered },
  });
  const changeDue = (to: string): EngagementCommand => ({
    type: 'ChangeRfpDue',
    data: { engagementId, dueAt: to, at },
  });
  const dueLater: EngagementEvent = {
    type: 'RfpDueChanged',
    data: { engagementId, from: dueAt, to: '2026-04-07T16:00:00.000Z' },
  };
  const noBid: EngagementCommand = {
    type: 'DeclineRfp',
    data: { engagementId, reason: 'Written for another', at },
  };
  const declinedRfp: EngagementEvent = {
    type: 'RfpDeclined',
    data: { engagementId, reason: 'Written for another' },
  };
  const rfp = atWorkOn('rfp');

  it('is received with its due time and its questions, taken on or not (S46)', () => {
    given(requested('rfp')).when(receive).emits(received);
    given(...rfp)
      .when(receive)
      .emits(received);
    given(...rfp, received)
      .when(receive)
      .changesNothing();
    given(...rfp, received, dueLater)
      .when(receive)
      .refuses({ code: 'engagement/rfp-exists' });
    given(requested('discovery'))
      .when(receive)
      .refuses({ code: 'engagement/other-kind', kind: 'discovery', expected: 'rfp' });
    given(requested('rfp'), cancelled)
      .when(receive)
      .refuses({ code: 'engagement/closed', status: 'cancelled' });
  });

  it('is answered question by question, and better (S46)', () => {
    given(...rfp, received)
      .when(answer('q1'))
      .emits(answered);
    given(...rfp, received, answered)
      .when(answer('q1'))
      .changesNothing();
    given(...rfp, received, answered)
      .when(answer('q1', 'In Iași.'))
      .emits({
        type: 'RfpAnswered',
        data: { engagementId, questionId: 'q1', answer: 'In Iași.' },
      });
    given(...rfp, received)
      .when(answer('q3'))
      .refuses({ code: 'engagement/unknown-question', questionId: 'q3' });
    given(...rfp)
      .when(answer('q1'))
      .refuses({ code: 'engagement/no-rfp' });
    given(requested('rfp'), received)
      .when(answer('q1'))
      .refuses({ code: 'engagement/not-accepted' });
  });

  it('is submitted in time up to the instant it is due, with what is left unanswered', () => {
    given(...rfp, received, answered)
      .when(submit(dueAt))
      .emits(submitted(false, 1));
    given(...rfp, received)
      .when(submit(justAfter))
      .emits(submitted(true, 2));
    given(...rfp, received, submitted(false, 2))
      .when(submit(justAfter))
      .changesNothing();
    given(...rfp)
      .when(submit(dueAt))
      .refuses({ code: 'engagement/no-rfp' });
    given(requested('rfp'), received)
      .when(submit(dueAt))
      .refuses({ code: 'engagement/not-accepted' });
    given(...rfp, received, completed)
      .when(submit(dueAt))
      .refuses({ code: 'engagement/closed', status: 'completed' });
  });

  it('may be given more time', () => {
    given(...rfp, received)
      .when(changeDue('2026-04-07T16:00:00.000Z'))
      .emits(dueLater);
    given(requested('rfp'), received).when(changeDue('2026-04-07T16:00:00.000Z')).emits(dueLater);
    given(...rfp, received)
      .when(changeDue(dueAt))
      .changesNothing();
    given(...rfp)
      .when(changeDue(dueAt))
      .refuses({ code: 'engagement/no-rfp' });
    given(...rfp, received, dueLater)
      .when(submit(justAfter))
      .emits(submitted(false, 2));
  });

  it('may be turned down, taken on or not', () => {
    given(...rfp, received)
      .when(noBid)
      .emits(declinedRfp);
    given(requested('rfp'), received).when(noBid).emits(declinedRfp);
    given(...rfp, received, declinedRfp)
      .when(noBid)
      .changesNothing();
    given(...rfp)
      .when(noBid)
      .refuses({ code: 'engagement/no-rfp' });
    given(...rfp, received, submitted(false, 2))
      .when(noBid)
      .refuses({ code: 'engagement/closed', status: 'completed' });
  });

  it('is late once its time is over and it is neither submitted nor turned down', () => {
    const after = (...events: readonly EngagementEvent[]) => fold(engagement.decider, events);
    expect(isRfpLate(after(...rfp, received), dueAt)).toBe(false);
    expect(isRfpLate(after(...rfp, received), justAfter)).toBe(true);
    expect(isRfpLate(after(...rfp, received, dueLater), justAfter)).toBe(false);
    expect(isRfpLate(after(...rfp, received, declinedRfp), justAfter)).toBe(false);
    expect(isRfpLate(after(...rfp, received, submitted(false, 0)), justAfter)).toBe(false);
    expect(isRfpLate(after(...rfp, received, submitted(true, 0)), dueAt)).toBe(true);
    expect(isRfpLate(after(...rfp), justAfter)).toBe(false);
    expect(isRfpLate({ status: 'absent' }, justAfter)).toBe(false);
  });
});

describe('a proof of concept', () => {
  const criteria = [
    { criterionId: 'c1', criterion: 'A thousand calls a second' },
    { criterionId: 'c2', criterion: 'No data leaves the house' },
  ];
  const start = (agreed = criteria): EngagementCommand => ({
    type: 'StartPoc',
    data: { engagementId, criteria: agreed, at },
  });
  const started: EngagementEvent = { type: 'PocStarted', data: { engagementId, criteria } };
  type Result = 'met' | 'not-met' | 'inconclusive';
  const results = (first: Result, second: Result) => [
    { criterionId: 'c1', result: first },
    { criterionId: 'c2', result: second },
  ];
  const conclude = (given: ReturnType<typeof results>, note?: string): EngagementCommand => ({
    type: 'ConcludePoc',
    data: { engagementId, criteria: given, ...(note === undefined ? {} : { note }), at },
  });
  const concluded = (result: Result, given: ReturnType<typeof results>): EngagementEvent => ({
    type: 'PocConcluded',
    data: { engagementId, result, criteria: given },
  });
  const poc = atWorkOn('proof-of-concept');

  it('starts with what it is measured by (S41)', () => {
    given(...poc)
      .when(start())
      .emits(started);
    given(...poc, started)
      .when(start())
      .changesNothing();
    given(...poc, started)
      .when(start(criteria.slice(1)))
      .refuses({ code: 'engagement/poc-exists' });
    given(...atWorkOn('rfp'))
      .when(start())
      .refuses({ code: 'engagement/other-kind', kind: 'rfp', expected: 'proof-of-concept' });
  });

  it.each<readonly [Result, Result, Result]>([
    ['met', 'met', 'met'],
    ['not-met', 'met', 'not-met'],
    ['not-met', 'inconclusive', 'not-met'],
    ['inconclusive', 'met', 'inconclusive'],
  ])('comes to %s when its criteria are %s and %s', (result, first, second) =>
    given(...poc, started)
      .when(conclude(results(first, second)))
      .emits(concluded(result, results(first, second))),
  );

  it('needs a result for each criterion and for no other', () =>
    given(...poc, started)
      .when({
        type: 'ConcludePoc',
        data: {
          engagementId,
          criteria: [
            { criterionId: 'c3', result: 'met' },
            { criterionId: 'c1', result: 'met' },
          ],
          at,
        },
      })
      .refuses({ code: 'engagement/criteria-differ', criterionIds: ['c2', 'c3'] }));

  it('is concluded once, with a note where one helps', () => {
    given(...poc)
      .when(conclude(results('met', 'met')))
      .refuses({ code: 'engagement/no-poc' });
    given(...poc, started, concluded('met', results('met', 'met')))
      .when(conclude(results('met', 'met')))
      .changesNothing();
    given(...poc, started, concluded('met', results('met', 'met')))
      .when(conclude(results('met', 'not-met')))
      .refuses({ code: 'engagement/closed', status: 'completed' });
    given(...poc, started)
      .when(conclude(results('met', 'met'), '1,400 a second.'))
      .emits({
        type: 'PocConcluded',
        data: {
          engagementId,
          result: 'met',
          criteria: results('met', 'met'),
          note: '1,400 a second.',
        },
      });
  });
});

describe('the hand-over to delivery', () => {
  const handOver: EngagementCommand = {
    type: 'HandOverToDelivery',
    data: { engagementId, deliveryId: 'delivery', supportUntil: '2026-05-31', note: 'Ask.', at },
  };
  const handedOver: EngagementEvent = {
    type: 'HandedOverToDelivery',
    data: { engagementId, deliveryId: 'delivery', supportUntil: '2026-05-31', note: 'Ask.' },
  };

  it('says who takes over and how long presales stays beside them (S40, S42)', () => {
    given(...atWorkOn('hand-over'))
      .when(handOver)
      .emits(handedOver);
    given(...atWorkOn('hand-over'), handedOver)
      .when(handOver)
      .changesNothing();
    given(...atWorkOn('discovery'))
      .when(handOver)
      .refuses({ code: 'engagement/other-kind', kind: 'discovery', expected: 'hand-over' });
  });
});

describe('the time that presales work takes', () => {
  const record = (minutes = 90): EngagementCommand => ({
    type: 'RecordEngagementTime',
    data: { engagementId, entryId: 't1', personId: 'paul', date: '2026-03-18', minutes, at },
  });
  const recorded: EngagementEvent = {
    type: 'EngagementTimeRecorded',
    data: { engagementId, entryId: 't1', personId: 'paul', date: '2026-03-18', minutes: 90 },
  };
  const another: EngagementEvent = {
    type: 'EngagementTimeRecorded',
    data: { engagementId, entryId: 't2', personId: 'mia', date: '2026-03-18', minutes: 30 },
  };
  const correct = (minutes: number, entryId = 't1'): EngagementCommand => ({
    type: 'CorrectEngagementTime',
    data: { engagementId, entryId, minutes, reason: 'Travel', at },
  });
  const corrected = (from: number, to: number): EngagementEvent => ({
    type: 'EngagementTimeCorrected',
    data: { engagementId, entryId: 't1', from, to, reason: 'Travel' },
  });
  const demo = requested('demonstration');

  it('is recorded entry by entry, before the work is taken on and after its end (S41)', () => {
    given(demo).when(record()).emits(recorded);
    given(demo, accepted, completed).when(record()).emits(recorded);
    given(demo, recorded).when(record()).changesNothing();
    given(demo, recorded).when(record(91)).refuses({ code: 'engagement/id-exists', id: 't1' });
  });

  it('is corrected with a reason, and taken back', () => {
    given(demo, recorded).when(correct(60)).emits(corrected(90, 60));
    given(demo, recorded, corrected(90, 60)).when(correct(0)).emits(corrected(60, 0));
    given(demo, recorded).when(correct(90)).changesNothing();
    given(demo).when(correct(90)).refuses({ code: 'engagement/unknown-entry', entryId: 't1' });
  });

  it('that was corrected stays recorded once', () =>
    given(demo, recorded, corrected(90, 60)).when(record()).changesNothing());

  it('adds up with its corrections', () => {
    const spent = (...events: readonly EngagementEvent[]) =>
      minutesSpent(fold(engagement.decider, events));
    expect(spent(demo, recorded, another)).toBe(120);
    expect(spent(demo, recorded, another, corrected(90, 60))).toBe(90);
    expect(spent(demo)).toBe(0);
    expect(spent()).toBe(0);
  });
});

describe('a history that no commands lead to', () => {
  const after = (...events: readonly EngagementEvent[]) => fold(engagement.decider, events);
  const strays: readonly EngagementEvent[] = [
    { type: 'RfpDueChanged', data: { engagementId, from: at, to: at } },
    { type: 'RfpAnswered', data: { engagementId, questionId: 'q1', answer: 'Yes.' } },
    {
      type: 'EngagementTimeCorrected',
      data: { engagementId, entryId: 't1', from: 1, to: 2, reason: 'Mistyped' },
    },
  ];

  it.each(strays)('changes nothing where it does not fit: $type', (stray) => {
    expect(after(requested('rfp'), stray)).toEqual(after(requested('rfp')));
    expect(after(stray)).toEqual(after());
  });
});
