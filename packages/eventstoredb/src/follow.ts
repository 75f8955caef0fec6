import { BEGINNING, type Position } from '@presales/kernel';
import type { EventFilter, FollowOptions, LivePage } from '@presales/kernel/store';
import { backoff } from './backoff.ts';
import { doorbell } from './doorbell.ts';
import { isPermanent, messageOf } from './fault.ts';
import { type LogFilter, logFilter } from './filter.ts';
import type { Head } from './head.ts';
import type { Attached, Hub } from './hub.ts';
import type { Hubs } from './hubs.ts';
import { pageSize } from './page.ts';
import { earlier } from './places.ts';
import type { Server } from './server.ts';
import { stretchAfter } from './stretch.ts';
import { pause } from './timers.ts';

/** What is known of a follower. */
export interface FollowerStatus {
  /** What it asked for. */
  readonly filter: EventFilter;
  /** `disconnected` while the log cannot be read; it is tried again for ever. */
  readonly state: 'catching-up' | 'live' | 'disconnected';
  /** The follower knows the log up to here. */
  readonly through: Position;
  /**
   * How far the log is known to go on beyond: a distance between positions, which EventStoreDB
   * counts in bytes. 0 is none.
   */
  readonly lag: bigint;
  /** Why it is disconnected. */
  readonly trouble?: string;
}

/** A follower as the log keeps it. */
export interface Followed {
  readonly status: () => FollowerStatus;
  /** Nothing has come of it for long. */
  readonly stalled: () => boolean;
  /** The log is closing. */
  readonly wake: () => void;
}

/** What followers share. */
export interface Following {
  readonly server: Server;
  readonly head: Head;
  readonly hubs: Hubs;
  readonly followed: Set<Followed>;
  readonly closed: () => boolean;
  /** A follower's state may be another. */
  readonly changed: () => void;
  /** Milliseconds without progress after which a follower counts as stalled. */
  readonly stuckAfter: number;
}

/**
 * Follows the log. As long as a hub has what comes next it comes from there; a follower that is
 * behind every hub reads for himself until he meets one, and one that is ahead begins a hub.
 *
 * @throws EventLogError when trying again can never help
 */
export async function* follow(
  { server, head, hubs, followed, closed, changed, stuckAfter }: Following,
  { after = BEGINNING, signal, ...wanted }: FollowOptions,
): AsyncGenerator<LivePage> {
  const filter: LogFilter = logFilter(wanted, server.prefix);
  const news = doorbell();
  const ending = new AbortController();
  let position = after;
  let hub: Hub | undefined;
  let own: string | undefined;
  let live = false;
  let stalled = false;
  let callOff: (() => void) | undefined;
  const ended = (): boolean => closed() || signal?.aborted === true || ending.signal.aborted;
  const attached: Attached = { position: () => position, wake: news.ring };
  const setLive = (now: boolean): void => {
    if (live === now) return;
    live = now;
    changed();
  };
  const setTrouble = (message: string | undefined): void => {
    if (own === message) return;
    own = message;
    changed();
  };
  /** The time counts from when there is something to wait for. */
  const watchLag = (): void => {
    if (callOff !== undefined || head.known() <= position) return;
    callOff = server.after(stuckAfter, () => {
      stalled = true;
      changed();
    });
  };
  const progress = (): void => {
    stalled = false;
    callOff?.();
    callOff = undefined;
    watchLag();
  };
  const moveTo = (next: Hub | undefined): void => {
    if (next === hub) return;
    next?.attach(attached);
    if (hub !== undefined) hubs.leave(hub, attached);
    hub = next;
  };
  /** Tries for ever, unless that can never help; undefined when the following has ended. */
  const insist = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    for (let failures = 1; !ended(); failures++) {
      try {
        const result = await work();
        setTrouble(undefined);
        return result;
      } catch (error) {
        if (isPermanent(error)) throw error;
        setTrouble(messageOf(error));
        await pause(server.after, backoff(failures, server.random()), ending.signal);
      }
    }
    return undefined;
  };

  /** A reader who gives the signal need not come back for the end: all is let go at once. */
  const end = (): void => {
    if (ending.signal.aborted) return;
    ending.abort();
    unhear();
    callOff?.();
    signal?.removeEventListener('abort', end);
    followed.delete(entry);
    moveTo(undefined);
    news.ring();
    changed();
  };

  const entry: Followed = {
    status: () => {
      const trouble = own ?? hub?.trouble();
      const known = head.known();
      return {
        filter: wanted,
        state: trouble !== undefined ? 'disconnected' : live ? 'live' : 'catching-up',
        through: position,
        lag: known > position ? known - position : 0n,
        ...(trouble === undefined ? {} : { trouble }),
      };
    },
    stalled: () => stalled,
    wake: end,
  };
  if (ended()) return;
  const unhear = head.onNews(watchLag);
  followed.add(entry);
  signal?.addEventListener('abort', end);
  try {
    changed();
    // Only who has asked for the end himself can say that he has reached it.
    const opened = await insist(head.ask);
    if (opened === undefined) return;
    let told = false;
    while (!ended()) {
      moveTo(hubs.covering(filter, position));
      if (hub === undefined && hubs.passed(filter, position)) {
        const stretch = await insist(() => stretchAfter(server, filter, position, pageSize));
        if (stretch === undefined || ended()) return;
        const through = earlier(stretch.reached, head.known());
        if (through <= position) {
          await insist(head.ask);
          continue;
        }
        position = through;
        setLive(false);
        progress();
        yield { events: stretch.events, through, caughtUp: false };
        continue;
      }
      if (hub === undefined) hub = hubs.begin(filter, position, attached);
      const page = hub.after(position);
      const reached = page?.through ?? position;
      const caughtUp = hub.caughtUp() && reached >= hub.reach() && reached >= opened;
      if (page !== undefined || (caughtUp && !told)) {
        position = reached;
        told = caughtUp;
        hub.moved();
        setLive(caughtUp);
        progress();
        yield { events: page?.events ?? [], through: reached, caughtUp };
        continue;
      }
      const failure = hub.failure();
      if (failure !== undefined) throw failure;
      await news.rung();
    }
  } finally {
    end();
  }
}
