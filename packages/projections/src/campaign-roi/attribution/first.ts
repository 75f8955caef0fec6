import type { AttributionModel } from './model.ts';

/** All credit to the first touch: what found the customer. */
export const first: AttributionModel = {
  through: 'opening',
  weigh: (touches) => touches.map((_, place) => (place === 0 ? 1 : 0)),
};
