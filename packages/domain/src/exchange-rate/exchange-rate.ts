import {
  type Aggregate,
  aggregate,
  type CurrencyCode,
  type Decision,
  decisions,
  type Of,
} from '@presales/kernel';
import { sameDecimal } from '../shared/same-decimal.ts';
import { ExchangeRateCommand } from './commands.ts';
import { ExchangeRateEvent } from './events.ts';

/** What a pair's rates of a year are: by day, the latest rate of every source. */
export type ExchangeRate =
  | { readonly status: 'absent' }
  | {
      readonly status: 'published';
      readonly rates: ReadonlyMap<string, ReadonlyMap<string, string>>;
    };

/** Why a rate is refused. */
export type ExchangeRateRefusal = {
  /** A currency is worth exactly one of itself; nobody publishes that. */
  readonly code: 'exchange-rate/same-currency';
  readonly currency: CurrencyCode;
};

const evolve = (state: ExchangeRate, event: ExchangeRateEvent): ExchangeRate => {
  switch (event.type) {
    case 'ExchangeRatePublished': {
      const { rateDate, source, rate } = event.data;
      const rates = state.status === 'published' ? state.rates : new Map<string, never>();
      return {
        status: 'published',
        rates: new Map(rates).set(rateDate, new Map(rates.get(rateDate)).set(source, rate)),
      };
    }
  }
};

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
  identify: ({ data: { from, to, rateDate } }) => `${from}.${to}.${rateDate.slice(0, 4)}`,
});

type Answer = Decision<ExchangeRateEvent, ExchangeRateRefusal>;
type Data<Type extends ExchangeRateCommand['type']> = Of<ExchangeRateCommand, Type>['data'];
const { emit, refuse } = decisions<ExchangeRateEvent, ExchangeRateRefusal>();

function publish(
  { at: _, ...published }: Data<'PublishExchangeRate'>,
  state: ExchangeRate,
): Answer {
  const { from, to, rateDate, source, rate } = published;
  if (from === to) return refuse({ code: 'exchange-rate/same-currency', currency: from });
  const known = state.status === 'published' ? state.rates.get(rateDate)?.get(source) : undefined;
  if (known !== undefined && sameDecimal(known, rate)) return emit();
  return emit({ type: 'ExchangeRatePublished', data: published });
}
