import type { Market } from './market.ts';
import type { Random } from './random.ts';
import type { Rates } from './rates.ts';
import type { Script } from './script.ts';

/** What every chapter of the story is told with. */
export interface Telling {
  readonly script: Script;
  readonly random: Random;
  readonly rates: Rates;
  readonly market: Market;
  /** The next id of a kind: `L00001`, `O00001`. */
  readonly next: (letter: 'P' | 'L' | 'O' | 'Q' | 'I' | 'A' | 'E' | 'S') => string;
}

/** Ids that count up, one sequence for each letter. */
export const counting = (): Telling['next'] => {
  const counts = new Map<string, number>();
  return (letter) => {
    const count = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, count);
    return `${letter}${String(count).padStart(5, '0')}`;
  };
};
