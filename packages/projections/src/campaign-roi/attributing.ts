import type { DaysOfZone } from '../shared/days.ts';
import type { Win } from '../shared/wins.ts';
import { credits } from './credits.ts';
import type { RoiSettings } from './settings.ts';
import type { Credited } from './tally.ts';
import { type KnownTouch, seenByModel, touchesInTime } from './touches.ts';

/** Credits a deal to campaigns: to none where no campaign touched it in time. */
export type Attribute = (
  deal: Pick<Win, 'openedAt' | 'at' | 'partyId'>,
  whole: Credited,
) => ReadonlyMap<string, Credited>;

/** Attribution as a question wants it. */
export const attributing =
  (
    { model, lookBackDays }: Pick<RoiSettings, 'model' | 'lookBackDays'>,
    touchesOf: (partyId: string | undefined) => readonly KnownTouch[],
    days: DaysOfZone,
  ): Attribute =>
  (deal, whole) => {
    const touches = touchesInTime(deal, touchesOf(deal.partyId), lookBackDays, model.through, days);
    if (touches.length === 0) return new Map();
    const seen = touches.map((touch) => seenByModel(deal, touch, days));
    return credits(whole, touches, model.weigh(seen));
  };
