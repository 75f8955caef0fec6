import type { Settings } from '../contenders/contender.ts';
import { contenders } from '../contenders/index.ts';
import type { Rates } from './meter.ts';
import { type Comparison, ratesOf } from './report.ts';
import { interleaved } from './rounds.ts';
import { ratios } from './statistics.ts';

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

/** Runs a contest, its rounds interleaved. A peer may fail; we may not. */
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
  const taken = async (name: string): Promise<Turn | undefined> => {
    try {
      const result = await turn(name);
      progress(`${title}: ${name} ${Math.round(result.rate).toLocaleString('en')} ${unit}/s`);
      return result;
    } catch (error) {
      if (contenders.get(name)?.peer === undefined) throw error;
      progress(`${title}: ${name} failed: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  };
  const results = await interleaved(names, rounds, taken);
  return {
    title,
    unit,
    reference,
    series: [...results].map(([contender, turns]) => {
      const settings = turns.find((one) => one !== undefined)?.settings;
      return {
        contender,
        setUp: setUps?.get(contender) ?? contenders.get(contender)?.setUp,
        ...(settings === undefined ? {} : { settings }),
        rates: turns.map((one) => one?.rate),
        cpuRates: turns.map((one) => one?.cpuRate),
      };
    }),
  };
};

/** Each round's ratio of one contender to the reference. */
export const ratioIn = (comparison: Comparison, contender: string): readonly number[] =>
  ratios(ratesOf(comparison, contender), ratesOf(comparison, comparison.reference));
