import {
  type CurrencyCode,
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type Money,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { CampaignCommand } from './commands.ts';
import type { CampaignEvent } from './events.ts';
import type { CampaignObjective } from './values/objective.ts';

/** Why a campaign's command is refused. */
export type CampaignRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'campaign/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** Planned before, and differently. */
  | { readonly code: 'campaign/already-planned' }
  | { readonly code: 'campaign/not-planned' }
  /** `endsOn` is the first day after the campaign, so it has to lie after `startsOn`. */
  | { readonly code: 'campaign/ends-before-start' }
  /** The campaign would be part of itself, directly or through campaigns in between. */
  | { readonly code: 'campaign/part-of-itself'; readonly parentId: string }
  /** There is a budget already: revising it needs a reason. */
  | { readonly code: 'campaign/reason-needed'; readonly budget: Money }
  /** There is such an objective already: revising it needs a reason. */
  | {
      readonly code: 'campaign/objective-reason-needed';
      readonly objective: CampaignObjective;
    }
  | { readonly code: 'campaign/not-started' }
  /** A paused campaign is resumed, not started again. */
  | { readonly code: 'campaign/paused' }
  | { readonly code: 'campaign/completed' }
  | { readonly code: 'campaign/cancelled' }
  /** The id belongs to another cost. */
  | { readonly code: 'campaign/cost-exists'; readonly costId: string }
  | { readonly code: 'campaign/unknown-cost'; readonly costId: string }
  /** The id belongs to another correction. */
  | { readonly code: 'campaign/correction-exists'; readonly correctionId: string }
  /** A cost is corrected in its own currency. */
  | {
      readonly code: 'campaign/correction-currency';
      readonly costId: string;
      readonly currency: CurrencyCode;
    }
  /**
   * A correction takes away at most what was spent, and never turns it into income; nor does it turn
   * a negative cost (money that came back) into spending. `amount` is what is left of the cost.
   */
  | {
      readonly code: 'campaign/correction-beyond-cost';
      readonly costId: string;
      readonly amount: Money;
    }
  /** The corrected cost would leave the range that amounts may have. */
  | { readonly code: 'campaign/amount-too-large'; readonly costId: string };

/** What a campaign answers to a command. */
export type Answer = Decision<CampaignEvent, CampaignRefusal>;
/** What a command of a type carries. */
export type Data<Type extends CampaignCommand['type']> = CommandData<CampaignCommand, Type>;
type Answers = Decisions<CampaignEvent, CampaignRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
