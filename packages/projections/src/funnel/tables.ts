import type { Table } from '@presales/kernel';
import type { CreditFact } from '../shared/credit.ts';
import { type Fact, factColumns } from '../shared/fact.ts';
import type { MembershipFact, TeamFact } from '../shared/memberships.ts';
import type { MergeFact } from '../shared/merges.ts';
import type { RateFact } from '../shared/rates.ts';

/** A deal was opened, in this version of a pipeline. */
export type OpenedFact = Fact & {
  readonly opportunity_id: string;
  readonly pipeline_id: string;
  readonly version: number;
  /** The version's steps in order, as a JSON array: the deal keeps them for good. */
  readonly steps: string;
  readonly step: string;
  readonly owner_id: string;
  readonly product_id: string | null;
  /** What it may be worth, in minor units. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly close_on: string | null;
};

/** A deal entered a step. */
export type StepFact = Fact & { readonly opportunity_id: string; readonly step: string };

/** A deal went on in another pipeline, or in another version of its own. */
export type PipelineChangeFact = Fact & {
  readonly opportunity_id: string;
  readonly pipeline_id: string;
  readonly version: number;
  /** As of an opening. */
  readonly steps: string;
  readonly step: string;
};

/** A forecast set by hand: a probability in percent, a category, or with neither, the step's again. */
export type ForecastFact = Fact & {
  readonly opportunity_id: string;
  readonly probability: number | null;
  readonly category: string | null;
};

/** A deal changed hands. */
export type OwnerFact = Fact & { readonly opportunity_id: string; readonly owner_id: string };

/** What a deal may be worth changed; minor units. */
export type ValueFact = Fact & {
  readonly opportunity_id: string;
  readonly amount: number;
  readonly currency: string;
};

/** A deal came to rest (1), or went on (0). */
export type HoldFact = Fact & { readonly opportunity_id: string; readonly held: number };

/** The day that a deal is expected to close on changed. */
export type CloseDateFact = Fact & { readonly opportunity_id: string; readonly close_on: string };

/** Somebody else is after a deal. */
export type CompetitorFact = Fact & {
  readonly opportunity_id: string;
  readonly competitor: string;
};

/** A deal was closed, or opened again. Amounts in minor units, of a win only. */
export type OutcomeFact = Fact & {
  readonly opportunity_id: string;
  /** `won`, `adjusted`, `lost`, `reopened` or `reversed`. */
  readonly outcome: string;
  readonly step: string | null;
  /** Of a loss, and of a reversal. */
  readonly reason: string | null;
  /** Whom it was lost to, where somebody said so. */
  readonly competitor: string | null;
  readonly net: number | null;
  readonly margin: number | null;
  readonly net_of_unknown_cost: number | null;
  readonly currency: string | null;
};

/** One step of a version of a pipeline; probability in percent. */
export type PipelineStepFact = Fact & {
  readonly pipeline_id: string;
  readonly version: number;
  readonly place: number;
  readonly step: string;
  readonly name: string;
  readonly probability: number;
  /** How a deal that stands there counts in a forecast. */
  readonly category: string;
  /** 1 when it is kept for the deals of earlier versions only. */
  readonly retired: number;
};

/** The tables of the funnel, as a query sees them. */
export interface FunnelTables {
  readonly funnel_opened: OpenedFact;
  readonly funnel_step: StepFact;
  readonly funnel_pipeline_change: PipelineChangeFact;
  readonly funnel_forecast: ForecastFact;
  readonly funnel_merge: MergeFact;
  readonly funnel_owner: OwnerFact;
  readonly funnel_value: ValueFact;
  readonly funnel_hold: HoldFact;
  readonly funnel_close_date: CloseDateFact;
  readonly funnel_competitor: CompetitorFact;
  readonly funnel_outcome: OutcomeFact;
  readonly funnel_credit: CreditFact;
  readonly funnel_pipeline_step: PipelineStepFact;
  readonly funnel_membership: MembershipFact;
  readonly funnel_team: TeamFact;
  readonly funnel_rate: RateFact;
}

export const opened: Table<OpenedFact> = {
  name: 'funnel_opened',
  key: 'fact',
  columns: {
    ...factColumns,
    opportunity_id: 'text',
    pipeline_id: 'text',
    version: 'integer',
    steps: 'text',
    step: 'text',
    owner_id: 'text',
    product_id: 'text?',
    amount: 'integer?',
    currency: 'text?',
    close_on: 'text?',
  },
};

export const step: Table<StepFact> = {
  name: 'funnel_step',
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', step: 'text' },
};

export const pipelineChange: Table<PipelineChangeFact> = {
  name: 'funnel_pipeline_change',
  key: 'fact',
  columns: {
    ...factColumns,
    opportunity_id: 'text',
    pipeline_id: 'text',
    version: 'integer',
    steps: 'text',
    step: 'text',
  },
};

export const forecast: Table<ForecastFact> = {
  name: 'funnel_forecast',
  key: 'fact',
  columns: {
    ...factColumns,
    opportunity_id: 'text',
    probability: 'integer?',
    category: 'text?',
  },
};

export const owner: Table<OwnerFact> = {
  name: 'funnel_owner',
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', owner_id: 'text' },
};

export const value: Table<ValueFact> = {
  name: 'funnel_value',
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', amount: 'integer', currency: 'text' },
};

export const hold: Table<HoldFact> = {
  name: 'funnel_hold',
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', held: 'integer' },
};

export const closeDate: Table<CloseDateFact> = {
  name: 'funnel_close_date',
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', close_on: 'text' },
};

export const competitor: Table<CompetitorFact> = {
  name: 'funnel_competitor',
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', competitor: 'text' },
};

export const outcome: Table<OutcomeFact> = {
  name: 'funnel_outcome',
  key: 'fact',
  columns: {
    ...factColumns,
    opportunity_id: 'text',
    outcome: 'text',
    step: 'text?',
    reason: 'text?',
    competitor: 'text?',
    net: 'integer?',
    margin: 'integer?',
    net_of_unknown_cost: 'integer?',
    currency: 'text?',
  },
};

export const pipelineStep: Table<PipelineStepFact> = {
  name: 'funnel_pipeline_step',
  key: 'fact',
  columns: {
    ...factColumns,
    pipeline_id: 'text',
    version: 'integer',
    place: 'integer',
    step: 'text',
    name: 'text',
    probability: 'integer',
    category: 'text',
    retired: 'integer',
  },
};
