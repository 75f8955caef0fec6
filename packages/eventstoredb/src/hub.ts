import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLogError, Position, StoredEvent } from '@presales/kernel';
import type { Page } from '@presales/kernel/store';
import { type Arrivals, subscribe } from './arrivals.ts';
import { backoff } from './backoff.ts';
import { doorbell } from './doorbell.ts';
import { toEventLogError } from './event-log-error.ts';
import { positionOf, toStoredEvent } from './events.ts';
import { isPermanent, messageOf } from './fault.ts';
import { type LogFilter, ownStream } from './filter.ts';
import type { Head } from './head.ts';
import { hubWindow } from './hub-window.ts';
import { pageSize } from './page.ts';
import { earlier, later } from './places.ts';
import { type Quiet, quiet } from './quiet.ts';
import type { Server } from './server.ts';
import { stretchAfter } from './stretch.ts';
import { pause } from './timers.ts';

/** One who is served by a hub. */
export interface Attached {
  readonly position: () => Position;
  /** Something is new. */
  readonly wake: () => void;
}

/**
 * One subscription to `$all` for all followers of one filter, held up for ever: whatever breaks it,
 * it is taken up again after the last event that came through.
 *
 * The fastest follower sets the pace, a few pages ahead of him; what came last is kept in a window
 * for the others. Who falls out of it is no longer this hub's, and holds nobody back.
 */
export interface Hub {
  readonly key: string;
  /** Whether a follower at a position can be served from here. */
  readonly covers: (position: Position) => boolean;
  readonly start: () => Position;
  readonly reach: () => Position;
  readonly after: (position: Position) => Page | undefined;
  /** Nothing is known to be in the log beyond the reach. */
  readonly caughtUp: () => boolean;
  /** Why there is no connection at this moment. */
  readonly trouble: () => string | undefined;
  /** Why there will be none. */
  readonly failure: () => EventLogError | undefined;
  readonly attach: (follower: Attached) => void;
  readonly detach: (follower: Attached) => void;
  /** How many are attached. */
  readonly followers: () => number;
  /** A follower went on: there may be room for more. */
  readonly moved: () => void;
  readonly stop: () => void;
}

/** The silences after which a hub acts by itself, in milliseconds. */
export interface HubSilences {
  /** The log is known to go on, and nothing comes of it: then the hub looks for itself. */
  readonly gap: number;
  /** Nothing comes and nothing is known: then the hub asks whether the log goes on. */
  readonly heartbeat: number;
}

/** Pages that wait for the fastest follower. */
const readAhead = 2 * pageSize;

/** Times in a row that the hub found what the subscription should have brought. */
const mostMissed = 5;

/** Milliseconds that a page of history is waited for to become full. */
const filling = 20;

/** Milliseconds that a hub waits at most before it looks for itself again. */
const longestGap = 1_000;

/** A hub that begins after a position. `changed` is called when trouble comes or goes. */
export const hub = (
  server: Server,
  head: Head,
  filter: LogFilter,
  after: Position,
  silences: HubSilences,
  changed: () => void,
): Hub => {
  const window = hubWindow(after);
  const followers = new Set<Attached>();
  const news = doorbell();
  const stopping = new AbortController();
  /**
   * How far was looked, other logs' events included; the window's reach is an event of this log.
   */
  let cursor = after;
  let live = false;
  let failures = 0;
  let trouble: string | undefined;
  let failure: EventLogError | undefined;
  const stopped = (): boolean => stopping.signal.aborted;

  const wakeAll = (): void => {
    for (const follower of followers) follower.wake();
  };
  const setTrouble = (message: string | undefined): void => {
    if (trouble === message) return;
    trouble = message;
    changed();
  };

  const roomForMore = async (): Promise<void> => {
    const ahead = (): number =>
      Math.min(...[...followers].map((follower) => window.ahead(follower.position())));
    while (!stopped() && ahead() >= readAhead) await news.rung();
  };

  /** The last event of this log at or before the cursor, as far as it can be told. */
  let lookedFor: Position = after;
  const through = async (): Promise<Position> => {
    if (cursor > head.known() && cursor !== lookedFor) {
      const place = cursor;
      await head.ask();
      lookedFor = place;
    }
    return later(window.reach(), earlier(cursor, head.known()));
  };

  const deliver = async (events: readonly StoredEvent[]): Promise<void> => {
    const last = events.at(-1)?.position;
    const reached = await through();
    await roomForMore();
    const place = last !== undefined && last > reached ? last : reached;
    if (place > window.reach()) window.push({ events, through: place });
    failures = 0;
    setTrouble(undefined);
    wakeAll();
  };

  const take = (arrivals: Arrivals, page: StoredEvent[]): boolean => {
    let came = false;
    while (page.length < pageSize) {
      const record = arrivals.take();
      if (record === undefined) return came;
      came = true;
      const position = positionOf(record);
      // A position that was seen before is the one we resumed from, or was found by ourselves.
      if (position <= cursor) continue;
      cursor = position;
      if (ownStream(record, server.prefix) !== undefined) head.heard(position);
      const stream = filter.streamOf(record);
      if (stream !== undefined) page.push(toStoredEvent(record, stream));
    }
    return came;
  };

  /**
   * Looks into the log without the subscription, to where it ends; true when it found what the
   * subscription should have brought.
   */
  const lookAhead = async (): Promise<boolean> => {
    for (let found = false; ; ) {
      const stretch = await stretchAfter(server, filter, cursor, pageSize);
      cursor = later(cursor, stretch.reached);
      found ||= stretch.events.length > 0;
      if (stretch.events.length > 0 || cursor > window.reach()) await deliver(stretch.events);
      if (stretch.exhausted || stopped()) return found;
    }
  };

  /** What one turn of the event loop brings goes out as one page. */
  const takeTurn = async (arrivals: Arrivals, page: StoredEvent[]): Promise<boolean> => {
    if (!take(arrivals, page)) return false;
    if (page.length === pageSize) return true;
    await nextTurn();
    take(arrivals, page);
    return true;
  };

  const consume = async (arrivals: Arrivals, end: Position, calm: Quiet): Promise<void> => {
    let page: StoredEvent[] = [];
    let missed = 0;
    let looks = 0;
    const send = async (): Promise<void> => {
      const events = page;
      page = [];
      calm.broken();
      await deliver(events);
    };
    while (!stopped()) {
      if (await takeTurn(arrivals, page)) {
        missed = 0;
        calm.broken();
      }
      const full = page.length === pageSize;
      if (!full) {
        cursor = later(cursor, arrivals.checkpoint());
        if (arrivals.caughtUp()) cursor = later(cursor, end);
        if (!live && arrivals.confirmed() && cursor >= end) {
          live = true;
          await send();
          continue;
        }
      }
      const failed = arrivals.failure();
      const { reach } = window;
      // Of a stretch without wanted events is told on the way, and then when it leads to the end.
      const lookedOn = live
        ? head.known() > reach() && cursor >= head.known()
        : cursor > reach() && cursor !== lookedFor;
      const patient = !live && failed === undefined && page.length > 0;
      if (full || ((page.length > 0 || lookedOn) && !patient)) {
        await send();
        continue;
      }
      if (failed !== undefined) throw failed.error;
      const behind = window.reach() < head.known();
      if (!behind) looks = 0;
      calm.within(
        patient
          ? filling
          : behind && (live || looks > 0)
            ? Math.min(silences.gap * 2 ** looks, longestGap)
            : silences.heartbeat,
      );
      await news.rung();
      if (!calm.isOver()) continue;
      if (patient) {
        await send();
        continue;
      }
      if (!arrivals.confirmed()) throw new Error('the server does not answer a subscription');
      if (!behind) await head.ask();
      if (window.reach() >= head.known()) continue;
      looks += 1;
      missed = (await lookAhead()) ? missed + 1 : 0;
      if (missed === mostMissed) throw new Error('the subscription has gone silent');
    }
  };

  const run = async (): Promise<void> => {
    const unhear = head.onNews(news.ring);
    const calm = quiet(server.after, news.ring);
    while (!stopped()) {
      let arrivals: Arrivals | undefined;
      try {
        const end = await head.ask();
        if (stopped()) break;
        // What was taken and not delivered when it broke has to come again.
        cursor = window.reach();
        lookedFor = cursor;
        arrivals = subscribe(server, filter, cursor, news.ring);
        await consume(arrivals, end, calm);
      } catch (error) {
        if (stopped()) break;
        live = false;
        if (isPermanent(error)) {
          failure = toEventLogError(error, server.name);
          wakeAll();
          changed();
          break;
        }
        failures += 1;
        setTrouble(messageOf(error));
        await pause(server.after, backoff(failures, server.random()), stopping.signal);
      } finally {
        calm.broken();
        arrivals?.end();
      }
    }
    unhear();
  };

  void run();
  return {
    key: filter.key,
    covers: (position) => position >= window.start() && position <= window.reach(),
    start: window.start,
    reach: window.reach,
    after: window.after,
    caughtUp: () => live && window.reach() >= head.known(),
    trouble: () => trouble,
    failure: () => failure,
    attach: (follower) => {
      followers.add(follower);
    },
    detach: (follower) => {
      followers.delete(follower);
      news.ring();
    },
    followers: () => followers.size,
    moved: news.ring,
    stop: () => {
      stopping.abort();
      news.ring();
      wakeAll();
    },
  };
};
