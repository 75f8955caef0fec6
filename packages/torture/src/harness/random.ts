/** Chances drawn from a seed: the same seed draws the same ones on every machine. */
export interface Random {
  /** A whole number from `least` through `most`. */
  readonly whole: (least: number, most: number) => number;
  /** Whether something happens that happens so often of a hundred times. */
  readonly percent: (often: number) => boolean;
  readonly of: <Choice>(choices: readonly [Choice, ...Choice[]]) => Choice;
  /** Chances of their own, which do not depend on how many were drawn here. */
  readonly apart: (name: string) => Random;
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, plenty for choosing where to strike. */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const whole = (least: number, most: number): number => least + (next() % (most - least + 1));
  return {
    whole,
    percent: (often) => whole(0, 99) < often,
    of: (choices) => choices[whole(0, choices.length - 1)] ?? choices[0],
    apart: (name) => randomOf(hashOf(`${seed} ${name}`)),
  };
};

/** FNV-1a: names become numbers. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};
