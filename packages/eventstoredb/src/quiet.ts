import type { After } from './timers.ts';

/** Tells when nothing has happened for some time. */
export interface Quiet {
  /** Begins to count, unless it counts already towards an earlier end. */
  readonly within: (milliseconds: number) => void;
  /** The time ran out since it began to count; asking begins anew. */
  readonly isOver: () => boolean;
  /** Something happened. */
  readonly broken: () => void;
}

/** `ring` is called when the time has run out. */
export const quiet = (after: After, ring: () => void): Quiet => {
  let counting: { readonly milliseconds: number; readonly callOff: () => void } | undefined;
  let over = false;
  const broken = (): void => {
    counting?.callOff();
    counting = undefined;
    over = false;
  };
  return {
    within: (milliseconds) => {
      if (counting !== undefined && counting.milliseconds <= milliseconds) return;
      broken();
      const callOff = after(milliseconds, () => {
        over = true;
        ring();
      });
      counting = { milliseconds, callOff };
    },
    isOver: () => {
      const was = over;
      if (was) broken();
      return was;
    },
    broken,
  };
};
