import { localDate, type Money, type Zone } from '@presales/kernel';
import { type History, only, remembered } from './events.ts';
import { decimal, Fraction } from './fraction.ts';

const places = (currency: string): number => (currency === 'JPY' ? 0 : 2);

/** Values an amount of a day in the reporting currency, in minor units (B7). */
export type Value = (amount: Money, on: string) => number;

/** An amount in minor units of its own currency, halves to the even one. */
export const minorUnits = ({ amount, scale, currency }: Money): number =>
  Number(
    new Fraction(
      BigInt(amount) * 10n ** BigInt(places(currency)),
      10n ** BigInt(scale),
    ).roundedToEven(),
  );

/** The same as money. */
export const inMinorUnits = (amount: Money): Money => ({
  amount: minorUnits(amount),
  currency: amount.currency,
  scale: places(amount.currency),
});

/** Valuation at the rate of the day, or the last one before it that was known. */
export const valuedIn = (to: string, { known }: History): Value => {
  const rates = only(known, 'ExchangeRatePublished')
    .map(({ data, position }) => ({ ...data, position }))
    .filter((rate) => rate.to === to)
    .sort((left, right) =>
      left.rateDate === right.rateDate
        ? left.position - right.position
        : left.rateDate < right.rateDate
          ? -1
          : 1,
    );
  return (amount, on) => {
    const own = minorUnits(amount);
    if (amount.currency === to) return own;
    const found = rates.findLast(
      ({ from, rateDate }) => from === amount.currency && rateDate <= on,
    );
    if (found === undefined) throw new Error(`no rate from ${amount.currency} to ${to} on ${on}`);
    return Number(
      new Fraction(own, 10n ** BigInt(places(amount.currency)))
        .times(decimal(found.rate))
        .times(new Fraction(10n ** BigInt(places(to))))
        .roundedToEven(),
    );
  };
};

/** The day of an instant. */
export const dayIn: (zone: Zone) => (at: string) => string = remembered((zone) =>
  remembered((at) => localDate(at, zone)),
);
