import type { ReadModelStore } from '@presales/kernel/store';

/** A fresh, empty place for read models, and the first store that is open on it. */
export interface ReadModelPlace {
  readonly store: ReadModelStore;
  /** Opens a further store on the same place; absent where rows do not outlive their store. */
  readonly again?: () => Promise<ReadModelStore>;
  /** Is called when the case is over and every store is closed. */
  readonly remove?: () => Promise<void>;
}

/** How the contract suite gets at the stores that it is to prove. */
export interface ReadModelStoreContract {
  /** What the title of the suite calls the store. */
  readonly name: string;
  readonly open: () => Promise<ReadModelPlace>;
  /** Whether rows outlive the store that wrote them. Where they do not, such cases are left out. */
  readonly lasting: boolean;
}
