import type { Converted, UsedRates } from '@presales/projections';
import { countText } from './numbers.ts';

/** Which rates a report used, a line for every pair, where a base was named; else nothing. */
export const ratesText = ({ via, exchangeRates = [] }: Converted): readonly string[] =>
  via === undefined
    ? []
    : ['', `Exchange rates, through ${via} where a pair is not published:`, ...used(exchangeRates)];

const used = (rates: readonly UsedRates[]): readonly string[] =>
  rates.length === 0 ? ['none were needed'] : rates.map(usedText);

const usedText = ({ from, to, legs, count, first, last }: UsedRates): string => {
  const made = legs.map((leg) => `${leg.from} to ${leg.to}${leg.inverted ? ' turned round' : ''}`);
  const days = first === last ? `of ${first}` : `from ${first} to ${last}`;
  return `${from} to ${to} by ${made.join(' and ')}: ${countText(count)} ${days}`;
};
