import type { AttributionModel } from './model.ts';

/** Days after which a touch weighs half, unless the question says otherwise (B5). */
export const defaultHalfLifeDays = 7;

/**
 * Credit by nearness to the deal's opening: a touch weighs 2^(-days / half-life). Weights are taken
 * relative to the nearest touch and to nine digits, so that they are whole and the same everywhere.
 */
export const timeDecay = (halfLifeDays: number): AttributionModel => ({
  through: 'opening',
  weigh: (touches) => {
    const nearest = Math.min(...touches.map(({ daysBefore }) => daysBefore));
    return touches.map(({ daysBefore }) =>
      Math.round(1_000_000_000 * 2 ** ((nearest - daysBefore) / halfLifeDays)),
    );
  },
});
