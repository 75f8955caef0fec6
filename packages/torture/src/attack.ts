import type { Random } from './harness/random.ts';

/** What an attack is given to work with. */
export interface Arena {
  /** The source of all its choices. */
  readonly random: Random;
  /** How many kills, faults or bits; each attack says what its rounds are. */
  readonly rounds: number;
  /** An empty folder of its own; kept when it finds something. */
  readonly folder: string;
  /** Tells whoever waits how far it is. */
  readonly progress: (line: string) => void;
}

/** What an attack came to. */
export interface Outcome {
  /** What was done and seen, counted, in the order in which it is told. */
  readonly counts: Readonly<Record<string, number>>;
  /** What did not hold, each in one sentence that names place and round; none when all held. */
  readonly findings: readonly string[];
  /** Why it could not be made here, where that is so. */
  readonly skipped?: string;
}

/** One idea of how to break what must hold. */
export interface Attack {
  readonly name: string;
  /** What is done, and what must hold, in one line. */
  readonly about: string;
  /** Its rounds where nobody says how many. */
  readonly rounds: number;
  /** What one round is. */
  readonly round: string;
  readonly run: (arena: Arena) => Promise<Outcome>;
}
