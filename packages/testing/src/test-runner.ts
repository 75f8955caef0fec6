/**
 * The two functions of a test runner that a contract suite needs. Those of jest, vitest, mocha and
 * `node:test` fit as they are.
 */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => void;
  /** `timeout` is in milliseconds; a runner that knows no third argument may ignore it. */
  readonly it: (title: string, body: () => Promise<void>, timeout?: number) => void;
}

/**
 * The `describe` and `it` that the test runner of this process has made global.
 *
 * @throws Error where there are none
 */
export const globalRunner = (): TestRunner => {
  // The globals belong to whichever runner is there, so their types cannot be declared here.
  const { describe, it } = globalThis as unknown as Partial<TestRunner>;
  if (describe === undefined || it === undefined)
    throw new Error(
      'a contract suite needs describe and it: this test runner has no globals, so pass them as { describe, it }',
    );
  return { describe, it };
};

/** How long a case of many random runs may take, in milliseconds. */
export const longCase = 60_000;
