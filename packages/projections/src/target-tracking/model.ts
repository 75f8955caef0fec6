import {
  type ActivityEvent,
  activityCredits,
  decodeEvent,
  type LeadEvent,
  type TargetEvent,
  type TargetGoal,
} from '@presales/domain';
import { facts, type ReadModel, type RecordedEvent, toMinorUnit } from '@presales/kernel';
import { creditFacts, overlayFacts } from '../shared/credit.ts';
import { factOf } from '../shared/fact.ts';
import { teamFacts } from '../shared/memberships.ts';
import { leadMergeFacts } from '../shared/merges.ts';
import { rateFacts } from '../shared/rates.ts';
import { winFacts } from '../shared/wins.ts';
import * as table from './tables.ts';

/** What a goal event is about, before any figure. */
const targetOf = (event: RecordedEvent<TargetEvent>) => {
  const { holder, metric, period } = event.data;
  return {
    ...factOf(event),
    holder_kind: holder.kind,
    holder_id: holder.id,
    metric: metric.of,
    activity_kind: metric.of === 'activities' ? (metric.kind ?? null) : null,
    period_start: period.start,
    period_end: period.end,
  };
};

const figure = (goal: TargetGoal): number =>
  goal.in === 'money' ? toMinorUnit(goal.amount).amount : goal.count;

const figures = (goal: TargetGoal, stretch: TargetGoal | undefined) => ({
  goal: figure(goal),
  stretch: stretch === undefined ? null : figure(stretch),
  currency: goal.in === 'money' ? goal.amount.currency : null,
});

/** The facts that targets are tracked by. */
export const targetTrackingModel: ReadModel = {
  name: 'target-tracking',
  version: 3,
  decode: decodeEvent,
  tables: [
    facts<table.GoalFact, TargetEvent>(table.goal, {
      TargetSet: (event) => ({
        ...targetOf(event),
        ...figures(event.data.goal, event.data.stretch),
        effective_from: null,
      }),
      TargetRevised: (event) => ({
        ...targetOf(event),
        ...figures(event.data.to, event.data.stretch),
        effective_from: event.data.effectiveFrom ?? null,
      }),
      TargetWithdrawn: (event) => ({
        ...targetOf(event),
        goal: null,
        stretch: null,
        currency: null,
        effective_from: null,
      }),
    }),
    facts<table.ActivityFact, ActivityEvent>(table.activity, {
      ActivityCompleted: (event) =>
        activityCredits(event.data).map(({ salespersonId, share }, part) => ({
          ...factOf(event, part),
          activity_id: event.data.activityId,
          performer_id: salespersonId,
          share,
          kind: event.data.kind,
          outcome: event.data.outcome,
        })),
    }),
    facts<table.VoidFact, ActivityEvent>(table.activityVoid, {
      ActivityVoided: (event) => ({ ...factOf(event), activity_id: event.data.activityId }),
    }),
    facts<table.AssignmentFact, LeadEvent>(table.assignment, {
      LeadAssigned: (event) => ({
        ...factOf(event),
        lead_id: event.data.leadId,
        salesperson_id: event.data.salespersonId,
      }),
    }),
    leadMergeFacts('target_lead_merge'),
    ...winFacts({
      opened: 'target_opened',
      outcome: 'target_outcome',
      party: 'target_party',
      partyMerge: 'target_party_merge',
      dealMerge: 'target_deal_merge',
    }),
    creditFacts('target_credit'),
    overlayFacts('target_overlay'),
    ...teamFacts('target_membership', 'target_team'),
    rateFacts('target_rate'),
  ],
};
