import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { LeadDistributionCommand } from './commands.ts';
import type { LeadDistributionEvent } from './events.ts';

/** Why a distribution's command is refused. */
export type LeadDistributionRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'lead-distribution/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  | { readonly code: 'lead-distribution/not-defined' }
  /** Under the rule `quota` everybody needs one. */
  | { readonly code: 'lead-distribution/quota-needed'; readonly salespersonId: string }
  /** Under the rule `territory` everybody needs at least one. */
  | { readonly code: 'lead-distribution/territories-needed'; readonly salespersonId: string }
  /** Under the rule `territory` the command has to say where the lead is. */
  | { readonly code: 'lead-distribution/territory-unknown'; readonly leadId: string }
  | { readonly code: 'lead-distribution/territory-uncovered'; readonly territory: string }
  /** Everybody who could get the lead has had as many as they may get in this month. */
  | { readonly code: 'lead-distribution/quotas-filled'; readonly month: string }
  /** Everybody who could get the lead is away, or has given it back. */
  | { readonly code: 'lead-distribution/nobody-left'; readonly leadId: string }
  | { readonly code: 'lead-distribution/full'; readonly limit: number };

/** What a distribution answers to a command. */
export type Answer = Decision<LeadDistributionEvent, LeadDistributionRefusal>;

/** What a command of a type carries. */
export type Data<Type extends LeadDistributionCommand['type']> = CommandData<
  LeadDistributionCommand,
  Type
>;

type Answers = Decisions<LeadDistributionEvent, LeadDistributionRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
