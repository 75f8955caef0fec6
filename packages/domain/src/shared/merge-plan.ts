import type { Decision, Instant, Message } from '@presales/kernel';
import type { ConsentChoice } from './consent.ts';

/** Two records of one person or company, and what was looked up of both. */
export interface Merging<State> {
  readonly survivorId: string;
  readonly survivor: State;
  readonly duplicateId: string;
  readonly duplicate: State;
  /** By default the most restrictive permission of the two holds. */
  readonly consent?: ConsentChoice;
  readonly at: Instant;
}

/** A merge that was a mistake, and what was looked up of both records. */
export interface Unmerging<State> {
  readonly survivorId: string;
  readonly survivor: State;
  readonly duplicateId: string;
  readonly duplicate: State;
  readonly reason: string;
  readonly at: Instant;
}

/** The commands that merge two records, to be given in this order, or why there are none. */
export type MergePlan<Commands, Refusal> =
  | { readonly outcome: 'planned'; readonly commands: Commands }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/**
 * Tries both commands of a merge, or of its end, against the two records: neither is planned when one
 * would be refused. The survivor absorbs before the duplicate ends, so that a merge that was cut short
 * in between can simply be asked for again.
 */
export const planMerge = <
  State,
  Commands extends readonly [absorb: Message, merge: Message],
  Refusal,
>(
  decide: (command: NoInfer<Commands[number]>, state: State) => Decision<unknown, Refusal>,
  { survivor, duplicate }: Pick<Merging<State>, 'survivor' | 'duplicate'>,
  commands: Commands,
): MergePlan<Commands, Refusal> => {
  const [absorb, merge] = commands;
  const ending = decide(merge, duplicate);
  if (ending.outcome === 'refused') return ending;
  const absorbing = decide(absorb, survivor);
  if (absorbing.outcome === 'refused') return absorbing;
  return { outcome: 'planned', commands };
};
