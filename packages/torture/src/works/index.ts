import { append } from './append.ts';
import { copy } from './copy.ts';
import { demo } from './demo.ts';
import { importing } from './import.ts';
import { rebuild } from './rebuild.ts';
import type { Work } from './work.ts';

/** Every kind of work that faults interrupt. */
export const works = (seed: number): readonly Work[] =>
  [append, importing, copy, demo, rebuild].map((work) => work(seed));
