import type { After } from './timers.ts';

/** Tells when nothing has happened for some time. */
export interface Quiet {
  /** Begins to count these milliseconds, unless it is counting already and will end earlier. */
  readonly within: (milliseconds: number) => void;
  /** Whether the time has run out. When it has, asking ends the count. */
  readonly isOver: () => boolean;
  /** Something happened: the count ends. */
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
