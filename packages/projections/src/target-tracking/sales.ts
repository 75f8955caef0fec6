import { type CurrencyCode, moneyFigure, type Period, percentText, WHOLE } from '@presales/kernel';
import { present } from '../shared/present.ts';
import { compare } from '../shared/whole.ts';
import type { Book } from './book.ts';
import type { Holder } from './holder.ts';
import { entriesIn } from './ledger.ts';
import { overlayLines } from './overlay-lines.ts';
import type { SalesLine, SalesListing } from './report.ts';
import { SalesTally } from './sales-tally.ts';

/**
 * What everybody sold and did in a period, targets or not, in one currency.
 *
 * @throws MissingExchangeRate
 */
export const salesListing = (
  book: Book,
  currency: CurrencyCode,
  period: Period | undefined,
  holder: Holder | undefined,
): SalesListing => {
  const persons = new Tallies(currency);
  const teams = new Tallies(currency);
  const all = new SalesTally(currency);
  const sharesOf = book.sharesIn(currency);
  const homeOf = (person: string, on: string): string =>
    book.memberships.homeTeam(person, on) ?? '';

  for (const entry of entriesIn(book.ledger.sales, period))
    sharesOf(entry).forEach((share, place) => {
      const person = entry.holders[place] ?? '';
      persons.of(person).sell(entry, share);
      teams.of(homeOf(person, entry.wonOn)).sell(entry, share);
      all.sell(entry, share);
    });
  for (const entry of entriesIn(book.ledger.newCustomers, period))
    for (const person of entry.holders) {
      persons.of(person).gain(entry);
      teams.of(homeOf(person, entry.wonOn)).gain(entry);
    }
  for (const { performerId, share, outcome, on } of book.activities) {
    if (period !== undefined && (on < period.start || on >= period.end)) continue;
    persons.of(performerId).act(outcome, share);
    teams.of(homeOf(performerId, on)).act(outcome, share);
  }

  const lines = (kind: Holder['kind'], tallies: Tallies, name: (id: string) => string) =>
    tallies
      .entries()
      .filter(([id]) => holder === undefined || (holder.kind === kind && holder.id === id))
      .map(([id, tally]) => salesLine({ kind, id }, name(id), tally))
      .sort(
        (left, right) =>
          compare(right.value.amount, left.value.amount) ||
          (left.holder.id < right.holder.id ? -1 : 1),
      );
  return present({
    currency,
    persons: lines('person', persons, (id) => id),
    teams: lines('team', teams, (id) => (id === '' ? 'none' : book.teamName(id))),
    total: {
      won: all.won,
      value: moneyFigure(all.net, currency),
      margin: moneyFigure(all.margin, currency),
    },
    unknownCostShare: percentText(all.netOfUnknownCost, all.net),
    overlay: overlayLines(book, currency, period, holder),
  });
};

/** A tally for everyone who comes up. */
class Tallies {
  private readonly currency: CurrencyCode;
  private readonly tallies = new Map<string, SalesTally>();

  constructor(currency: CurrencyCode) {
    this.currency = currency;
  }

  of(id: string): SalesTally {
    const tally = this.tallies.get(id) ?? new SalesTally(this.currency);
    this.tallies.set(id, tally);
    return tally;
  }

  entries(): readonly (readonly [string, SalesTally])[] {
    return [...this.tallies];
  }
}

const salesLine = (holder: Holder, name: string, tally: SalesTally): SalesLine => ({
  holder,
  name,
  won: tally.won,
  value: moneyFigure(tally.net, tally.currency),
  margin: moneyFigure(tally.margin, tally.currency),
  valueOfUnknownCost: moneyFigure(tally.netOfUnknownCost, tally.currency),
  newCustomers: tally.newCustomers,
  buyers: tally.buyers,
  activities: tally.activities / WHOLE,
  attempts: tally.attempts / WHOLE,
});
