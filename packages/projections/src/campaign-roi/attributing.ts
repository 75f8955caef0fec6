import { noShares, type Shares, sharesOf } from './credits.ts';
import type { RoiSettings } from './settings.ts';
import { type Deal, seenByModel, type TouchesOf, touchesInTime } from './touches.ts';

/** Shares a deal between campaigns: between none where no campaign touched it in time. */
export type Attribute = (deal: Deal) => Shares;

/** Attribution as a question wants it. */
export const attributing =
  (
    { model, lookBackDays }: Pick<RoiSettings, 'model' | 'lookBackDays'>,
    touchesOf: TouchesOf,
  ): Attribute =>
  (deal) => {
    const touches = touchesInTime(deal, touchesOf(deal), lookBackDays, model.through);
    if (touches.length === 0) return noShares;
    const seen = touches.map((touch) => seenByModel(deal, touch));
    return sharesOf(touches, model.weigh(seen));
  };
