import type { AttributionModel } from './model.ts';

/** The same credit to every touch: a campaign that touched twice gets it twice. */
export const linear: AttributionModel = {
  through: 'opening',
  weigh: (touches) => touches.map(() => 1),
};
