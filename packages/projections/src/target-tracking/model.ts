import {
  type ActivityEvent,
  decodeEvent,
  type TargetEvent,
  type TargetGoal,
} from '@presales/domain';
import { facts, type ReadModel, type RecordedEvent, toMinorUnit } from '@presales/kernel';
import { creditFacts } from '../shared/credit.ts';
import { factOf } from '../shared/fact.ts';
import { teamFacts } from '../shared/memberships.ts';
import { rateFacts } from '../shared/rates.ts';
import { winFacts } from '../shared/wins.ts';
import * as table from './tables.ts';

const goalFact = (event: RecordedEvent<TargetEvent>, goal: TargetGoal): table.GoalFact => {
  const { holder, metric, period } = event.data;
  return {
    ...factOf(event),
    holder_kind: holder.kind,
    holder_id: holder.id,
    metric: metric.of,
    activity_kind: metric.of === 'activities' ? (metric.kind ?? null) : null,
    period_start: period.start,
    period_end: period.end,
    goal: goal.in === 'money' ? toMinorUnit(goal.amount).amount : goal.count,
    currency: goal.in === 'money' ? goal.amount.currency : null,
  };
};

/** The facts that targets are tracked by. */
export const targetTrackingModel: ReadModel = {
  name: 'target-tracking',
  version: 1,
  decode: decodeEvent,
  tables: [
    facts<table.GoalFact, TargetEvent>(table.goal, {
      TargetSet: (event) => goalFact(event, event.data.goal),
      TargetRevised: (event) => goalFact(event, event.data.to),
    }),
    facts<table.ActivityFact, ActivityEvent>(table.activity, {
      ActivityCompleted: (event) => ({
        ...factOf(event),
        performer_id: event.data.performerId,
        kind: event.data.kind,
        outcome: event.data.outcome,
      }),
    }),
    ...winFacts({ opened: 'target_opened', outcome: 'target_outcome', party: 'target_party' }),
    creditFacts('target_credit'),
    ...teamFacts('target_membership', 'target_team'),
    rateFacts('target_rate'),
  ],
};
