import { globalRunner, type TestRunner } from '../test-runner.ts';
import { attachingCases } from './attaching.ts';
import { beginningCases } from './beginning.ts';
import { suiteOf } from './bench.ts';
import { closingCases } from './closing.ts';
import { commitCases } from './commit.ts';
import type { ReadModelStoreContract } from './contract.ts';
import { definitionCases } from './definitions.ts';
import { fencingCases } from './fencing.ts';
import { hashingCases } from './hashing.ts';
import { historyCases } from './histories.ts';
import { loadingCases } from './loading.ts';
import { markCases } from './mark.ts';
import { parkingCases } from './parking.ts';
import { queryCases } from './query.ts';
import { reopeningCases } from './reopening.ts';
import { resettingCases } from './resetting.ts';

export type { ReadModelPlace, ReadModelStoreContract } from './contract.ts';

/**
 * Registers the cases that every read-model store must pass; what they show is promised by
 * `ReadModelStore` of the kernel. The runner is by default the one whose `describe` and `it` are
 * global.
 */
export const readModelStoreContract = (
  contract: ReadModelStoreContract,
  runner: TestRunner = globalRunner(),
): void =>
  runner.describe(`the read-model store ${contract.name}`, () => {
    const suite = suiteOf(contract, runner);
    beginningCases(suite);
    commitCases(suite);
    markCases(suite);
    loadingCases(suite);
    fencingCases(suite);
    parkingCases(suite);
    resettingCases(suite);
    attachingCases(suite);
    definitionCases(suite);
    queryCases(suite);
    hashingCases(suite);
    closingCases(suite);
    reopeningCases(suite);
    historyCases(suite);
  });
