import type { Position } from '@presales/kernel';
import type { HubState } from './hub-state.ts';
import { pageSize } from './page.ts';
import { earlier, later } from './places.ts';
import { type Stretch, stretchAfter } from './stretch.ts';

/** Events that may wait for the fastest follower: two pages. */
const readAhead = 2 * pageSize;

/** Hands events on to the followers, with how far the log is known; waits while they lag behind. */
export const deliver = async (
  hub: HubState,
  { events, text }: Pick<Stretch, 'events' | 'text'>,
): Promise<void> => {
  const last = events.at(-1)?.position;
  const reached = await through(hub);
  await roomForMore(hub);
  const place = last !== undefined && last > reached ? last : reached;
  if (place > hub.window.reach()) hub.window.push({ events, text, through: place });
  hub.failures = 0;
  hub.setTrouble(undefined);
  hub.wakeAll();
};

/**
 * Reads the log without the subscription, up to where it ends; true when it found what the
 * subscription should have brought.
 */
export const lookAhead = async (hub: HubState): Promise<boolean> => {
  for (let found = false; ; ) {
    const stretch = await stretchAfter(hub.server, hub.filter, hub.cursor, pageSize);
    hub.cursor = later(hub.cursor, stretch.reached);
    found ||= stretch.events.length > 0;
    if (stretch.events.length > 0 || hub.cursor > hub.window.reach()) await deliver(hub, stretch);
    if (stretch.exhausted || hub.stopped()) return found;
  }
};

/** The last event of this log at or before the cursor, as far as it can be told. */
const through = async (hub: HubState): Promise<Position> => {
  if (hub.cursor > hub.head.known() && hub.cursor !== hub.lookedFor) {
    const place = hub.cursor;
    await hub.head.ask();
    hub.lookedFor = place;
  }
  return later(hub.window.reach(), earlier(hub.cursor, hub.head.known()));
};

const roomForMore = async ({ followers, window, news, stopping }: HubState): Promise<void> => {
  const ahead = (): number =>
    Math.min(...[...followers].map((follower) => window.ahead(follower.position())));
  while (!stopping.signal.aborted && ahead() >= readAhead) await news.rung();
};
