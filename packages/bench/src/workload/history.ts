import type { PresalesEvent } from '@presales/domain';
import type { People } from './people.ts';
import type { Random } from './random.ts';

/** One stream and what happens in it, in order. */
export interface History {
  readonly stream: string;
  readonly events: readonly PresalesEvent[];
}

/** What a history is invented from. */
export interface Source {
  readonly random: Random;
  readonly people: People;
  /** The aggregate's id is made of it: no two histories of a kind share one. */
  readonly number: number;
  /** How many events the stream is to have, 5 to 40. */
  readonly length: number;
}

/** Invents one history of its kind. */
export type Invent = (source: Source) => History;

/** So many things of a kind, one after the other. */
export const times = <Thing>(count: number, make: (index: number) => Thing): readonly Thing[] =>
  Array.from({ length: count }, (_, index) => make(index));
