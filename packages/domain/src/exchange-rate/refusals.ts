import {
  type CurrencyCode,
  type Decision,
  type Decisions,
  decisions,
  type Instant,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { ExchangeRateCommand } from './commands.ts';
import type { ExchangeRateEvent } from './events.ts';

/** Why a rate is refused. */
export type ExchangeRateRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'exchange-rate/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** A currency is worth exactly one of itself; nobody publishes that. */
  | { readonly code: 'exchange-rate/same-currency'; readonly currency: CurrencyCode };

/** What the rates of a pair answer to a command. */
export type Answer = Decision<ExchangeRateEvent, ExchangeRateRefusal>;

/** What a command of a type carries. */
export type Data<Type extends ExchangeRateCommand['type']> = CommandData<ExchangeRateCommand, Type>;

type Answers = Decisions<ExchangeRateEvent, ExchangeRateRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
