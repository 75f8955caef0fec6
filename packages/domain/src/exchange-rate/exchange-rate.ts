import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { ExchangeRateCommand } from './commands.ts';
import { publish } from './decide/publish.ts';
import { ExchangeRateEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, ExchangeRateRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { ExchangeRate } from './state.ts';

const decide = (command: ExchangeRateCommand, state: ExchangeRate): Answer => {
  switch (command.type) {
    case 'PublishExchangeRate':
      return publish(command.data, state);
  }
};

/** The rates of one pair of currencies in one year (B6): `exchangeRate-EUR.USD.2026`. */
export const exchangeRate: Aggregate<
  ExchangeRateCommand,
  ExchangeRate,
  ExchangeRateEvent,
  ExchangeRateRefusal
> = aggregate({
  category: 'exchangeRate',
  commands: ExchangeRateCommand,
  events: ExchangeRateEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('exchange-rate/before-fact', factOrder),
  identify: ({ data: { from, to, rateDate } }) => `${from}.${to}.${rateDate.slice(0, 4)}`,
});
