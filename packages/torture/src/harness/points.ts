import type { Random } from './random.ts';

/** One of the calls that a work makes. */
export interface Point {
  readonly call: string;
  /** Which one, from 1. */
  readonly nth: number;
}

/** Where to strike: so many of the calls, each kind of call as likely as another; all where they are fewer. */
export const pointsOf = (
  counts: ReadonlyMap<string, number>,
  wanted: number,
  random: Random,
): readonly Point[] => {
  const left = new Map(
    [...counts].map(([call, count]) => [call, Array.from({ length: count }, (_, n) => n + 1)]),
  );
  const points: Point[] = [];
  while (points.length < wanted) {
    const [first, ...others] = [...left.keys()].filter((call) => left.get(call)?.length !== 0);
    if (first === undefined) break;
    const call = random.of([first, ...others]);
    const numbers = left.get(call) ?? [];
    const [nth = 1] = numbers.splice(random.whole(0, numbers.length - 1), 1);
    points.push({ call, nth });
  }
  return points;
};
