import { byTime } from '../shared/fact.ts';
import type { SurvivorOf } from '../shared/merges.ts';
import { type LinkFact, subjectKey } from './tables.ts';

/** Which deal a piece of work is for; undefined while none has come of its lead or inquiry. */
export type DealOfWork = (subject: string) => string | undefined;

const deal = subjectKey('deal', '');
const lead = subjectKey('lead', '');

/**
 * The deals of pieces of work: the one that a piece is for, or else the first one that its lead was
 * converted into, or that a quotation of its inquiry led to. Merged leads lead to the same deal, and a
 * deal that was merged into another one is the other.
 */
export const dealsOfWork = (
  links: readonly LinkFact[],
  dealOf: SurvivorOf,
  leadOf: SurvivorOf,
): DealOfWork => {
  const survivor = (subject: string): string =>
    subject.startsWith(lead) ? lead + leadOf(subject.slice(lead.length)) : subject;
  const next = new Map<string, string[]>();
  for (const { subject, led_to } of [...links].sort(byTime)) {
    const from = survivor(subject);
    next.set(from, [...(next.get(from) ?? []), led_to]);
  }
  return (subject) => {
    const seen = new Set([survivor(subject)]);
    for (const one of seen) {
      if (one.startsWith(deal)) return dealOf(one.slice(deal.length));
      for (const other of next.get(one) ?? []) seen.add(other);
    }
    return undefined;
  };
};
