/** The middle of some figures and how far they spread. */
export interface Spread {
  readonly median: number;
  /** The quartiles: half of the figures are between them. */
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly most: number;
}

/**
 * The value below which a share of the figures lies, interpolated between neighbours.
 *
 * @throws RangeError when there are no figures
 */
export const quantile = (figures: readonly number[], share: number): number => {
  const sorted = [...figures].sort((left, right) => left - right);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('no figures');
  return below + (above - below) * (place - Math.floor(place));
};

/**
 * Median, quartiles and extremes.
 *
 * @throws RangeError when there are no figures
 */
export const spread = (figures: readonly number[]): Spread => ({
  median: quantile(figures, 0.5),
  low: quantile(figures, 0.25),
  high: quantile(figures, 0.75),
  least: quantile(figures, 0),
  most: quantile(figures, 1),
});

/** What a round came to; undefined where it failed. */
export type Figure = number | undefined;

/** The figures of the rounds that did not fail. */
export const known = (figures: readonly Figure[]): readonly number[] =>
  figures.filter((figure) => figure !== undefined);

/**
 * Each round's figure by the reference's figure of the same round: what slows the machine down for a
 * while slows both, so that the ratio stands where the figures do not.
 */
export const ratios = (
  figures: readonly Figure[],
  reference: readonly Figure[],
): readonly number[] =>
  figures.flatMap((figure, round) => {
    const by = reference[round];
    return figure === undefined || by === undefined ? [] : [figure / by];
  });
