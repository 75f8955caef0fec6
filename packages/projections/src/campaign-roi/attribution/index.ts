/** The attribution models there are. */
export type AttributionName = 'first' | 'last' | 'linear';
