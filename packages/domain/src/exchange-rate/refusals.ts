import { type CurrencyCode, type Decision, decisions, type Of } from '@presales/kernel';
import type { ExchangeRateCommand } from './commands.ts';
import type { ExchangeRateEvent } from './events.ts';

/** Why a rate is refused. */
export type ExchangeRateRefusal = {
  /** A currency is worth exactly one of itself; nobody publishes that. */
  readonly code: 'exchange-rate/same-currency';
  readonly currency: CurrencyCode;
};

/** What the rates of a pair answer to a command. */
export type Answer = Decision<ExchangeRateEvent, ExchangeRateRefusal>;

/** What a command of a type carries. */
export type Data<Type extends ExchangeRateCommand['type']> = Of<ExchangeRateCommand, Type>['data'];

/** The two answers: what happened, or why not. */
export const { emit, refuse } = decisions<ExchangeRateEvent, ExchangeRateRefusal>();
