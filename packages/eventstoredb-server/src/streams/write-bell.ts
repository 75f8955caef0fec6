import type { Store } from '../store/store.ts';
import type { Outlet } from '../transport/outlet.ts';

/** Wakes a subscription that waits for the next write. */
export interface WriteBell {
  /** Forgets earlier writes. */
  readonly reset: () => void;
  /** Resolves at the first write since the last reset, or when the client has gone. */
  readonly rung: () => Promise<void>;
}

/** A bell that rings at every write to a store, and when the client has gone. */
export const writeBell = (
  store: Pick<Store, 'onWrite'>,
  outlet: Pick<Outlet<unknown>, 'onClose' | 'isOpen'>,
): WriteBell => {
  let rang = false;
  let wake = (): void => undefined;
  const ringNow = (): void => {
    rang = true;
    wake();
  };
  const stopListening = store.onWrite(ringNow);
  outlet.onClose(() => {
    stopListening();
    ringNow();
  });
  return {
    reset: () => {
      rang = !outlet.isOpen();
    },
    rung: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (rang) resolve();
      }),
  };
};
