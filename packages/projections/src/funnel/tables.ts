import type { RowOf, TablesOf } from '@presales/kernel';
import { creditTable } from '../shared/credit.ts';
import { documentEventTable, primaryTable } from '../shared/document-facts.ts';
import { factTable } from '../shared/fact.ts';
import { membershipTable, teamTable } from '../shared/memberships.ts';
import { mergeTable } from '../shared/merges.ts';
import { rateTable } from '../shared/rates.ts';
import { saleColumns } from '../shared/sales.ts';

/** The facts that a sales funnel is counted from. */
export const funnelTables = {
  /** A deal was opened, in this version of a pipeline. */
  opened: factTable('funnel_opened', {
    opportunity_id: 'text',
    pipeline_id: 'text',
    version: 'integer',
    /** The version's steps in order, as a JSON array: the deal keeps them for good. */
    steps: 'text',
    step: 'text',
    owner_id: 'text',
    product_id: 'text?',
    /** What it may be worth, in minor units. */
    amount: 'integer?',
    currency: 'text?',
    close_on: 'text?',
  }),
  /** A deal entered a step. */
  step: factTable('funnel_step', { opportunity_id: 'text', step: 'text' }),
  /** A deal went on in another pipeline, or in another version of its own. */
  pipelineChange: factTable('funnel_pipeline_change', {
    opportunity_id: 'text',
    pipeline_id: 'text',
    version: 'integer',
    /** As for an opening. */
    steps: 'text',
    step: 'text',
  }),
  /** A forecast was set by hand; with neither column, it follows the step again. */
  forecast: factTable('funnel_forecast', {
    opportunity_id: 'text',
    /** In percent. */
    probability: 'integer?',
    category: 'text?',
  }),
  /** A deal turned out to be another one. */
  merge: mergeTable('funnel_merge'),
  /** A deal changed hands. */
  owner: factTable('funnel_owner', { opportunity_id: 'text', owner_id: 'text' }),
  /** What a deal may be worth changed: as many facts of one event as there are currencies. */
  value: factTable('funnel_value', {
    opportunity_id: 'text',
    /** In minor units; absent, as is the currency, where nobody knows any more. */
    amount: 'integer?',
    currency: 'text?',
    /** Why the quotation that had said so is over, where that changed it. */
    over: 'text?',
  }),
  /** A deal was put on hold, or resumed. */
  hold: factTable('funnel_hold', {
    opportunity_id: 'text',
    /** 1 when it was put on hold, 0 when it was resumed. */
    held: 'integer',
  }),
  /** The day that a deal is expected to close on changed. */
  closeDate: factTable('funnel_close_date', { opportunity_id: 'text', close_on: 'text' }),
  /** Somebody else is after a deal. */
  competitor: factTable('funnel_competitor', { opportunity_id: 'text', competitor: 'text' }),
  /** A deal was closed, or opened again. */
  outcome: factTable('funnel_outcome', {
    opportunity_id: 'text',
    /**
     * `won`, `extended`, `adjusted`, `corrected` (its credit), `redated`, `lost`, `reopened` or `reversed`.
     */
    outcome: 'text',
    /** When it was won, of a win whose date was wrong. */
    won_at: 'text?',
    step: 'text?',
    /** Of a loss, and of a reversal. */
    reason: 'text?',
    /** Whom it was lost to, where somebody said so. */
    competitor: 'text?',
    /** What was sold by, of a win and of what changed it. */
    ...saleColumns,
    /** Amounts are in minor units, and of a win only: of the sale, as a whole each time. */
    net: 'integer?',
    margin: 'integer?',
    net_of_unknown_cost: 'integer?',
    currency: 'text?',
  }),
  /** Who is credited with which share of a win. */
  credit: creditTable('funnel_credit'),
  /** One step of a version of a pipeline. */
  pipelineStep: factTable('funnel_pipeline_step', {
    pipeline_id: 'text',
    version: 'integer',
    /** From 0. */
    place: 'integer',
    step: 'text',
    name: 'text',
    /** In percent. */
    probability: 'integer',
    /** How a deal that stands there counts in a forecast. */
    category: 'text',
    /** How many days a deal may stand there before somebody should look. */
    max_days: 'integer?',
    /** 1 when it is kept for the deals of earlier versions only. */
    retired: 'integer',
  }),
  /** An order became part of a deal, was cancelled, or money of it was paid or paid back. */
  orderMoney: factTable('funnel_order_money', {
    shop_order_id: 'text',
    /** Null where nothing is said of the order's deal. */
    opportunity_id: 'text?',
    /** 1 with the cancellation of the order; 0 otherwise. */
    cancels: 'integer',
    /** What the customer paid, in minor units of the order's currency; negative where it was paid back. */
    amount: 'integer',
  }),
  /** What happened to quotations and shop orders: what deals are made of. */
  documentEvent: documentEventTable('funnel_document_event'),
  primary: primaryTable('funnel_primary'),
  membership: membershipTable('funnel_membership'),
  team: teamTable('funnel_team'),
  rate: rateTable('funnel_rate'),
} as const;

/** The tables of the funnel, as a query sees them. */
export type FunnelTables = TablesOf<typeof funnelTables>;

/** A deal was opened, in this version of a pipeline. */
export type OpenedFact = RowOf<typeof funnelTables.opened>;

/** One step of a version of a pipeline. */
export type PipelineStepFact = RowOf<typeof funnelTables.pipelineStep>;
