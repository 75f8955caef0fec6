import {
  type CurrencyCode,
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type LocalDate,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { TargetCommand } from './commands.ts';
import type { TargetEvent } from './events.ts';
import type { TargetGoal, TargetPeriod } from './vocabulary.ts';

/** Why a target's command is refused. */
export type TargetRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'target/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** Value and margin are counted in money, the rest in numbers. */
  | { readonly code: 'target/unit-unfit'; readonly expected: TargetGoal['in'] }
  /** A stretch is in the currency of its goal. */
  | { readonly code: 'target/other-currency'; readonly currency: CurrencyCode }
  /** A stretch is at least as much as the goal. */
  | { readonly code: 'target/stretch-below-goal' }
  /** A target for these very days is set already, with another goal; it can be revised (B42). */
  | { readonly code: 'target/already-set'; readonly period: TargetPeriod }
  /** Only a period that was set can be revised or withdrawn. */
  | { readonly code: 'target/unknown-period'; readonly period: TargetPeriod }
  /** A revision takes effect on a day of its period. */
  | { readonly code: 'target/outside-period'; readonly period: TargetPeriod }
  /** Revisions look ahead; one that takes effect on a day that is over names who approved it. */
  | { readonly code: 'target/approval-needed'; readonly effectiveFrom: LocalDate };

/** What a holder's targets answer to a command. */
export type Answer = Decision<TargetEvent, TargetRefusal>;

/** What a command of a type carries. */
export type Data<Type extends TargetCommand['type']> = CommandData<TargetCommand, Type>;

type Answers = Decisions<TargetEvent, TargetRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
