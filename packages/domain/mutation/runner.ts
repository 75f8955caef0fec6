import { pathToFileURL } from 'node:url';
import { bundledTests } from './bundle.ts';
import { collectingTests, type Test } from './tests.ts';

/** Where mutated code looks up which mutant is active and keeps what each test covered. */
interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: unknown;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

const namespace = (): Namespace => {
  const world: { __stryker__?: Namespace } = globalThis as object;
  world.__stryker__ ??= {};
  return world.__stryker__;
};

/**
 * Runs the tests of one folder for StrykerJS, all mutants in one process. Jest would load every
 * module anew for each mutant, some seconds a time; our tests are pure, so one loading does for all.
 * It is told which folder by `PRESALES_MUTATED`, and stands in the mutated copy.
 */
export class OneProcessRunner {
  #tests: readonly Test[] = [];

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    const tests = collectingTests();
    const file = await bundledTests(process.cwd(), process.env['PRESALES_MUTATED'] ?? 'shared');
    await import(pathToFileURL(file).href);
    this.#tests = tests;
  }

  async dryRun() {
    const tests = [];
    for (const test of this.#tests) {
      namespace().currentTestId = test.id;
      const begun = performance.now();
      const failureMessage = await failureOf(test);
      const timeSpentMs = performance.now() - begun;
      const told = { id: test.id, name: test.name, timeSpentMs };
      tests.push(
        failureMessage === undefined
          ? { ...told, status: 0 }
          : { ...told, status: 1, failureMessage },
      );
    }
    namespace().currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: namespace().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun) {
    const wanted = testFilter && new Set(testFilter);
    const tests = this.#tests.filter(({ id }) => wanted === undefined || wanted.has(id));
    Object.assign(namespace(), { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    let nrOfTests = 0;
    for (const test of tests) {
      nrOfTests += 1;
      const failureMessage = await failureOf(test);
      if (failureMessage === undefined) continue;
      this.#rest();
      return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
    }
    this.#rest();
    return { status: 'survived', nrOfTests };
  }

  #rest(): void {
    Object.assign(namespace(), { activeMutant: undefined, hitCount: undefined });
  }
}

/** Why a test fails; undefined when it does not. */
const failureOf = async ({ run }: Test): Promise<string | undefined> => {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
