import { first } from './first.ts';
import { last } from './last.ts';
import { linear } from './linear.ts';

/** The attribution models there are, by name. */
export const attributionModels = { first, last, linear } as const;

/** The name of an attribution model. */
export type AttributionName = keyof typeof attributionModels;

export type { AttributionModel, Touch } from './model.ts';
