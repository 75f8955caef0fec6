import type { OpportunityOrigin } from '@presales/domain/opportunity';
import type { Decimal } from '@presales/kernel';
import type { Level } from './goods.ts';
import type { Wish } from './market.ts';
import type { Salesperson } from './people.ts';
import type { Way } from './pipelines.ts';
import type { Offer } from './quotations.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import type { Moment } from './timeline.ts';

/** A deal as it begins. */
export interface Deal {
  readonly opportunityId: string;
  readonly partyId: string;
  readonly owner: Salesperson;
  readonly way: Way;
  /** The price level that the customer buys at. */
  readonly level: Level;
  /** 1 is average: how likely it is to go on, by where it came from. */
  readonly quality: number;
  /** What it came from, where somebody opens it by hand; otherwise a process has opened it. */
  readonly byHand?: OpportunityOrigin;
  /** An inquiry that the offer answers, and what was asked for. */
  readonly inquiry?: {
    readonly inquiryId: string;
    readonly items: readonly {
      readonly itemId: string;
      readonly quantity: Decimal;
      readonly wish: Wish;
    }[];
  };
  /** The offer that was there before the deal. */
  readonly offer?: Offer;
}

/** A deal on its way. */
export interface Course {
  readonly telling: Telling;
  readonly thread: Thread;
  readonly deal: Deal;
  /** Who sells now. */
  readonly who: string;
  readonly offer?: Offer | undefined;
}

/** A loss: by which command, why and when. */
export interface Loss {
  readonly commandId: string;
  readonly reason: string;
  readonly at: Moment;
}
