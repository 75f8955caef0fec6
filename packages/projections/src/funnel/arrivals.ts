import type { Arrival, KnownDeal } from './deal.ts';
import type { FunnelMode } from './parameters.ts';

/** The steps a deal is counted at, with its coming there: once a step, whatever the mode. */
export type Arrivals = ReadonlyMap<string, Arrival>;

/** The steps a deal is counted at by a mode (B17). */
export const arrivals = (deal: KnownDeal, mode: FunnelMode): Arrivals => {
  switch (mode) {
    case 'reached':
      return reached(deal);
    case 'strict':
      return strict(deal);
    case 'imputed':
      return imputed(deal);
  }
};

/** The first entry of every step entered, in any order. */
const reached = ({ entries }: KnownDeal): Map<string, Arrival> => {
  const first = new Map<string, Arrival>();
  for (const { step, at, order } of entries) if (!first.has(step)) first.set(step, { at, order });
  return first;
};

/** The steps from the first on as long as each is entered next; going back is no harm. */
const strict = ({ entries, steps }: KnownDeal): Arrivals => {
  const inOrder = new Map<string, Arrival>();
  for (const { step, at, order } of entries) {
    const place = steps.indexOf(step);
    if (place > inOrder.size) break;
    if (place === inOrder.size) inOrder.set(step, { at, order });
  }
  return inOrder;
};

/**
 * The steps that were entered and those that were skipped. A deal passed a skipped step on its way to
 * the next later step that it entered, or to the win. A lost deal is not credited with what it skipped.
 */
const imputed = (deal: KnownDeal): Arrivals => {
  const counted = reached(deal);
  const { closing, steps } = deal;
  if (closing?.outcome === 'lost') return counted;
  let passed: Arrival | undefined =
    closing?.outcome === 'won' ? { at: closing.at, order: closing.order } : undefined;
  for (const step of [...steps].reverse()) {
    const entered = counted.get(step);
    if (entered !== undefined) passed = earlier(entered, passed);
    else if (passed !== undefined) counted.set(step, passed);
  }
  return counted;
};

const earlier = (left: Arrival, right: Arrival | undefined): Arrival =>
  right === undefined || left.order <= right.order ? left : right;
