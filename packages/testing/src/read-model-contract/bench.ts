import type { AttachedReadModel, ReadModelStore } from '@presales/kernel/store';
import type { TestRunner } from '../test-runner.ts';
import type { ReadModelStoreContract } from './contract.ts';
import { ledger } from './ledger.ts';

/** What a case works with on an empty place; every store that it opened is closed when it ends. */
export interface PlaceBench {
  readonly store: ReadModelStore;
  /** Opens a further store on the same place. */
  readonly openAgain: () => Promise<ReadModelStore>;
}

/** The same with the read model of the contract attached. */
export interface LedgerBench extends PlaceBench {
  readonly model: AttachedReadModel;
}

/** What the cases of one subject are written with: a test runner, and benches to run a case on. */
export interface Suite extends TestRunner {
  readonly contract: ReadModelStoreContract;
  readonly onPlace: (body: (bench: PlaceBench) => Promise<void>) => () => Promise<void>;
  readonly onLedger: (body: (bench: LedgerBench) => Promise<void>) => () => Promise<void>;
}

/** The suite that holds one store to the contract. */
export const suiteOf = (contract: ReadModelStoreContract, { describe, it }: TestRunner): Suite => {
  const onPlace: Suite['onPlace'] = (body) => () => onFreshPlace(contract, body);
  return {
    describe,
    it,
    contract,
    onPlace,
    onLedger: (body) =>
      onPlace(async (bench) => body({ ...bench, model: await bench.store.attach(ledger) })),
  };
};

const onFreshPlace = async (
  { name, open }: ReadModelStoreContract,
  body: (bench: PlaceBench) => Promise<void>,
): Promise<void> => {
  const { store, again, remove } = await open();
  const stores = [store];
  try {
    await body({
      store,
      openAgain: async () => {
        if (again === undefined) throw new Error(`${name}: a lasting place can be opened again`);
        const other = await again();
        stores.push(other);
        return other;
      },
    });
  } finally {
    for (const each of stores) await each.close();
    await remove?.();
  }
};
