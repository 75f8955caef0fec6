import { HOST } from './transport/node.ts';

/** What a connection string says beyond the hosts. */
export interface ConnectionStringOptions {
  /** Further parameters, such as `nodePreference` or `defaultDeadline`. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** The login on a secured server; by default that of `admin`. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Connects to this node only, counted from 0; by default to the whole cluster. */
  readonly node?: number;
}

const ADMINISTRATOR = { username: 'admin', password: 'changeit' };

/** How a client connects to nodes at these ports; the file is absent without security. */
export const connectionStringOf = (
  ports: readonly number[],
  certificateFile: string | undefined,
  { parameters = {}, credentials = ADMINISTRATOR }: ConnectionStringOptions,
): string => {
  const hosts = ports.map((port) => `${HOST}:${port}`).join(',');
  const secure = certificateFile !== undefined;
  const { username, password } = credentials;
  const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`;
  const query = Object.entries({
    tls: secure,
    ...(secure ? { tlsCAFile: certificateFile } : {}),
    ...parameters,
  })
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return `esdb://${secure ? login : ''}${hosts}?${query}`;
};
