/** A touch of the deal's party that a deal may be credited to. */
export interface Touch {
  readonly campaignId: string;
  /** Calendar days from the touch to the deal's opening; 0 for one after it. */
  readonly daysBefore: number;
  /** The same to the millisecond; 0 for one of the day of an opening that is known only by its day. */
  readonly exactDaysBefore: number;
  /** The party became a lead by it. */
  readonly becameLead: boolean;
  /** It came while the deal was open. */
  readonly afterOpening: boolean;
}

/** An attribution model: which touches it looks at, and what each of them weighs. */
export interface AttributionModel {
  /** Touches up to and including the deal's opening, or up to its win. */
  readonly through: 'opening' | 'win';
  /**
   * The weight of each of a deal's touches, given in order and one at least: whole numbers of zero or
   * more and not all zero. A touch's credit is its weight over their sum, so that the credits of a
   * deal always make exactly one.
   */
  readonly weigh: (touches: readonly Touch[]) => readonly number[];
}
