import { type ActivityCommand, activity } from '@presales/domain/activity';
import { type CampaignCommand, campaign } from '@presales/domain/campaign';
import { type EngagementCommand, engagement } from '@presales/domain/engagement';
import { type TargetCommand, target } from '@presales/domain/target';
import { membersOn, type TeamCommand, team } from '@presales/domain/team';
import { money } from '@presales/kernel';
import fc from 'fast-check';
import { campaignRoiModel } from '../../src/campaign-roi/model.ts';
import { engagementsModel } from '../../src/engagements/model.ts';
import { targetTrackingModel } from '../../src/target-tracking/model.ts';
import { projected } from '../project.ts';
import { agree, commandsOf, givenIn, hours, lastDay, lived, runs } from './lived.ts';

jest.setTimeout(600_000);

const eur = (amount: number) => money(amount, 'EUR');
const euros = fc.constantFrom(100, 200, 300).map(eur);
const reason = fc.constantFrom('why', 'because');
const days = fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-04', '2026-04-01');

it('campaign profitability says of budgets and objectives what the campaigns say, as of any time', () => {
  const command = commandsOf<CampaignCommand>({ campaignId: fc.constantFrom('C-1', 'C-1', 'C-2') });
  const begins = command('PlanCampaign', {
    name: fc.constant('Fair'),
    channel: fc.constant('event'),
    startsOn: fc.constant('2026-03-01'),
  });
  const commands = fc.oneof(
    { weight: 3, arbitrary: command('BudgetCampaign', { budget: euros, reason }) },
    {
      weight: 3,
      arbitrary: command('SetCampaignObjective', {
        objective: fc
          .tuple(fc.constantFrom('leads', 'customers'), fc.constantFrom(1, 2, 3))
          .map(([of, target]) => ({ of, target })),
        reason,
      }),
    },
    command('StartCampaign'),
    command('PauseCampaign'),
    command('ResumeCampaign'),
    command('CancelCampaign', { reason }),
  );
  return fc.assert(
    fc.asyncProperty(givenIn(begins, commands), async (given) => {
      const lives = await lived(campaign, given);
      const ask = await projected(campaignRoiModel, lives.stored);
      for (const asOf of lives.moments) {
        const { campaigns } = await ask.campaignRoi({ currency: 'EUR', asOf });
        agree(
          lives,
          asOf,
          Object.fromEntries(
            campaigns.map((line) => [
              line.campaignId,
              [
                line.budget,
                Object.fromEntries((line.objectives ?? []).map(({ of, target }) => [of, target])),
              ],
            ]),
          ),
          Object.fromEntries(
            lives.of
              .map((life) => life.asOf(asOf))
              .flatMap((state) =>
                state.status === 'absent'
                  ? []
                  : [
                      [
                        state.record.plan.campaignId,
                        [
                          state.record.budget,
                          Object.fromEntries(
                            [...state.record.objectives.values()].map(({ objective }) => [
                              objective.of,
                              `${'target' in objective ? objective.target : ''}`,
                            ]),
                          ),
                        ],
                      ],
                    ],
              ),
          ),
        );
      }
    }),
    runs(80),
  );
});

it('target tracking says of goals what the targets say, as of any time and on its day', () => {
  const periods = [
    { start: '2026-03-01', end: '2026-04-01' },
    { start: '2026-04-01', end: '2026-05-01' },
  ];
  const command = commandsOf<TargetCommand>({
    holder: fc.constantFrom('ana', 'ana', 'bob').map((id) => ({ kind: 'person', id })),
    metric: fc.constant({ of: 'sales-value' }),
    period: fc.constantFrom(...periods, ...periods.slice(0, 1)),
  });
  const goal = euros.map((amount) => ({ in: 'money', amount }));
  const stretch = fc
    .constantFrom(undefined, eur(300), eur(400))
    .map((amount) => amount && { in: 'money', amount });
  const begins = command('SetTarget', { goal, stretch });
  const commands = fc.oneof(
    {
      weight: 5,
      arbitrary: command('ReviseTarget', {
        goal,
        stretch,
        reason,
        effectiveFrom: fc.constantFrom(undefined, '2026-03-02', '2026-03-04', '2026-04-03'),
        approvedBy: fc.constant('eve'),
      }),
    },
    command('WithdrawTarget', { reason, approvedBy: fc.constant('eve') }),
  );
  return fc.assert(
    fc.asyncProperty(givenIn(begins, commands), async (given) => {
      const lives = await lived(target, given);
      const ask = await projected(targetTrackingModel, lives.stored);
      for (const asOf of lives.moments) {
        const { targets } = await ask.targetTracking({ asOf });
        const day = lastDay(asOf);
        agree(
          lives,
          asOf,
          Object.fromEntries(
            targets
              .map((line): [string, unknown] => [
                `${line.holder.id} ${line.period.start}`,
                [line.goal, line.stretch],
              ])
              .sort(),
          ),
          Object.fromEntries(
            lives.of
              .flatMap((life): [string, unknown][] => {
                const state = life.asOf(asOf);
                const id = life.events[0]?.data.holder.id;
                if (state.status === 'absent') return [];
                return state.aims.map(({ period, set, revisions }) => {
                  const aim =
                    revisions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? set;
                  return [`${id} ${period.start}`, [aim.goal, aim.stretch]];
                });
              })
              .sort(),
          ),
        );
      }
    }),
    runs(80),
  );
});

it('target tracking counts the activities that stand, as of any time', () => {
  const command = commandsOf<ActivityCommand>({
    activityId: fc.constantFrom('A-1', 'A-1', 'A-2', 'A-3'),
  });
  const subject = fc.constant({ partyId: 'acme' });
  const done = {
    kind: fc.constant('outbound-call'),
    performerId: fc.constantFrom('ana', 'bob'),
    subject,
    outcome: fc.constantFrom('reached', 'attempted'),
  };
  const begins = command('PlanActivity', {
    kind: done.kind,
    performerId: done.performerId,
    subject,
    dueAt: hours,
  });
  const commands = fc.oneof(
    command('RescheduleActivity', { dueAt: hours }),
    command('CompleteActivity', { outcome: done.outcome }),
    command('LogActivity', done),
    command('CancelActivity', { reason }),
    command('RecordNoShow', { by: fc.constantFrom('customer', 'us') }),
    { weight: 2, arbitrary: command('VoidActivity', { reason }) },
  );
  return fc.assert(
    fc.asyncProperty(givenIn(begins, commands), async (given) => {
      const lives = await lived(activity, given);
      const ask = await projected(targetTrackingModel, lives.stored);
      for (const asOf of lives.moments) {
        const { sales } = await ask.targetTracking({ currency: 'EUR', asOf });
        const states = lives.of.map((life) => life.asOf(asOf));
        agree(
          lives,
          asOf,
          Object.fromEntries(
            (sales?.persons ?? [])
              .filter((line) => line.activities + line.attempts > 0)
              .map((line) => [line.holder.id, [line.activities, line.attempts]]),
          ),
          Object.fromEntries(
            ['ana', 'bob']
              .map((person): [string, number[]] => [
                person,
                ['reached', 'attempted'].map(
                  (outcome) =>
                    states.filter(
                      (state) =>
                        state.status === 'completed' &&
                        state.completion.performerId === person &&
                        state.completion.outcome === outcome,
                    ).length,
                ),
              ])
              .filter(([, counts]) => counts.some((count) => count > 0)),
          ),
        );
      }
    }),
    runs(80),
  );
});

it('presales work is counted as the engagements say, as of any time', () => {
  const command = commandsOf<EngagementCommand>({
    engagementId: fc.constantFrom('E-1', 'E-1', 'E-2'),
  });
  const entryId = fc.constantFrom('T-1', 'T-2');
  const minutes = fc.constantFrom(30, 60, 90);
  const begins = command('RequestEngagement', {
    opportunityId: fc.constant('D-1'),
    kind: fc.constantFrom('demonstration', 'rfp'),
    subject: fc.constant('Show it'),
  });
  const commands = fc.oneof(
    { weight: 2, arbitrary: command('AcceptEngagement', { specialistId: fc.constant('sam') }) },
    command('ScheduleDemo', { scheduledFor: hours }),
    { weight: 2, arbitrary: command('HoldDemo') },
    command('FailDemo', { reason: fc.constant('technical') }),
    command('ReceiveRfp', {
      dueAt: hours,
      questions: fc.constant([{ questionId: 'q', question: 'How?' }]),
    }),
    command('ChangeRfpDue', { dueAt: hours }),
    command('SubmitRfp'),
    command('DeclineRfp', { reason }),
    command('RecordEngagementTime', {
      entryId,
      personId: fc.constant('sam'),
      date: fc.constant('2026-03-02'),
      minutes,
    }),
    command('CorrectEngagementTime', { entryId, minutes, reason }),
  );
  return fc.assert(
    fc.asyncProperty(givenIn(begins, commands, 18), async (given) => {
      const lives = await lived(engagement, given);
      const ask = await projected(engagementsModel, lives.stored);
      for (const asOf of lives.moments) {
        const report = await ask.engagements({ asOf });
        const states = lives.of
          .map((life) => life.asOf(asOf))
          .flatMap((state) => (state.status === 'absent' ? [] : [state]));
        const ended = (type: string) =>
          states.filter((state) => 'ending' in state && state.ending?.type === type).length;
        agree(
          lives,
          asOf,
          {
            kinds: Object.fromEntries(
              report.kinds.map((line) => [line.kind, [line.requested, line.hours]]).sort(),
            ),
            held: report.demos.held,
            submitted: report.rfps.submitted,
            declined: report.rfps.declined,
          },
          {
            kinds: Object.fromEntries(
              ['demonstration', 'rfp'].flatMap((kind) => {
                const some = states.filter(({ record }) => record.request.kind === kind);
                const spent = some.flatMap(({ record }) => [...record.time.values()]);
                const total = spent.reduce((sum, entry) => sum + entry.minutes, 0);
                return some.length === 0 ? [] : [[kind, [some.length, (total / 60).toFixed(2)]]];
              }),
            ),
            held: ended('DemoHeld'),
            submitted: ended('RfpSubmitted'),
            declined: ended('RfpDeclined'),
          },
        );
      }
    }),
    runs(80),
  );
});

it('a person’s sales are a team’s as the team says who belongs to it, on any day', () => {
  const command = commandsOf<TeamCommand>({ teamId: fc.constant('north') });
  const person = { salespersonId: fc.constantFrom('ana', 'bob'), from: days };
  const begins = command('CreateTeam', { name: fc.constant('North') });
  const commands = fc.oneof(command('JoinTeam', person), command('LeaveTeam', person));
  return fc.assert(
    fc.asyncProperty(givenIn(begins, commands), async (given) => {
      const lives = await lived(team, given);
      const state = lives.of[0]?.asOf('9999-12-31T23:59:59.999Z') ?? { status: 'absent' as const };
      const calls = ['ana', 'bob'].flatMap((who) =>
        ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-04-01'].map((on) => ({
          who,
          on,
        })),
      );
      const done = await lived(
        activity,
        calls.map(({ who, on }) => ({
          byProcess: false,
          command: {
            type: 'LogActivity',
            data: {
              activityId: `${who} ${on}`,
              kind: 'outbound-call',
              performerId: who,
              subject: { partyId: 'acme' },
              outcome: 'reached',
              at: `${on}T12:00:00.000Z`,
            },
          },
        })),
      );
      const shift = BigInt(lives.stored.length);
      const ask = await projected(targetTrackingModel, [
        ...lives.stored,
        ...done.stored.map((event) => ({ ...event, position: event.position + shift })),
      ]);
      const { sales } = await ask.targetTracking({ currency: 'EUR' });
      agree(
        lives,
        'ever',
        { calls: sales?.teams.find(({ holder }) => holder.id === 'north')?.activities ?? 0 },
        { calls: calls.filter(({ who, on }) => membersOn(state, on).includes(who)).length },
      );
    }),
    runs(60),
  );
});
