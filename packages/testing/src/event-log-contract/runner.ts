/** The two words that a suite is written in; jest, vitest and mocha all have them as globals. */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => void;
  /** `timeout` in milliseconds. */
  readonly it: (title: string, body: () => Promise<void>, timeout?: number) => void;
}

/**
 * The runner that this process runs under, asked for when a suite registers and not when this
 * package is loaded.
 *
 * @throws Error outside of a test runner
 */
export const testRunner = (): TestRunner => {
  // The globals belong to whichever runner is there; their types are not ours to choose.
  const { describe, it } = globalThis as unknown as Partial<TestRunner>;
  if (describe === undefined || it === undefined)
    throw new Error(
      'a contract suite runs under a test runner that has describe and it as globals',
    );
  return { describe, it };
};

/** Milliseconds that a case of many random runs may take. */
export const longCase = 60_000;
