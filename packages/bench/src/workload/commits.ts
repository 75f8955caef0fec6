import type { PresalesEvent } from '@presales/domain';
import type { NewEvent } from '@presales/kernel/store';
import { campaign } from './campaign.ts';
import { campaignMember } from './campaign-member.ts';
import type { History, Invent } from './history.ts';
import { inquiry } from './inquiry.ts';
import { lead } from './lead.ts';
import { opportunity } from './opportunity.ts';
import { party } from './party.ts';
import { people } from './people.ts';
import { quotation } from './quotation.ts';
import { type Random, seeded } from './random.ts';

/** What one append of a workload brings. */
export interface Commit {
  readonly stream: string;
  /** Events that the stream has before it. */
  readonly before: number;
  readonly events: readonly NewEvent[];
}

/** Which part of the workload, and how it is cut into appends. */
export interface CommitOptions {
  readonly seed: number;
  /** Events in all; the last commit is cut short where it would exceed them. */
  readonly events: number;
  /** Events in one append, at most: what its stream still has. */
  readonly perCommit: number;
}

/** A quarter of the streams are deals, as many quotations; the rest is what surrounds them. */
const kinds: readonly [Invent, ...Invent[]] = [
  opportunity,
  ...[opportunity, opportunity, opportunity, opportunity],
  ...[quotation, quotation, quotation, quotation, quotation],
  ...[lead, lead, lead],
  ...[inquiry, inquiry, inquiry],
  ...[party, party],
  campaignMember,
  campaign,
];

/** Streams that grow at the same time, so that neighbours in the log are of different streams. */
const openStreams = 64;

/** Histories without end, 5 to 40 events each. */
export function* histories(random: Random): Generator<History, never> {
  const source = { random, people: people(random) };
  for (let number = 1; ; number++)
    yield random.oneOf(kinds)({ ...source, number, length: random.whole(5, 40) });
}

/** The workload as appends: the same options, the same bytes. */
export function* commits({ seed, events, perCommit }: CommitOptions): Generator<Commit> {
  const random = seeded(seed);
  const inventing = histories(random);
  const start = () => ({ history: inventing.next().value, written: 0 });
  const open = Array.from({ length: openStreams }, start);
  let made = 0;
  while (made < events) {
    const place = random.whole(0, openStreams - 1);
    const growing = open[place] ?? start();
    const { history, written } = growing;
    const next = history.events.slice(written, written + Math.min(perCommit, events - made));
    yield {
      stream: history.stream,
      before: written,
      events: next.map((event, index) => newEvent(random, event, made + index)),
    };
    made += next.length;
    growing.written += next.length;
    if (growing.written === history.events.length) open[place] = start();
  }
}

const beginning = Date.UTC(2026, 0, 1);

/** An event ready to be appended, ten seconds after the one before it. */
export const newEvent = (random: Random, event: PresalesEvent, number: number): NewEvent => {
  const commandId = `c-${String(number).padStart(10, '0')}`;
  return {
    id: random.uuid(),
    type: event.type,
    version: 1,
    data: event.data,
    metadata: {
      actor: `user-${random.whole(1, 300)}`,
      commandId,
      correlationId: commandId,
      causationId: commandId,
      occurredAt: new Date(beginning + number * 10_000).toISOString(),
    },
  };
};
