import type { PresalesEvent } from '@presales/domain';
import type { Instant, StoredEvent } from '@presales/kernel';

/** Something that happened, as a test tells it. */
export type Happening = PresalesEvent & {
  /** Business time. */
  readonly at: Instant;
  /** When it was recorded; by default at once, or with the one before it. */
  readonly recordedAt?: Instant;
};

/** The first instant of a day, in UTC. */
export const day = (date: string): Instant => `${date}T00:00:00.000Z`;

/** The middle of a day, in UTC. */
export const noon = (date: string): Instant => `${date}T12:00:00.000Z`;

/** A log of these happenings, in the order they were recorded. */
export const recorded = (happenings: readonly Happening[]): readonly StoredEvent[] => {
  let now: Instant = '';
  return happenings.map(({ type, data, at, recordedAt = at }, index) => {
    if (recordedAt > now) now = recordedAt;
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    return {
      id,
      stream: `test-${index}`,
      revision: 0n,
      position: BigInt(index),
      type,
      version: 1,
      data,
      metadata: {
        actor: 'tester',
        commandId: id,
        correlationId: id,
        causationId: id,
        occurredAt: at,
      },
      recordedAt: now,
    };
  });
};
