import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStoreDbClient } from '@presales/eventstoredb';
import { type EventStoreDbServer, startEventStoreDbServer } from '@presales/eventstoredb-server';
import type { EventLog } from '@presales/kernel';

type Options = Parameters<typeof startEventStoreDbServer>[0];

/** Starts servers that end with the test they were started in. */
export const testServers = (): {
  readonly start: (options?: Options) => Promise<EventStoreDbServer>;
} => {
  const started: EventStoreDbServer[] = [];
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
  });
  return {
    start: async (options) => {
      const server = await startEventStoreDbServer(options);
      started.push(server);
      return server;
    },
  };
};

/** Opens logs that are closed with the test they were opened in, before its servers end. */
export const testLogs = (): (<Log extends EventLog>(opening: Promise<Log>) => Promise<Log>) => {
  const opened: EventLog[] = [];
  afterEach(async () => {
    for (const log of opened.splice(0)) await log.close();
  });
  return async (opening) => {
    const log = await opening;
    opened.push(log);
    return log;
  };
};

/** A bare client, as an application would hand it in. */
export const clientOf = (connection: string): EventStoreDBClient =>
  EventStoreDBClient.connectionString(connection);

/** The position of the last event there is, whoever's it is. */
export const endOfEverything = async (client: EventStoreDbClient): Promise<bigint> => {
  const last = client.readAll(
    { fromPosition: 'end', direction: 'backwards', maxCount: 1 },
    { highWaterMark: 1 },
  );
  for await (const { event } of last)
    if (event?.position !== undefined) return event.position.commit;
  return -1n;
};
