import type { Position } from '@presales/kernel';
import type { LogFilter } from './filter.ts';
import { type Hub, hub } from './hub.ts';
import type { Attached, HubParts } from './hub-state.ts';

/** All hubs of a log. */
export interface Hubs {
  /** The hub that can serve a position and is furthest on. */
  readonly covering: (filter: LogFilter, position: Position) => Hub | undefined;
  /** Whether a position lies behind the window of some hub. */
  readonly passed: (filter: LogFilter, position: Position) => boolean;
  /** A new hub from a position on, with its first follower. */
  readonly begin: (filter: LogFilter, position: Position, follower: Attached) => Hub;
  /** Takes a follower from a hub; an empty one ends. */
  readonly leave: (hub: Hub, follower: Attached) => void;
  /** Stops all. */
  readonly stop: () => void;
}

/** No hubs yet. */
export const logHubs = (parts: Omit<HubParts, 'filter'>): Hubs => {
  const hubs = new Set<Hub>();
  const ofFilter = ({ key }: LogFilter): readonly Hub[] =>
    [...hubs].filter((each) => each.key === key);
  const forget = (each: Hub): void => {
    hubs.delete(each);
    each.stop();
  };

  return {
    covering: (filter, position) =>
      ofFilter(filter)
        .filter((each) => each.covers(position))
        .reduce<Hub | undefined>(
          (best, each) => (best === undefined || each.reach() > best.reach() ? each : best),
          undefined,
        ),
    passed: (filter, position) => ofFilter(filter).some((each) => each.start() > position),
    begin: (filter, position, follower) => {
      const begun = hub({ ...parts, filter }, position);
      hubs.add(begun);
      begun.attach(follower);
      return begun;
    },
    leave: (left, follower) => {
      left.detach(follower);
      if (left.followers() === 0) forget(left);
    },
    stop: () => {
      for (const each of [...hubs]) forget(each);
    },
  };
};
