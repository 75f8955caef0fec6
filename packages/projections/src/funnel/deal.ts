import type { Instant, LocalDate, Whole } from '@presales/kernel';
import type { Sale } from '../shared/sales.ts';

/** A deal's coming to a step. */
export interface Arrival {
  readonly at: Instant;
  /** How many things had happened to the deal before. */
  readonly order: number;
}

/** The time a deal spent in a step, all visits that are over together. */
export interface Visits {
  readonly days: number;
  /** How many of the days the deal was on hold. */
  readonly heldDays: number;
  /** The end of the last one. */
  readonly until: Instant;
}

/** What a deal may be worth, since when. */
export interface ExpectedValue {
  /** One of each currency; none where nobody knows any more. */
  readonly amounts: readonly { readonly amount: Whole; readonly currency: string }[];
  readonly since: Instant;
  /** The place in the log of what said so. */
  readonly position: number;
  /** The quotation that had said so before is over (B27). */
  readonly quotationOver: boolean;
  /** What that quotation had said: a deal that is lost now has lost so much. */
  readonly turnedDown?: Pick<ExpectedValue, 'amounts' | 'since' | 'position'> | undefined;
}

/** How a deal ended. A win that was taken back is a loss with `reversed`. */
export type Closing =
  | {
      readonly outcome: 'won';
      readonly at: Instant;
      /** As for an arrival. */
      readonly order: number;
      /** What it was won by, then what was sold by it since (B26): one at least. */
      readonly sales: readonly Sale[];
    }
  | {
      readonly outcome: 'lost';
      readonly at: Instant;
      readonly reversed: boolean;
      readonly reason: string;
      readonly competitor: string | undefined;
    };

/** A deal as it was, as it was known. */
export interface KnownDeal {
  readonly id: string;
  /** The pipeline it runs in, or ran in at its closing: it is counted there, from its coming there. */
  readonly pipelineId: string;
  readonly version: number;
  /** The steps of its pipeline version, in order. */
  readonly steps: readonly string[];
  readonly productId: string | undefined;
  readonly openedAt: Instant;
  /** Every entering of a step, in order. */
  readonly entries: readonly (Arrival & { readonly step: string })[];
  readonly visits: ReadonlyMap<string, Visits>;
  /** The step an open deal stands at, or a closed one stood at. */
  readonly step: string;
  /** The owner at the closing; of an open deal, the owner now. */
  readonly ownerId: string;
  readonly expected: ExpectedValue;
  /** The present stay in the step, without the days on hold before the last hold; of an open deal. */
  readonly stay: { readonly since: Instant; readonly heldDays: number } | undefined;
  /** On hold; a closed deal is not. */
  readonly held: boolean;
  readonly closeOn: LocalDate | undefined;
  /** How often the expected closing went to a later day. */
  readonly slips: number;
  /** Everybody known to be after the deal. */
  readonly competitors: ReadonlySet<string>;
  /** In percent, as set by hand; absent where it follows the step. */
  readonly probability: number | undefined;
  /** The forecast category, as set by hand; absent where it follows the step. */
  readonly category: string | undefined;
  /** Absent while the deal is open. */
  readonly closing: Closing | undefined;
}
