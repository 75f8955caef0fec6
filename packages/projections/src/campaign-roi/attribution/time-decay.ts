import { allocateWhole } from '@presales/kernel';
import type { AttributionModel } from './model.ts';

/** Days after which a touch weighs half, unless the question says otherwise (B5). */
export const defaultHalfLifeDays = 7;

/** What the age of a touch is counted in: calendar days, or time to the millisecond. */
export type DecayBy = 'day' | 'instant';

/**
 * The parts that a deal has. The numbers up to 16 divide it, so that so many touches of one age, or of
 * ages that are whole half-lives apart, share exactly as the formula says; in all other cases a share is
 * rounded to this, which is beyond what a cent of all sales can feel.
 */
const PARTS = 7_207_200_000_000;

/**
 * Credit by nearness to the deal's opening: a touch weighs 2^(-days / half-life). Powers are taken
 * relative to the nearest touch and to fifteen digits, and a deal has always the same number of parts.
 * So they are whole and the same everywhere, and sums of them are exact.
 */
export const timeDecay = (halfLifeDays: number, by: DecayBy): AttributionModel => ({
  through: 'opening',
  weigh: (touches) => {
    const ages = touches.map(({ daysBefore, exactDaysBefore }) =>
      by === 'day' ? daysBefore : exactDaysBefore,
    );
    const nearest = Math.min(...ages);
    return allocateWhole(
      PARTS,
      ages.map((age) => Math.round(1e15 * 2 ** ((nearest - age) / halfLifeDays))),
    ).map(Number);
  },
});
