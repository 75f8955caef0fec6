import type { Settings } from '../contenders/contender.ts';
import { contenders } from '../contenders/index.ts';
import type { Rates } from './meter.ts';
import { type Comparison, ratesOf } from './report.ts';
import { interleaved } from './rounds.ts';

/** What a contender's turn comes to. */
export interface Turn extends Rates {
  readonly settings?: Settings;
}

/** Who meets whom, at what, how often. */
export interface Contest {
  readonly title: string;
  readonly unit: string;
  readonly reference: string;
  readonly contenders: readonly string[];
  readonly rounds: number;
  readonly turn: (contender: string) => Promise<Turn>;
  /** What contenders that are no stores are. */
  readonly setUps?: ReadonlyMap<string, string>;
  readonly progress: (line: string) => void;
}

/** Runs a contest, its rounds interleaved. */
export const contest = async ({
  title,
  unit,
  reference,
  contenders: names,
  rounds,
  turn,
  setUps,
  progress,
}: Contest): Promise<Comparison> => {
  const results = await interleaved(names, rounds, async (name) => {
    const result = await turn(name);
    progress(`${title}: ${name} ${Math.round(result.rate).toLocaleString('en')} ${unit}/s`);
    return result;
  });
  return {
    title,
    unit,
    reference,
    series: [...results].map(([contender, turns]) => {
      const settings = turns[0]?.settings;
      return {
        contender,
        setUp: setUps?.get(contender) ?? contenders.get(contender)?.setUp,
        ...(settings === undefined ? {} : { settings }),
        rates: turns.map(({ rate }) => rate),
        cpuRates: turns.map(({ cpuRate }) => cpuRate),
      };
    }),
  };
};

/** Each round's ratio of one contender to another. */
export const ratioIn = (
  comparison: Comparison,
  contender: string,
  reference: string = comparison.reference,
): readonly number[] => {
  const by = ratesOf(comparison, reference);
  return ratesOf(comparison, contender).map((rate, round) => rate / (by[round] ?? Number.NaN));
};
