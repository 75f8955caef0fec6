import {
  type CurrencyCode,
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type LocalDate,
  type Money,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { DealValue } from '../shared/deal-value.ts';
import type { OpportunityCommand } from './commands.ts';
import type { OpportunityEvent } from './events.ts';
import type { Opportunity } from './state.ts';
import type { MergedOpportunity, StandingQuotation } from './vocabulary.ts';

/** Why an opportunity's command is refused. */
export type OpportunityRefusal =
  /** Opened before, and differently. */
  | { readonly code: 'opportunity/already-opened' }
  | { readonly code: 'opportunity/not-opened' }
  /** Dated before the deal was opened: nothing about it can have happened then. */
  | { readonly code: 'opportunity/before-opening'; readonly openedAt: Instant }
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'opportunity/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** A recycled deal names the one it comes from (B13). */
  | { readonly code: 'opportunity/origin-unnamed' }
  /** A deal is won, and quoted, at zero or more. */
  | { readonly code: 'opportunity/negative-value'; readonly net: Money }
  /** There is no more of unknown cost than there is, nor less than nothing (B34). */
  | {
      readonly code: 'opportunity/unknown-cost-beyond-net';
      readonly net: Money;
      readonly netOfUnknownCost: Money;
    }
  /** The pipeline has no such step. */
  | { readonly code: 'opportunity/unknown-step'; readonly step: string }
  /** The pipeline names one step twice, so that nobody knows which comes next. */
  | { readonly code: 'opportunity/step-twice'; readonly step: string }
  /** The deal runs in this version already; within it, it is moved. */
  | { readonly code: 'opportunity/same-pipeline'; readonly version: number }
  /** A deal is moved to newer versions of its pipeline only. */
  | { readonly code: 'opportunity/older-version'; readonly version: number }
  /** A deal at rest is resumed before it moves. */
  | { readonly code: 'opportunity/held'; readonly reason: string }
  /** The last day of rest would be over already. */
  | { readonly code: 'opportunity/until-past'; readonly until: LocalDate }
  /** The value follows the primary quotation; by hand it is set once that is unlinked. */
  | { readonly code: 'opportunity/value-follows-quotation'; readonly quotationId: string }
  /** Margin and value are in one currency, and an adjusted win in the one it was won in. */
  | { readonly code: 'opportunity/other-currency'; readonly currency: CurrencyCode }
  /** A customer may still accept a quotation of the deal, or has ordered by it. */
  | {
      readonly code: 'opportunity/quotation-stands';
      readonly quotationId: string;
      readonly status: StandingQuotation['status'];
    }
  /** A closed deal is reopened before anything else. */
  | { readonly code: 'opportunity/closed'; readonly status: ClosedStatus }
  /** Won before, at another value or by another quotation or order. */
  | { readonly code: 'opportunity/already-won'; readonly value: DealValue }
  /** As much or more was sold by that quotation or order already; less is an adjustment. */
  | { readonly code: 'opportunity/already-sold'; readonly value: DealValue }
  /** What is added to a win names its quotation or order, as does an adjustment of several sales. */
  | { readonly code: 'opportunity/sale-unnamed' }
  /** Nothing of the win was sold by that quotation or order. */
  | {
      readonly code: 'opportunity/unknown-sale';
      readonly quotationId?: string | undefined;
      readonly shopOrderId?: string | undefined;
    }
  /** The whole would be beyond what amounts may be. */
  | { readonly code: 'opportunity/amount-too-large' }
  /** The deal is another customer's. */
  | { readonly code: 'opportunity/other-party'; readonly partyId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'opportunity/note-needed' }
  /** Only a win that stands can be reversed, adjusted or credited otherwise. */
  | { readonly code: 'opportunity/not-won'; readonly status: 'open' | 'lost' | 'won-reversed' }
  /**
   * A win is no earlier than what it follows (the opening, the last step, rest and reopening), and no later
   * than what follows it (a further sale, a change of its value or credit, and its correction).
   */
  | {
      readonly code: 'opportunity/win-date-out-of-order';
      readonly earliest: Instant;
      readonly latest: Instant;
    }
  /** A duplicate that was merged takes no more commands; the survivor does. */
  | { readonly code: 'opportunity/merged'; readonly survivorId: string }
  | { readonly code: 'opportunity/merged-into-itself' }
  /**
   * The other deal cannot be the duplicate: there is none, it is closed, or it was merged into another
   * one. Where it is closed it is the survivor.
   */
  | {
      readonly code: 'opportunity/not-to-be-merged';
      readonly mergedId: string;
      readonly status: MergedOpportunity['status'];
    }
  /** The survivor was merged into this very deal. */
  | { readonly code: 'opportunity/merge-cycle'; readonly survivorId: string }
  /** There is no such survivor, or it has not absorbed this one: nothing is merged by half. */
  | { readonly code: 'opportunity/not-absorbed'; readonly survivorId: string }
  /** The survivor was merged itself; the duplicate goes to where that went. */
  | { readonly code: 'opportunity/survivor-merged'; readonly survivorId: string };

/** What may have become of a deal. */
export type ClosedStatus = Exclude<Opportunity['status'], 'absent' | 'open' | 'merged'>;

/** What an opportunity answers to a command. */
export type Answer = Decision<OpportunityEvent, OpportunityRefusal>;

/** What a command of a type carries. */
export type Data<Type extends OpportunityCommand['type']> = CommandData<OpportunityCommand, Type>;

type Answers = Decisions<OpportunityEvent, OpportunityRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;

/** The refusal of a deal that is not open. */
export const notOpen = (state: Exclude<Opportunity, { status: 'open' }>): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'opportunity/not-opened' });
    case 'merged':
      return refuse({ code: 'opportunity/merged', survivorId: state.survivorId });
    case 'won':
    case 'lost':
    case 'won-reversed':
      return refuse({ code: 'opportunity/closed', status: state.status });
  }
};
