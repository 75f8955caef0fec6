import { InvalidInput } from './errors.ts';
import type { StoredEvent } from './event.ts';
import { isInstant } from './instant.ts';

/**
 * Every figure and every process goes by the times of an event: one that has none is taken by nobody.
 *
 * @throws InvalidInput naming the field
 */
export const assertPlacedInTime = ({ recordedAt, metadata }: StoredEvent): void => {
  if (!isInstant(metadata.occurredAt)) throw noInstant('metadata.occurredAt', metadata.occurredAt);
  if (!isInstant(recordedAt)) throw noInstant('recordedAt', recordedAt);
};

const noInstant = (path: string, found: unknown): InvalidInput =>
  new InvalidInput('the event cannot be placed in time', [
    {
      path,
      expected: `expected an instant such as "2026-03-01T09:30:00.000Z", found ${JSON.stringify(found)}`,
    },
  ]);
