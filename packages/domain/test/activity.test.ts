import { ActivityKind } from '@presales/domain';
import {
  type ActivityCommand,
  type ActivityEvent,
  type ActivitySubject,
  activity,
  activityCredits,
  directionOf,
  type FollowUp,
} from '@presales/domain/activity';
import { WHOLE } from '@presales/kernel';
import { scenario } from '@presales/testing';
import fc from 'fast-check';

const { given } = scenario(activity);

const at = '2026-03-02T09:00:00.000Z';
const activityId = 'a1';
const what = {
  activityId,
  kind: 'outbound-call',
  performerId: 'anna',
  subject: { partyId: 'acme' },
} as const;
const planning = { ...what, dueAt: '2026-03-09T09:00:00.000Z' };
const plan: ActivityCommand = { type: 'PlanActivity', data: { ...planning, at } };
const planned: ActivityEvent = { type: 'ActivityPlanned', data: planning };
const complete = (
  outcome: 'reached' | 'attempted',
  more: { readonly performerId?: string } = {},
): ActivityCommand => ({ type: 'CompleteActivity', data: { activityId, outcome, ...more, at } });
const log: ActivityCommand = { type: 'LogActivity', data: { ...what, outcome: 'reached', at } };
const reached: ActivityEvent = { type: 'ActivityCompleted', data: { ...what, outcome: 'reached' } };
const cancel: ActivityCommand = {
  type: 'CancelActivity',
  data: { activityId, reason: 'holiday', at },
};
const cancelled: ActivityEvent = {
  type: 'ActivityCancelled',
  data: { activityId, reason: 'holiday' },
};
const putOff = (dueAt: string, reason?: string): ActivityCommand => ({
  type: 'RescheduleActivity',
  data: { activityId, dueAt, ...(reason === undefined ? {} : { reason }), at },
});
const wasPutOff = (from: string, to: string, reason?: string): ActivityEvent => ({
  type: 'ActivityRescheduled',
  data: { activityId, from, to, ...(reason === undefined ? {} : { reason }) },
});
const missed = (
  by: 'customer' | 'us' = 'customer',
  on: string = planning.dueAt,
): ActivityCommand => ({
  type: 'RecordNoShow',
  data: { activityId, by, note: 'Waited for half an hour.', at: on },
});
const wasMissed: ActivityEvent = {
  type: 'ActivityNoShow',
  data: { activityId, by: 'customer', note: 'Waited for half an hour.' },
};
const voidFor = (reason: string): ActivityCommand => ({
  type: 'VoidActivity',
  data: { activityId, reason, at },
});
const voided: ActivityEvent = { type: 'ActivityVoided', data: { activityId, reason: 'typo' } };

describe('an activity', () => {
  it('is planned', () => given().when(plan).emits(planned));
  it('is planned once', () => given(planned).when(plan).changesNothing());

  it('is planned to follow up another', () =>
    given()
      .when({ type: 'PlanActivity', data: { ...planning, followsId: 'a0', at } })
      .emits({ type: 'ActivityPlanned', data: { ...planning, followsId: 'a0' } }));

  it('is not planned again for another day', () =>
    given(planned)
      .when({ type: 'PlanActivity', data: { ...planning, dueAt: at, at } })
      .refuses({ code: 'activity/already-planned' }));

  it.each([complete('reached'), cancel, putOff(at), missed()])(
    'has to be planned before $type',
    (command) => given().when(command).refuses({ code: 'activity/not-planned' }),
  );

  it('is completed when the customer was reached', () =>
    given(planned).when(complete('reached')).emits(reached));

  it('is completed as an attempt when nobody answered: no contact (B10)', () =>
    given(planned)
      .when(complete('attempted'))
      .emits({ type: 'ActivityCompleted', data: { ...what, outcome: 'attempted' } }));

  it('counts for whoever performed it (S11, B10)', () =>
    given(planned)
      .when(complete('reached', { performerId: 'ben' }))
      .emits({
        type: 'ActivityCompleted',
        data: { ...what, performerId: 'ben', outcome: 'reached' },
      }));

  it('that nobody had planned is logged as done', () => given().when(log).emits(reached));

  it('that was planned is completed, not logged', () =>
    given(planned).when(log).refuses({ code: 'activity/already-planned' }));

  it('that is planned may be cancelled', () => given(planned).when(cancel).emits(cancelled));
});

describe('a contact with a customer', () => {
  const logOf = (kind: ActivityKind, subject: ActivitySubject): ActivityCommand => ({
    type: 'LogActivity',
    data: { activityId, kind, performerId: 'anna', subject, outcome: 'reached', at },
  });
  const doneOf = (kind: ActivityKind, subject: ActivitySubject): ActivityEvent => ({
    type: 'ActivityCompleted',
    data: { activityId, kind, performerId: 'anna', subject, outcome: 'reached' },
  });

  it.each<readonly [ActivityKind, string]>([
    ['visit', 'a sales visit (S10)'],
    ['outbound-call', 'a phone call (S10)'],
    ['inbound-call', "a customer's telephone query, answered by sales support (S13)"],
    ['meeting', 'a meeting (S55)'],
    ['letter', 'a letter (S10)'],
    ['direct-mail', 'a direct mail (S10)'],
    ['e-mail', 'an e-mail'],
    ['demo', "a demonstration aimed at the prospect's problems (S45)"],
    ['chat', 'a chat'],
  ])('of kind %s is %s, for whoever had it', (kind) =>
    given()
      .when(logOf(kind, { partyId: 'acme' }))
      .emits(doneOf(kind, { partyId: 'acme' })),
  );

  it('is one of pre-sales: work after the sale, such as a repair, is no kind of it (S1)', () =>
    expect(ActivityKind.options).toEqual([
      'visit',
      'outbound-call',
      'inbound-call',
      'meeting',
      'letter',
      'direct-mail',
      'e-mail',
      'demo',
      'chat',
    ]));

  it.each<readonly [string, ActivitySubject]>([
    ['prospecting a lead', { leadId: 'l1' }],
    ['analysing what a customer wants', { partyId: 'acme', inquiryId: 'i1' }],
    ['qualifying a deal', { partyId: 'acme', opportunityId: 'o1' }],
    ['working for a campaign', { campaignId: 'expo' }],
  ])('may be for %s (S3)', (_, subject) =>
    given().when(logOf('meeting', subject)).emits(doneOf('meeting', subject)),
  );

  it('may be the first one of a lead, and one that accompanies the delivery of a won deal (S40)', () => {
    given()
      .when(logOf('inbound-call', { leadId: 'l1' }))
      .emits(doneOf('inbound-call', { leadId: 'l1' }));
    given()
      .when(logOf('visit', { opportunityId: 'won-deal' }))
      .emits(doneOf('visit', { opportunityId: 'won-deal' }));
  });
});

describe('what is recorded of an activity that was done', () => {
  const details = {
    durationMinutes: 45,
    participants: ['ben', 'carl'],
    credit: 'shared',
    note: 'Wants chairs.\nAnd a desk.',
  } as const;

  it('is how long it took, who took part, how that counts, and what was said', () => {
    const done: ActivityEvent = {
      type: 'ActivityCompleted',
      data: { ...what, outcome: 'reached', ...details },
    };
    given(planned)
      .when({ type: 'CompleteActivity', data: { activityId, outcome: 'reached', ...details, at } })
      .emits(done);
    given()
      .when({ type: 'LogActivity', data: { ...what, outcome: 'reached', ...details, at } })
      .emits(done);
    given(planned, done)
      .when({ type: 'CompleteActivity', data: { activityId, outcome: 'reached', ...details, at } })
      .changesNothing();
    given(planned, done).when(complete('reached')).refuses({ code: 'activity/completed' });
  });

  it.each([
    ['the performer', ['anna'], 'anna'],
    ['a participant', ['ben', 'carl', 'ben'], 'ben'],
  ])('names nobody twice: %s', (_, participants, participantId) =>
    given()
      .when({ type: 'LogActivity', data: { ...what, outcome: 'reached', participants, at } })
      .refuses({ code: 'activity/participant-twice', participantId }),
  );

  it('names whoever really did it once', () =>
    given(planned)
      .when({
        type: 'CompleteActivity',
        data: { activityId, outcome: 'reached', performerId: 'ben', participants: ['ben'], at },
      })
      .refuses({ code: 'activity/participant-twice', participantId: 'ben' }));

  it('may have the planned performer among the participants, when another performed it', () =>
    given(planned)
      .when({
        type: 'CompleteActivity',
        data: { activityId, outcome: 'reached', performerId: 'ben', participants: ['anna'], at },
      })
      .emits({
        type: 'ActivityCompleted',
        data: { ...what, performerId: 'ben', outcome: 'reached', participants: ['anna'] },
      }));

  const directed = (
    kind: ActivityKind,
    direction: 'inbound' | 'outbound',
  ): { readonly command: ActivityCommand; readonly event: ActivityEvent } => {
    const data = { ...what, kind, outcome: 'reached', direction } as const;
    return {
      command: { type: 'LogActivity', data: { ...data, at } },
      event: { type: 'ActivityCompleted', data },
    };
  };

  it.each([
    ['letter', 'inbound'],
    ['letter', 'outbound'],
    ['e-mail', 'inbound'],
    ['chat', 'outbound'],
    ['inbound-call', 'inbound'],
    ['outbound-call', 'outbound'],
    ['direct-mail', 'outbound'],
  ] as const)('is which way it ran: %s, %s', (kind, direction) => {
    const { command, event } = directed(kind, direction);
    given().when(command).emits(event);
  });

  it.each([
    ['inbound-call', 'outbound'],
    ['outbound-call', 'inbound'],
    ['direct-mail', 'inbound'],
  ] as const)('does not contradict its kind: %s, %s', (kind, direction) =>
    given()
      .when(directed(kind, direction).command)
      .refuses({ code: 'activity/wrong-direction', kind, direction }),
  );

  it.each(ActivityKind.options)('has a direction by kind or by record: %s', (kind) =>
    expect(directionOf(kind)).toBe(
      new Map([
        ['inbound-call', 'inbound'],
        ['outbound-call', 'outbound'],
        ['direct-mail', 'outbound'],
      ]).get(kind),
    ),
  );
});

describe('what follows an activity', () => {
  const followUp: FollowUp = {
    activityId: 'a2',
    kind: 'outbound-call',
    dueAt: '2026-03-16T09:00:00.000Z',
    performerId: 'ben',
  };
  const letter = { ...what, kind: 'letter', outcome: 'reached' } as const;
  const write = (followUp: FollowUp | undefined, followUpRequired?: boolean): ActivityCommand => ({
    type: 'LogActivity',
    data: {
      ...letter,
      ...(followUp === undefined ? {} : { followUp }),
      ...(followUpRequired === undefined ? {} : { followUpRequired }),
      at,
    },
  });

  it('is recorded with its date', () =>
    given()
      .when(write(followUp))
      .emits({ type: 'ActivityCompleted', data: { ...letter, followUp } }));

  it('may have to be named, as of a letter or a mailing (S10)', () => {
    given().when(write(undefined, true)).refuses({ code: 'activity/follow-up-needed' });
    given(planned)
      .when({
        type: 'CompleteActivity',
        data: { activityId, outcome: 'reached', followUpRequired: true, at },
      })
      .refuses({ code: 'activity/follow-up-needed' });
    given()
      .when(write(followUp, true))
      .emits({ type: 'ActivityCompleted', data: { ...letter, followUp } });
  });

  it('need not be named by another setting', () =>
    given().when(write(undefined, false)).emits({ type: 'ActivityCompleted', data: letter }));

  it('may be due at once', () =>
    given()
      .when(write({ ...followUp, dueAt: at }))
      .emits({
        type: 'ActivityCompleted',
        data: { ...letter, followUp: { ...followUp, dueAt: at } },
      }));

  it.each([
    ['due before it was agreed', { ...followUp, dueAt: '2026-03-02T08:59:59.999Z' }],
    ['the activity itself', { ...followUp, activityId }],
  ])('is not %s', (_, misplaced) =>
    given().when(write(misplaced)).refuses({ code: 'activity/follow-up-misplaced' }),
  );
});

describe('an activity that is put off', () => {
  const later = '2026-03-10T09:00:00.000Z';

  it('is due at another time', () =>
    given(planned)
      .when(putOff(later, 'snow'))
      .emits(wasPutOff(planning.dueAt, later, 'snow')));

  it('need not say why', () =>
    given(planned).when(putOff(later)).emits(wasPutOff(planning.dueAt, later)));

  it('is put off from when it was due last', () =>
    given(planned, wasPutOff(planning.dueAt, later))
      .when(putOff(planning.dueAt))
      .emits(wasPutOff(later, planning.dueAt)));

  it('is put off once to one time', () =>
    given(planned, wasPutOff(planning.dueAt, later)).when(putOff(later)).changesNothing());

  it('is still what was planned', () =>
    given(planned, wasPutOff(planning.dueAt, later)).when(plan).changesNothing());

  it('leaves a history alone that nothing was planned in', () =>
    given(wasPutOff(planning.dueAt, later)).is({ status: 'absent' }));
});

describe('an activity that somebody missed', () => {
  it('is no contact: the customer did not come', () =>
    given(planned).when(missed()).emits(wasMissed));

  it('may have been missed by us, without a word', () =>
    given(planned)
      .when({
        type: 'RecordNoShow',
        data: { activityId, by: 'us', at: '2026-03-10T09:00:00.000Z' },
      })
      .emits({ type: 'ActivityNoShow', data: { activityId, by: 'us' } }));

  it('was due', () =>
    given(planned)
      .when(missed('customer', '2026-03-09T08:59:59.999Z'))
      .refuses({ code: 'activity/not-due', dueAt: planning.dueAt }));

  it('was due when it was put off to', () => {
    const later = '2026-03-10T09:00:00.000Z';
    given(planned, wasPutOff(planning.dueAt, later))
      .when(missed())
      .refuses({ code: 'activity/not-due', dueAt: later });
  });

  it('was missed once', () => given(planned, wasMissed).when(missed()).changesNothing());

  it.each<readonly [string, ActivityCommand]>([
    ['another absence', missed('us')],
    ['another time', putOff(at)],
    ['a completion', complete('reached')],
    ['a record', log],
    ['a cancellation', cancel],
    ['a plan', plan],
    ['a void', voidFor('typo')],
  ])('is planned anew under another id: refuses %s', (_, command) =>
    given(planned, wasMissed).when(command).refuses({ code: 'activity/no-show' }),
  );
});

describe('a completed activity', () => {
  it.each([complete('reached'), complete('reached', { performerId: 'anna' }), log])(
    'was completed once: $type',
    (command) => given(planned, reached).when(command).changesNothing(),
  );

  it.each<readonly [string, ActivityCommand]>([
    ['another outcome', complete('attempted')],
    ['another performer', complete('reached', { performerId: 'ben' })],
    ['another record', { type: 'LogActivity', data: { ...what, outcome: 'attempted', at } }],
    ['a cancellation', cancel],
    ['a plan', plan],
    ['another time', putOff(at)],
    ['an absence', missed()],
  ])('is final: refuses %s', (_, command) =>
    given(planned, reached).when(command).refuses({ code: 'activity/completed' }),
  );
});

describe('an activity that was recorded as done by mistake', () => {
  it('is voided, and counts no more', () => given(reached).when(voidFor('typo')).emits(voided));
  it('is voided once', () => given(reached, voided).when(voidFor('typo')).changesNothing());

  it.each([
    ['nothing was planned', []],
    ['it is still to be done', [planned]],
  ])('was recorded as done: refused where %s', (_, history) =>
    given(...history)
      .when(voidFor('typo'))
      .refuses({ code: 'activity/not-completed' }),
  );

  it.each<readonly [string, ActivityCommand]>([
    ['another reason', voidFor('duplicate')],
    ['a completion', complete('reached')],
    ['a record', log],
    ['a cancellation', cancel],
    ['a plan', plan],
    ['another time', putOff(at)],
    ['an absence', missed()],
  ])('is final: refuses %s', (_, command) =>
    given(reached, voided).when(command).refuses({ code: 'activity/voided' }),
  );
});

describe('a cancelled activity', () => {
  it('was cancelled once', () => given(planned, cancelled).when(cancel).changesNothing());

  it.each<readonly [string, ActivityCommand]>([
    ['another reason', { type: 'CancelActivity', data: { activityId, reason: 'rain', at } }],
    ['a completion', complete('reached')],
    ['a record', log],
    ['a plan', plan],
    ['another time', putOff(at)],
    ['an absence', missed()],
    ['a void', voidFor('typo')],
  ])('is final: refuses %s', (_, command) =>
    given(planned, cancelled).when(command).refuses({ code: 'activity/cancelled' }),
  );
});

describe('the credit for an activity (B10)', () => {
  const shares = (participants: readonly string[] | undefined, credit?: 'each' | 'shared') =>
    activityCredits({ performerId: 'anna', participants, credit });

  it('is whole for whoever performed it alone, by either rule (S55)', () => {
    const whole = [{ salespersonId: 'anna', share: WHOLE }];
    expect(shares(undefined)).toEqual(whole);
    expect(shares(undefined, 'each')).toEqual(whole);
    expect(shares(undefined, 'shared')).toEqual(whole);
  });

  it.each([undefined, 'each'] as const)('is one each for all who took part: rule %s', (credit) =>
    expect(shares(['ben'], credit)).toEqual([
      { salespersonId: 'anna', share: WHOLE },
      { salespersonId: 'ben', share: WHOLE },
    ]),
  );

  it('is shared by rule: a third each, what is left over to the first', () =>
    expect(shares(['ben', 'carl'], 'shared')).toEqual([
      { salespersonId: 'anna', share: 3_334 },
      { salespersonId: 'ben', share: 3_333 },
      { salespersonId: 'carl', share: 3_333 },
    ]));

  it('is shared by six with four left over', () =>
    expect(shares(['b', 'c', 'd', 'e', 'f'], 'shared').map(({ share }) => share)).toEqual([
      1_667, 1_667, 1_667, 1_667, 1_666, 1_666,
    ]));

  it('is one activity in all when it is shared, however many took part', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), (others) => {
        const credits = shares(
          Array.from({ length: others }, (_, index) => `p${index}`),
          'shared',
        ).map(({ share }) => share);
        expect(credits.reduce((total, share) => total + share, 0)).toBe(WHOLE);
        expect(Math.max(...credits) - Math.min(...credits)).toBeLessThanOrEqual(1);
      }),
    ));
});
