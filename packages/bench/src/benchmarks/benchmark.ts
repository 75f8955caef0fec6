import type { Report } from '../harness/report.ts';

/** How thorough a run is. */
export interface Thoroughness {
  /** Every contender's turns; by default what the benchmark thinks enough for a spread. */
  readonly rounds: number | undefined;
  /** Events of a turn, or of the big log; by default the benchmark's own number. */
  readonly events: number | undefined;
  /** Tells what is going on. */
  readonly progress: (line: string) => void;
}

/** One question, answered by measuring. */
export interface Benchmark {
  readonly name: string;
  /** One line for the help text. */
  readonly about: string;
  readonly run: (thoroughness: Thoroughness) => Promise<Report>;
}
