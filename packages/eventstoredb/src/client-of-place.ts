import { parseConnection } from './connection-string.ts';
import { loadClient } from './load-client.ts';
import type { EventStoreDbPlace } from './options.ts';
import { survivingStrayReplies } from './stray-replies.ts';
import { type After, within } from './timers.ts';

/**
 * Milliseconds that our own client has to let go of its calls. With a lost server it never does.
 */
const disposing = 1_000;

/** The client of a place, its name for messages, and how to let go of it. */
export const clientOf = async (place: EventStoreDbPlace, later: After) => {
  if ('client' in place) {
    const { client, name = 'esdb:' } = place;
    return {
      client: survivingStrayReplies(client),
      name,
      dispose: async (): Promise<void> => undefined,
    };
  }
  const connection = parseConnection(place.connection);
  const client = survivingStrayReplies(await loadClient(connection));
  const dispose = (): Promise<void> =>
    within(later, disposing, client.dispose()).catch(() => undefined);
  return { client, name: connection.name, dispose };
};
