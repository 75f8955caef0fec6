import { type ActivityCommand, type ActivityEvent, activity } from '@presales/domain';
import { scenario } from '@presales/testing';

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

describe('an activity', () => {
  it('is planned', () => given().when(plan).emits(planned));
  it('is planned once', () => given(planned).when(plan).changesNothing());
  it('is not planned again for another day', () =>
    given(planned)
      .when({ type: 'PlanActivity', data: { ...planning, dueAt: at, at } })
      .refuses({ code: 'activity/already-planned' }));
  it.each([complete('reached'), cancel])('has to be planned before $type', (command) =>
    given().when(command).refuses({ code: 'activity/not-planned' }),
  );

  it('is completed when the customer was reached', () =>
    given(planned).when(complete('reached')).emits(reached));

  it('is completed as an attempt when nobody answered (decision 10)', () =>
    given(planned)
      .when(complete('attempted'))
      .emits({ type: 'ActivityCompleted', data: { ...what, outcome: 'attempted' } }));

  it('counts for whoever performed it', () =>
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
  ])('is final: refuses %s', (_, command) =>
    given(planned, reached).when(command).refuses({ code: 'activity/completed' }),
  );
});

describe('a cancelled activity', () => {
  it('was cancelled once', () => given(planned, cancelled).when(cancel).changesNothing());

  it.each<readonly [string, ActivityCommand]>([
    ['another reason', { type: 'CancelActivity', data: { activityId, reason: 'rain', at } }],
    ['a completion', complete('reached')],
    ['a record', log],
    ['a plan', plan],
  ])('is final: refuses %s', (_, command) =>
    given(planned, cancelled).when(command).refuses({ code: 'activity/cancelled' }),
  );
});
