import { addDays, startOfDay } from '@presales/kernel';
import { customerAt, latest } from './customers.ts';
import { dealsOf, partyMerges, winsOf } from './deals.ts';
import { type History, only, survivor } from './events.ts';
import { percent } from './fraction.ts';
import { dayIn } from './money.ts';

/** The customers that a period kept (S36, B37). */
export const retentionOf = (
  history: History,
  zone: string,
  period: { readonly start: string; readonly end: string },
  activeDays: number,
) => {
  const day = dayIn(zone);
  const merges = partyMerges(history);
  const deals = dealsOf(history);
  const purchases = winsOf(deals).flatMap((win) => {
    const zones = [deals.find(({ id }) => id === win.dealId)?.zone, zone, 'UTC'];
    return win.undone !== undefined || win.partyId === undefined
      ? []
      : [
          {
            customerId: customerAt(history, win.partyId, latest(win.at, zones)),
            on: day(win.at),
          },
        ];
  });
  const existing = only(history.known, 'PartyRegistered').flatMap(({ data, at }) =>
    data.existingCustomer
      ? [
          {
            customerId: customerAt(
              history,
              survivor(data.partyId, merges),
              startOfDay(period.end, zone),
            ),
            on: day(at),
          },
        ]
      : [],
  );
  const buying = (date: string): readonly string[] =>
    purchases
      .filter(({ on }) => addDays(date, -activeDays) <= on && on < date)
      .map(({ customerId }) => customerId);
  const ofOld = (date: string): readonly string[] =>
    existing
      .filter(({ customerId, on }) => {
        const bought = purchases
          .filter((one) => one.customerId === customerId)
          .map((one) => one.on);
        const neverYet = bought.length > 0 && bought.every((one) => date <= one);
        return neverYet || addDays(date, -activeDays) <= on;
      })
      .map(({ customerId }) => customerId);
  const before = new Set([...buying(period.start), ...ofOld(period.start)]);
  const after = new Set([...buying(period.end), ...ofOld(period.end)]);
  const gained = [...after].filter((customerId) => !before.has(customerId)).length;
  return {
    atStart: before.size,
    atEnd: after.size,
    gained,
    retention: percent(after.size - gained, before.size),
  };
};
