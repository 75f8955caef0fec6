import type { RowOf, TablesOf } from '@presales/kernel';
import { contactTable } from '../shared/contacts.ts';
import { creditTable } from '../shared/credit.ts';
import { documentEventTable, primaryTable } from '../shared/document-facts.ts';
import { factTable } from '../shared/fact.ts';
import { membershipTable, teamTable } from '../shared/memberships.ts';
import { mergeTable } from '../shared/merges.ts';
import { rateTable } from '../shared/rates.ts';
import { opportunityTable, partyTable, winTable } from '../shared/win-facts.ts';

/** The facts that targets are tracked by. */
export const targetTables = {
  /** A goal was set, revised or withdrawn. */
  goal: factTable('target_goal', {
    holder_kind: 'text',
    holder_id: 'text',
    metric: 'text',
    activity_kind: 'text?',
    /** `product` or `group`, and its id, where the goal is for that alone. */
    goods_kind: 'text?',
    goods_id: 'text?',
    period_start: 'text',
    period_end: 'text',
    /** In minor units of `currency`, or a number without one; absent from a goal that is withdrawn. */
    goal: 'integer?',
    /** What would be better still, in the same. */
    stretch: 'integer?',
    currency: 'text?',
    /** The first day that it holds on; before it, what held before. Absent: from the start. */
    effective_from: 'text?',
  }),
  /** One person's part in a completed activity. */
  activity: factTable('target_activity', {
    activity_id: 'text',
    performer_id: 'text',
    /** In basis points of one activity. */
    share: 'integer',
    kind: 'text',
    /** `reached` or `attempted`. */
    outcome: 'text',
  }),
  /** A completed activity was recorded by mistake. */
  activityVoid: factTable('target_activity_void', { activity_id: 'text' }),
  /** A lead that nobody had was assigned to somebody. */
  assignment: factTable('target_assignment', { lead_id: 'text', salesperson_id: 'text' }),
  leadMerge: mergeTable('target_lead_merge'),
  opened: opportunityTable('target_opened'),
  outcome: winTable('target_outcome'),
  /** What a deal was opened for, where that was said. */
  dealProduct: factTable('target_deal_product', { opportunity_id: 'text', product_id: 'text' }),
  /** A product came into a group. */
  productGroup: factTable('target_product_group', { product_id: 'text', group_id: 'text' }),
  /** What happened to quotations and shop orders: what deals are made of. */
  documentEvent: documentEventTable('target_document_event'),
  primary: primaryTable('target_primary'),
  party: partyTable('target_party'),
  contact: contactTable('target_contact'),
  partyMerge: mergeTable('target_party_merge'),
  dealMerge: mergeTable('target_deal_merge'),
  credit: creditTable('target_credit'),
  /** Credit beside the split, which is never added to it (B11). */
  overlay: creditTable('target_overlay'),
  membership: membershipTable('target_membership'),
  team: teamTable('target_team'),
  rate: rateTable('target_rate'),
} as const;

/** The tables of target tracking, as a query sees them. */
export type TargetTables = TablesOf<typeof targetTables>;

/** A goal was set, revised or withdrawn. */
export type GoalFact = RowOf<typeof targetTables.goal>;

/** A lead that nobody had was assigned to somebody. */
export type AssignmentFact = RowOf<typeof targetTables.assignment>;

/** A product came into a group. */
export type ProductGroupFact = RowOf<typeof targetTables.productGroup>;
