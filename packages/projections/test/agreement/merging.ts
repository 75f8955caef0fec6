import type { Message } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { type Given, givenTogether, hours } from './lived.ts';

/** Two of some things. */
const pairs = (ids: readonly string[]) =>
  fc.shuffledSubarray([...ids], { minLength: 2, maxLength: 2 }) as Arbitrary<[string, string]>;

/** Two commands as they should be given, the other way round, or one of them only. */
const orders = fc.constantFrom<<Of>(pair: readonly Of[]) => readonly Of[]>(
  (pair) => pair,
  (pair) => pair,
  (pair) => pair,
  (pair) => [...pair].reverse(),
  (pair) => pair.slice(0, 1),
  (pair) => pair.slice(1),
);

/**
 * Merges of two things and their ends, each with both halves or one, which are for two streams: a
 * merge alone, its end alone, or one after the other.
 */
export const mergesOf = <Command extends Message>(
  ids: readonly string[],
  merge: (survivorId: string, duplicateId: string, at: string) => readonly Command[],
  unmerge: (survivorId: string, duplicateId: string, at: string) => readonly Command[],
): Arbitrary<readonly Command[]> =>
  fc
    .record({
      pair: pairs(ids),
      at: fc.tuple(hours, hours),
      order: fc.tuple(orders, orders),
      what: fc.constantFrom('merge', 'merge', 'unmerge', 'both'),
    })
    .map(({ pair: [survivorId, duplicateId], at, order, what }) => [
      ...(what === 'unmerge' ? [] : order[0](merge(survivorId, duplicateId, at[0]))),
      ...(what === 'merge' ? [] : order[1](unmerge(survivorId, duplicateId, at[1]))),
    ]);

/** What begins each of some things, most of the time early, and then the rest. */
export const begun = <Command>(
  ids: readonly string[],
  begin: (id: Arbitrary<string>, at: Arbitrary<string>) => Arbitrary<Command>,
  commands: Arbitrary<readonly Command[]>,
): Arbitrary<readonly Given<Command>[]> => {
  const early = fc
    .constantFrom('2026-03-01', '2026-03-02', '2026-03-03')
    .map((day) => `${day}T00:00:00.000Z`);
  return fc
    .tuple(
      fc.tuple(...ids.map((id) => begin(fc.constant(id), early))),
      givenTogether(begin(fc.constantFrom(...ids), hours), commands),
    )
    .map(([first, rest]) => [...first.map((command) => ({ command, byProcess: false })), ...rest]);
};

/** A command that is given alone. */
export const one = <Command>(command: Arbitrary<Command>): Arbitrary<readonly Command[]> =>
  command.map((each) => [each]);
