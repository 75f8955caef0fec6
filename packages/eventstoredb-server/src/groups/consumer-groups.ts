import { after } from '../timer.ts';
import type { ConsumerGroup, GroupIdentity, GroupSettings, GroupWorld } from './consumer-group.ts';
import { checkpointStreamOf, parkedStreamOf } from './group-streams.ts';
import { openGroup } from './open-group.ts';

/** All consumer groups of a server. */
export interface ConsumerGroups {
  /** False when there is already a group of that name. */
  readonly create: (identity: GroupIdentity, settings: GroupSettings) => boolean;
  /** Gives a group new settings and sends its consumers away; false when there is no such group. */
  readonly update: (key: GroupKey, settings: GroupSettings) => boolean;
  /** False when there is no such group. */
  readonly remove: (key: GroupKey) => boolean;
  readonly find: (key: GroupKey) => ConsumerGroup | undefined;
  readonly all: () => readonly ConsumerGroup[];
  /** Opens all at their checkpoints: what was acknowledged after those is delivered again. */
  readonly reload: () => void;
  /** Stops the clock of the groups. */
  readonly stop: () => void;
}

/** What a group is found by. */
export type GroupKey = Pick<GroupIdentity, 'stream' | 'group'>;

const keyText = ({ stream, group }: GroupKey): string => `${stream}::${group}`;

/** No groups yet. Every `tick` milliseconds the groups look at the clock. */
export const createConsumerGroups = (world: GroupWorld, tick: number): ConsumerGroups => {
  const groups = new Map<string, ConsumerGroup>();
  let stopClock = (): void => undefined;
  let running = true;

  const passTime = (): void => {
    stopClock = after(tick, () => {
      for (const group of groups.values()) group.tick();
      if (running && groups.size > 0) passTime();
    });
  };

  const open = (identity: GroupIdentity, settings: GroupSettings): void => {
    groups.set(keyText(identity), openGroup(world, identity, settings));
    stopClock();
    if (running) passTime();
  };

  return {
    create: (identity, settings) => {
      if (groups.has(keyText(identity))) return false;
      open(identity, settings);
      return true;
    },
    update: (key, settings) => {
      const group = groups.get(keyText(key));
      if (group === undefined) return false;
      group.close();
      open(group.identity, settings);
      return true;
    },
    remove: (key) => {
      const group = groups.get(keyText(key));
      if (group === undefined) return false;
      group.close();
      groups.delete(keyText(key));
      for (const stream of [checkpointStreamOf(group.identity), parkedStreamOf(group.identity)])
        world.store.softDelete(stream, 'any');
      return true;
    },
    find: (key) => groups.get(keyText(key)),
    all: () => [...groups.values()],
    reload: () => {
      running = true;
      for (const group of [...groups.values()]) {
        group.close();
        open(group.identity, group.settings);
      }
    },
    stop: () => {
      running = false;
      stopClock();
    },
  };
};
