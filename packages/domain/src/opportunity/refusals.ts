import { type Decision, decisions, type Instant, type Money, type Of } from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import type { OpportunityCommand } from './commands.ts';
import type { OpportunityEvent } from './events.ts';
import type { Opportunity } from './opportunity.ts';

/** Why an opportunity's command is refused. */
export type OpportunityRefusal =
  /** Opened before, and differently. */
  | { readonly code: 'opportunity/already-opened' }
  | { readonly code: 'opportunity/not-opened' }
  /** Dated before the deal was opened: nothing about it can have happened then. */
  | { readonly code: 'opportunity/before-opening'; readonly openedAt: Instant }
  /** A deal is won at zero or more. */
  | { readonly code: 'opportunity/negative-value'; readonly net: Money }
  /** The pipeline has no such step. */
  | { readonly code: 'opportunity/unknown-step'; readonly step: string }
  /** The pipeline names one step twice, so that nobody knows which comes next. */
  | { readonly code: 'opportunity/step-twice'; readonly step: string }
  /** A closed deal is reopened before anything else. */
  | { readonly code: 'opportunity/closed'; readonly status: ClosedStatus }
  /** Won before, at another value or by another quotation. */
  | { readonly code: 'opportunity/already-won'; readonly value: DealValue }
  /** The deal is another customer's. */
  | { readonly code: 'opportunity/other-party'; readonly partyId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'opportunity/note-needed' }
  /** Only a win can be reversed. */
  | { readonly code: 'opportunity/not-won'; readonly status: 'open' | 'lost' | 'won-reversed' };

/** What may have become of a deal. */
export type ClosedStatus = Exclude<Opportunity['status'], 'absent' | 'open'>;

export type Answer = Decision<OpportunityEvent, OpportunityRefusal>;
export type Data<Type extends OpportunityCommand['type']> = Of<OpportunityCommand, Type>['data'];
export const { emit, refuse } = decisions<OpportunityEvent, OpportunityRefusal>();

/** The refusal of a deal that is not open. */
export const notOpen = (state: Exclude<Opportunity, { status: 'open' }>): Answer =>
  state.status === 'absent'
    ? refuse({ code: 'opportunity/not-opened' })
    : refuse({ code: 'opportunity/closed', status: state.status });
