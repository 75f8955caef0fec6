import { BEGINNING, EventLogError } from '@presales/kernel';
import { chance } from './chance.ts';
import { clientOf } from './client-of-place.ts';
import { toEventLogError } from './event-log-error.ts';
import { type Head, logHead } from './head.ts';
import type { EventStoreDbOptions, EventStoreDbPlace } from './options.ts';
import { resting } from './resting.ts';
import type { Server } from './server.ts';
import { slots } from './slots.ts';
import { after, within } from './timers.ts';

/**
 * Appends that wait for their answers at once. Beyond, nothing is gained by sending, and a slow
 * server would have to answer them all twice, because those without an answer are asked again.
 */
const appendsUnderWay = 1_000;

/** Readings open at once: with the subscriptions they stay below the server's hundred. */
const openReadings = 40;

/** Readings whose reader is busy with a page, and for how many milliseconds they wait for him. */
const restingReadings = 10;
const restingTime = 1_000;

/** A server that has answered. */
export interface Connected {
  readonly server: Server;
  readonly head: Head;
  /** Lets go of the client, if it is ours. */
  readonly dispose: () => Promise<void>;
}

/**
 * Connects to a server, and asks it where the log ends.
 *
 * @throws EventLogError when that fails, or takes longer than `connectTimeout`
 */
export const connect = async (
  place: EventStoreDbPlace,
  {
    namespace,
    origin = BEGINNING,
    connectTimeout = 10_000,
    appendTimeout = 10_000,
    readTimeout = 10_000,
    after: later = after,
    random = chance,
  }: EventStoreDbOptions,
): Promise<Connected> => {
  if (namespace !== undefined && !/^[a-z][a-zA-Z0-9]*$/.test(namespace))
    throw new EventLogError(
      'event-log/bad-connection',
      `namespace "${namespace}": expected letters and digits, beginning in lower case`,
    );
  const { client, name, dispose } = await clientOf(place, later);
  const server: Server = {
    name,
    client,
    prefix: namespace === undefined ? '' : `${namespace}.`,
    origin,
    after: later,
    random,
    slots: slots(openReadings),
    resting: resting(later, restingReadings, restingTime),
    appendSlots: slots(appendsUnderWay),
    readTimeout,
    appendTimeout,
  };
  const head = logHead(server);
  try {
    await within(later, connectTimeout, head.ask());
  } catch (error) {
    await dispose();
    throw toEventLogError(error, name);
  }
  return { server, head, dispose };
};
