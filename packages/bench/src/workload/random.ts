/** A seeded source of choices: the same seed makes the same choices on every machine. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly oneOf: <Choice>(choices: readonly [Choice, ...Choice[]]) => Choice;
  /** A UUID's form; unique for all that a benchmark needs. */
  readonly uuid: () => string;
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, plenty for a workload. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = (): string => next().toString(16).padStart(8, '0');
  const whole = (least: number, most: number): number => least + (next() % (most - least + 1));

  return {
    whole,
    chance: (probability) => next() < probability * 2 ** 32,
    oneOf: (choices) => choices[whole(0, choices.length - 1)] ?? choices[0],
    uuid: () => {
      const [first, second, third, fourth] = [hex(), hex(), hex(), hex()];
      return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-a${third.slice(1, 4)}-${third.slice(4)}${fourth}`;
    },
  };
};
