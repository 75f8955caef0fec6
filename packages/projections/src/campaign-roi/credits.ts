import { WHOLE, type Whole } from '@presales/kernel';
import type { DaysOfZone } from '../shared/days.ts';
import type { Exchange } from '../shared/rates.ts';
import { sourceOf, type Win } from '../shared/wins.ts';
import type { Credited } from './tally.ts';
import type { KnownTouch } from './touches.ts';

/** Whether a win is the first of a customer that was none before (S17, B9). */
export const firstWins = (
  wins: readonly Win[],
  isExisting: (win: Win) => boolean,
): ((win: Win) => boolean) => {
  const first = new Map<string, Win | undefined>();
  for (const win of wins)
    if (
      win.undone === undefined &&
      !win.extends &&
      win.customerId !== undefined &&
      !first.has(win.customerId)
    )
      first.set(win.customerId, isExisting(win) ? undefined : win);
  return (win) => win.customerId !== undefined && first.get(win.customerId) === win;
};

/** A won deal in the reporting currency, valued on the day it was won (B7). */
export const creditedWhole = (
  win: Win,
  firstWin: boolean,
  exchange: Exchange,
  days: DaysOfZone,
): Credited => {
  const { at, customerId, amounts, extends: further } = win;
  const valued = (amount: Whole): Whole =>
    exchange(amount, amounts.currency, days.dateOf(at), sourceOf(win));
  return {
    // A further sale by a deal that was won before is no further deal (B26).
    credit: further ? 0 : WHOLE,
    customerId,
    firstWin,
    net: valued(amounts.net),
    margin: valued(amounts.margin),
    netOfUnknownCost: valued(amounts.net_of_unknown_cost),
  };
};

/** How a deal is shared between campaigns: the part of each, and of how many parts. */
export interface Shares {
  readonly of: number;
  readonly parts: ReadonlyMap<string, number>;
}

/** Nobody's share. */
export const noShares: Shares = { of: 1, parts: new Map() };

/** Shares a deal between campaigns, each with the weights of its touches together. */
export const sharesOf = (
  touches: readonly Pick<KnownTouch, 'campaign_id'>[],
  weights: readonly number[],
): Shares => {
  const parts = new Map<string, number>();
  let of = 0;
  touches.forEach(({ campaign_id }, place) => {
    const weight = weights[place] ?? 0;
    if (weight === 0) return;
    of += weight;
    parts.set(campaign_id, (parts.get(campaign_id) ?? 0) + weight);
  });
  return { of, parts };
};
