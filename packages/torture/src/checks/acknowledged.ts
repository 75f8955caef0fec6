import type { StoredEvent } from '@presales/kernel';
import type { Acknowledged } from '../children/service.ts';
import { byCommand } from './events.ts';

/** What was acknowledged and is not there: all of it, once, whole, and where it was said to be. */
export const missing = (
  events: readonly StoredEvent[],
  acknowledged: readonly Pick<Acknowledged, 'commandId' | 'events' | 'position'>[],
): readonly string[] => {
  const stored = byCommand(events);
  return acknowledged.flatMap(({ commandId, events: count, position }) => {
    const positions = stored.get(commandId) ?? [];
    const last = positions.at(-1);
    return [
      ...(positions.length === count
        ? []
        : [`${commandId} was answered with ${count} events, ${positions.length} are there`]),
      ...(position === undefined || last === BigInt(position)
        ? []
        : [`${commandId} was answered at position ${position}, it is at ${last}`]),
      ...(positions.length < 2 || last === (positions[0] ?? 0n) + BigInt(positions.length - 1)
        ? []
        : [`the events of ${commandId} do not stand together`]),
    ];
  });
};
