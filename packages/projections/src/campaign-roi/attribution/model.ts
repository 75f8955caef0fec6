/** A touch of the deal's party that a deal may be credited to. */
export interface Touch {
  readonly campaignId: string;
}

/**
 * An attribution model: given a deal's touches in order, the weight of each. Weights are whole
 * numbers of zero or more and not all zero; a touch's credit is its weight over their sum, so that
 * the credits of a deal always make exactly one. Called with one touch at least.
 */
export type AttributionModel = (touches: readonly Touch[]) => readonly number[];
