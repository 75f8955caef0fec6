import { WHOLE } from '@presales/kernel';
import { split } from '../shared/credit.ts';
import type { DaysOfZone } from '../shared/days.ts';
import type { Exchange } from '../shared/rates.ts';
import type { Win } from '../shared/wins.ts';

import type { Credited } from './tally.ts';
import type { KnownTouch } from './touches.ts';

/** Whether a win is the first of a party that was no customer before (S17, B9). */
export const firstWins = (
  wins: readonly Win[],
  existing: ReadonlySet<string>,
): ((win: Win) => boolean) => {
  const first = new Map<string, Win>();
  for (const win of wins)
    if (
      win.undone === undefined &&
      win.partyId !== undefined &&
      !existing.has(win.partyId) &&
      !first.has(win.partyId)
    )
      first.set(win.partyId, win);
  return (win) => win.partyId !== undefined && first.get(win.partyId) === win;
};

/** A won deal in the reporting currency, valued on the day it was won (B7). */
export const creditedWhole = (
  { at, partyId, amounts }: Win,
  firstWin: boolean,
  exchange: Exchange,
  days: DaysOfZone,
): Credited => {
  const on = days.dateOf(at);
  return {
    credit: WHOLE,
    partyId,
    firstWin,
    net: exchange(amounts.net, amounts.currency, on),
    margin: exchange(amounts.margin, amounts.currency, on),
    netOfUnknownCost: exchange(amounts.net_of_unknown_cost, amounts.currency, on),
  };
};

/** Splits a deal between campaigns, each with the weights of its touches together. */
export const credits = (
  whole: Credited,
  touches: readonly Pick<KnownTouch, 'campaign_id'>[],
  weights: readonly number[],
): ReadonlyMap<string, Credited> => {
  const byCampaign = new Map<string, number>();
  touches.forEach(({ campaign_id }, place) => {
    const weight = weights[place] ?? 0;
    if (weight > 0) byCampaign.set(campaign_id, (byCampaign.get(campaign_id) ?? 0) + weight);
  });
  const parts = (amount: number) => split(amount, [...byCampaign.values()]);
  const [credit, net, margin, unknown] = [
    parts(whole.credit),
    parts(whole.net),
    parts(whole.margin),
    parts(whole.netOfUnknownCost),
  ];
  return new Map(
    [...byCampaign.keys()].map((campaignId, place) => [
      campaignId,
      {
        ...whole,
        credit: credit[place] ?? 0,
        net: net[place] ?? 0,
        margin: margin[place] ?? 0,
        netOfUnknownCost: unknown[place] ?? 0,
      },
    ]),
  );
};
