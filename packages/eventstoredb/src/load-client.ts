import { EventLogError } from '@presales/kernel';
import type { EventStoreDbClient } from './client.ts';
import type { Connection } from './connection-string.ts';
import { messageOf } from './fault.ts';

/**
 * Loads @eventstore/db-client and makes a client. It is loaded when it is needed, so that
 * whoever hands in a client, or uses another log, need not install it.
 *
 * @throws EventLogError
 */
export const loadClient = async ({ name, text }: Connection): Promise<EventStoreDbClient> => {
  const { EventStoreDBClient } = await clientPackage(name);
  try {
    return EventStoreDBClient.connectionString(text);
  } catch (error) {
    // The client's error carries the connection string with its password: it is left behind.
    throw new EventLogError('event-log/bad-connection', `${name}: ${withoutText(error, text)}`);
  }
};

const clientPackage = async (name: string) => {
  try {
    return await import('@eventstore/db-client');
  } catch (cause) {
    throw new EventLogError(
      'event-log/missing-client',
      `${name} needs the package @eventstore/db-client: npm install @eventstore/db-client`,
      { cause },
    );
  }
};

const withoutText = (error: unknown, text: string): string =>
  messageOf(error)
    .replace(
      /^Failed to load certificate (key )?file\. File was not found\.$/,
      (_, key) =>
        `no such file: ${key === undefined ? 'tlsCAFile or userCertFile' : 'userKeyFile'} of the connection string`,
    )
    .replaceAll(text, '…')
    .replaceAll(/\/\/.*@/gs, '//');
