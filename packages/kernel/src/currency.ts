import { z } from 'zod';
import { InvalidInput } from './errors.ts';

/**
 * ISO 4217 currencies by the number of their decimal places. Our own table, because a library's
 * list changes with its releases and a stored amount must keep its meaning; no code ever leaves it.
 * Source: ISO 4217 list one (SIX), as of 2025-05, with its units of account, in which rents and
 * contracts are priced (CLF, UYW); metals, test codes and bonds markets' units are left out.
 * Codes withdrawn since 2010 stay, because imported history is written in them.
 */
const byExponent: Readonly<Record<number, string>> = {
  0: 'BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN
      BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
      GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP
      LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR
      NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
      SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR
      ZMW ZWG
      CUC EEK HRK LTL LVL MRO SLL STD VEF ZMK ZWL`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const exponents = new Map<string, number>(
  Object.entries(byExponent).flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code): [string, number] => [code, Number(exponent)]),
  ),
);

const expected = 'expected an ISO 4217 currency code such as "EUR"';

/** A three-letter ISO 4217 code that this library knows. */
export const CurrencyCode = z
  .string()
  // Whatever else holds of money depends on the currency, and is not looked at without one.
  .refine((code) => exponents.has(code), { error: expected, abort: true });
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/**
 * The decimal places of a currency's minor unit: JPY 0, EUR 2, BHD 3.
 *
 * @throws InvalidInput for text that is no currency code
 */
export const exponentOf = (currency: CurrencyCode): number => {
  const exponent = exponents.get(currency);
  if (exponent === undefined)
    throw new InvalidInput(`currency ${JSON.stringify(currency)}`, [{ path: '', expected }]);
  return exponent;
};

/** Every known currency code, sorted. */
export const currencyCodes: readonly CurrencyCode[] = [...exponents.keys()].sort();
