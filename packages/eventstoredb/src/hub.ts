import type { EventLogError, Position } from '@presales/kernel';
import type { Page } from '@presales/kernel/store';
import { type Arrivals, subscribe } from './arrivals.ts';
import { backoff } from './backoff.ts';
import { toEventLogError } from './event-log-error.ts';
import { isPermanent, messageOf } from './fault.ts';
import { HubConsumption } from './hub-consumption.ts';
import { type Attached, type HubParts, HubState } from './hub-state.ts';
import { type Quiet, quiet } from './quiet.ts';
import { pause } from './timers.ts';

/**
 * One subscription to `$all` for all followers of one filter. It is kept up for ever: whatever
 * breaks it, it is taken up again after the last event that came through.
 *
 * The fastest follower sets the pace; the hub stays a few pages ahead of it. The latest events are
 * kept in a window for the other followers. One that falls behind the window leaves the hub, so
 * that it holds nobody back.
 */
export interface Hub {
  /** The key of its filter: the same for the same filter. */
  readonly key: string;
  /** Whether a follower at a position can be served from here. */
  readonly covers: (position: Position) => boolean;
  /** Followers at or after this position can be served. */
  readonly start: () => Position;
  /** The position that followers can be brought up to. */
  readonly reach: () => Position;
  /** A page of what stands after a position; undefined when nothing has come yet. */
  readonly after: (position: Position) => Page | undefined;
  /** The subscription is live, and the log is not known to go on beyond the reach. */
  readonly caughtUp: () => boolean;
  /** Why there is no connection at this moment. */
  readonly trouble: () => string | undefined;
  /** Why there will never be one. */
  readonly failure: () => EventLogError | undefined;
  /** Serves a follower from now on. */
  readonly attach: (follower: Attached) => void;
  /** Serves a follower no longer. */
  readonly detach: (follower: Attached) => void;
  /** How many are attached. */
  readonly followers: () => number;
  /** A follower went on: there may be room for more. */
  readonly moved: () => void;
  /** Ends the subscription for good. */
  readonly stop: () => void;
}

/** A hub that begins after a position. */
export const hub = (parts: HubParts, after: Position): Hub => {
  const state = new HubState(parts, after);
  const { window, followers, news, stopping } = state;
  void run(state);
  return {
    key: parts.filter.key,
    covers: (position) => position >= window.start() && position <= window.reach(),
    start: window.start,
    reach: window.reach,
    after: window.after,
    caughtUp: () => state.live && window.reach() >= parts.head.known(),
    trouble: () => state.trouble,
    failure: () => state.failure,
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
      state.wakeAll();
    },
  };
};

/** Subscribes, over and over, until the hub is stopped or no trying can help. */
const run = async (hub: HubState): Promise<void> => {
  const unhear = hub.head.onNews(hub.news.ring);
  const calm = quiet(hub.server.after, hub.news.ring);
  let goesOn = true;
  while (goesOn && !hub.stopped()) goesOn = await subscribed(hub, calm);
  unhear();
};

/** One subscription until it breaks, and the pause after it; false when no other can follow. */
const subscribed = async (hub: HubState, calm: Quiet): Promise<boolean> => {
  const { server } = hub;
  let arrivals: Arrivals | undefined;
  try {
    const end = await hub.head.ask();
    if (hub.stopped()) return false;
    hub.beginAnew();
    arrivals = subscribe(server, hub.filter, hub.cursor, hub.news.ring);
    await new HubConsumption(hub, arrivals, end, calm).run();
    return true;
  } catch (error) {
    if (hub.stopped()) return false;
    hub.live = false;
    if (isPermanent(error)) {
      hub.fail(toEventLogError(error, server.name));
      return false;
    }
    hub.failures += 1;
    hub.setTrouble(messageOf(error));
    await pause(server.after, backoff(hub.failures, server.random()), hub.stopping.signal);
    return true;
  } finally {
    calm.broken();
    arrivals?.end();
  }
};
