import type { AttributionModel } from './model.ts';

/** All credit to the last touch before the deal was opened: what made it one. */
export const last: AttributionModel = {
  through: 'opening',
  weigh: (touches) => touches.map((_, place) => (place === touches.length - 1 ? 1 : 0)),
};
