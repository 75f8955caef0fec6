import { type Decision, decisions, type Of } from '@presales/kernel';
import type { LeadDistributionCommand } from './commands.ts';
import type { LeadDistributionEvent } from './events.ts';

/** Why a distribution's command is refused. */
export type LeadDistributionRefusal =
  | { readonly code: 'lead-distribution/not-defined' }
  /** Under the rule `quota` everybody has one. */
  | { readonly code: 'lead-distribution/quota-needed'; readonly salespersonId: string }
  /** Under the rule `territory` everybody has one. */
  | { readonly code: 'lead-distribution/territories-needed'; readonly salespersonId: string }
  /** Under the rule `territory` a lead is somewhere. */
  | { readonly code: 'lead-distribution/territory-unknown'; readonly leadId: string }
  | { readonly code: 'lead-distribution/territory-uncovered'; readonly territory: string }
  /** Everybody who could have the lead has had as many as they may in this month. */
  | { readonly code: 'lead-distribution/quotas-filled'; readonly month: string }
  /** Everybody is away, or has given this lead back. */
  | { readonly code: 'lead-distribution/nobody-left'; readonly leadId: string }
  | { readonly code: 'lead-distribution/full'; readonly limit: number };

export type Answer = Decision<LeadDistributionEvent, LeadDistributionRefusal>;

export type Data<Type extends LeadDistributionCommand['type']> = Of<
  LeadDistributionCommand,
  Type
>['data'];

export const { emit, refuse } = decisions<LeadDistributionEvent, LeadDistributionRefusal>();
