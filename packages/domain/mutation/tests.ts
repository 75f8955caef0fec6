import { expect } from 'expect';

/** A test as it was told: a sentence and what has to be done. */
export interface Test {
  readonly id: string;
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...row: readonly unknown[]) => unknown;
type Table = readonly unknown[];

/** What the tests of the domain use of jest, and no more: their sentences are collected, not run. */
export const collectingTests = (): readonly Test[] => {
  const tests: Test[] = [];
  const titles: string[] = [];

  const describe = (title: string, body: Body): void => {
    titles.push(title);
    body();
    titles.pop();
  };
  const it = (title: string, run: () => unknown): void => {
    const name = [...titles, title].join(' › ');
    tests.push({ id: `${tests.length} ${name}`, name, run });
  };
  /** A row is the arguments of its test; what is no row is the only argument. */
  const each =
    (tell: (title: string, body: () => unknown) => void) =>
    (table: Table) =>
    (title: string, body: Body) => {
      for (const row of table) tell(title, () => body(...(Array.isArray(row) ? row : [row])));
    };
  describe.each = each(describe);
  it.each = each(it);
  Object.assign(globalThis, { describe, it, expect });
  return tests;
};
