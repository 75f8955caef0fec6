import type { AttributionModel, Touch } from './model.ts';

/**
 * What each position on the way to a win is worth, as parts of their sum: whole numbers of zero or
 * more. A position without a share is worth nothing.
 */
export interface PositionShares {
  /** The first touch of all. */
  readonly first?: number;
  /** The touch by which the party became a lead. */
  readonly lead?: number;
  /** The last touch before the deal was opened. */
  readonly opportunity?: number;
  /** The last touch before it was won. */
  readonly won?: number;
  /** All other touches together, in equal parts. */
  readonly rest?: number;
}

/**
 * Credit by position. A touch that holds several positions has the largest of their shares, once; a
 * share that no touch earns, because positions coincide or nothing is left for the rest, goes to the
 * others in proportion. Where no touch earns any, all earn the same.
 */
export const byPosition = (shares: PositionShares): AttributionModel => ({
  through: (shares.won ?? 0) > 0 ? 'win' : 'opening',
  weigh: (touches) => {
    const held = new Map<number, number>();
    for (const [place, share] of positions(touches, shares))
      if (place >= 0) held.set(place, Math.max(held.get(place) ?? 0, share));
    const others = touches.length - held.size;
    // The rest is one share for all others: with the keys taken as often, its parts stay whole.
    const weights = touches.map((_, place) => {
      const share = held.get(place);
      return share === undefined ? (shares.rest ?? 0) : share * Math.max(others, 1);
    });
    return weights.some((weight) => weight > 0) ? weights : touches.map(() => 1);
  },
});

/** Which touch stands at each position that has a share; -1 where none does. */
const positions = (
  touches: readonly Touch[],
  { first = 0, lead = 0, opportunity = 0, won = 0 }: PositionShares,
): readonly (readonly [number, number])[] =>
  [
    [0, first] as const,
    [touches.findIndex(({ becameLead }) => becameLead), lead] as const,
    [touches.findLastIndex(({ afterOpening }) => !afterOpening), opportunity] as const,
    [touches.length - 1, won] as const,
  ].filter(([, share]) => share > 0);
