/** Work under way at the same time, but in order wherever two pieces touch the same thing. */
export interface InFlight {
  /**
   * Begins the work as soon as all that was added before it and touches one of the same things is
   * done. Resolves when there is room for more.
   *
   * @throws what an earlier piece of work threw; nothing begins after that
   */
  readonly add: (touches: readonly string[], work: () => Promise<void>) => Promise<void>;
  /** Resolves when nothing is under way any more, whatever came of it. */
  readonly idle: () => Promise<void>;
  /** @throws what a piece of work threw */
  readonly check: () => void;
}

/** At most `limit` pieces of work under way or waiting. */
export const inFlight = (limit: number): InFlight => {
  const last = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;

  const check = (): void => {
    if (failure !== undefined) throw failure.error;
  };

  const begin = async (before: readonly Promise<void>[], work: () => Promise<void>) => {
    await Promise.all(before);
    if (failure !== undefined) return;
    try {
      await work();
    } catch (error) {
      failure ??= { error };
    }
  };

  return {
    add: async (touches, work) => {
      check();
      const before = touches.flatMap((thing) => last.get(thing) ?? []);
      const piece = begin(before, work).then(() => {
        running.delete(piece);
        for (const thing of touches) if (last.get(thing) === piece) last.delete(thing);
        wake();
      });
      running.add(piece);
      for (const thing of touches) last.set(thing, piece);
      while (running.size >= limit)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      check();
    },
    idle: async () => {
      await Promise.all(running);
    },
    check,
  };
};
