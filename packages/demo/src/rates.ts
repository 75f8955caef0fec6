import type { FrozenRates } from '@presales/domain';
import { decimalText } from '@presales/kernel';
import { TREASURER } from './people.ts';
import type { Random } from './random.ts';
import type { Script } from './script.ts';
import { at, dayOf, type Moment, monthOf, morningOf } from './timeline.ts';

/** The currency that the house keeps its books in. */
export const BASE = 'EUR';
const SOURCE = 'central-bank';

/** Euros for one unit of a currency, on the first of every month. */
export interface Rates {
  /** The rates of a moment's month, as they are copied into an accepted quotation. */
  readonly frozenAt: (moment: Moment) => FrozenRates;
}

/** Rates wander a little from month to month, in ten-thousandths of a euro. */
export const ratesOf = (random: Random): Rates => {
  let [dollar, leu] = [9_610, 2_010];
  const months = Array.from({ length: 12 }, (_, index): FrozenRates => {
    dollar += random.whole(-130, 70);
    leu += random.whole(-9, 5);
    return {
      base: BASE,
      rateDate: dayOf(morningOf(index + 1, 1)),
      source: SOURCE,
      rates: [
        { currency: 'USD', rate: decimalText(dollar, 4) },
        { currency: 'RON', rate: decimalText(leu, 4) },
      ],
    };
  });
  return {
    frozenAt: (moment) => {
      const rates = months[monthOf(moment) - 1];
      if (rates === undefined) throw new RangeError(`no rates for ${at(moment)}`);
      return rates;
    },
  };
};

/** The treasury publishes the rates of every month on its first day. */
export const tellOfRates = (script: Script, rates: Rates): void => {
  const thread = script.thread();
  for (let month = 1; month <= 12; month++) {
    const moment = morningOf(month, 1);
    const { base, rateDate, source, rates: ofMonth } = rates.frozenAt(moment);
    for (const { currency, rate } of ofMonth)
      thread.ask(TREASURER, 'exchangeRate', {
        type: 'PublishExchangeRate',
        data: { from: currency, to: base, rate, rateDate, source, at: at(moment) },
      });
  }
};
