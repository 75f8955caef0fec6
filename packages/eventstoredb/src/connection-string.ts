import { EventLogError } from '@presales/kernel';

/** A connection string that was checked. */
export interface Connection {
  /** Scheme and hosts, for people: no user, no password, no options. */
  readonly name: string;
  /** As the client wants it. */
  readonly text: string;
}

/** What a value may be, and how a message says so. */
interface Kind {
  readonly is: RegExp;
  readonly expected: string;
}

const yesOrNo: Kind = { is: /^(true|false)$/, expected: 'true or false' };
const text: Kind = { is: /./, expected: 'something after the "="' };
const count: Kind = { is: /^[1-9]\d*$/, expected: 'a whole number from 1' };
const pause: Kind = { is: /^\d+$/, expected: 'a whole number from 0' };
const pauseOrNone: Kind = { is: /^(-1|\d+)$/, expected: 'a whole number from 0, or -1' };
const node: Kind = {
  is: /^(leader|follower|random|read_?only_?replica)$/i,
  expected: 'leader, follower, random or readOnlyReplica',
};

/** What the client understands after the question mark, and of which kind. */
const options: Readonly<Record<string, Kind>> = {
  tls: yesOrNo,
  tlsCAFile: text,
  tlsVerifyCert: yesOrNo,
  userCertFile: text,
  userKeyFile: text,
  connectionName: text,
  defaultDeadline: count,
  keepAliveInterval: pauseOrNone,
  keepAliveTimeout: pauseOrNone,
  throwOnAppendFailure: yesOrNo,
  nodePreference: node,
  maxDiscoverAttempts: count,
  discoveryInterval: pause,
  gossipTimeout: count,
};

/**
 * Looks through a connection string before the client does, because the client prints it with its
 * password when an option is misspelt, ignores that option, cuts a password at its second colon,
 * and drops credentials in silence when TLS is off.
 *
 * What is wrong is told by its place and by what was expected, never by what stands there: in a string
 * that is not well formed a password may stand anywhere.
 *
 * @throws EventLogError `event-log/bad-connection`, without the credentials
 */
export const parseConnection = (text: string): Connection => {
  const trimmed = text.trim().replace(/\/+$/, '');
  const { scheme, rest } = schemeOf(trimmed);
  const at = rest.lastIndexOf('@');
  const credentials = at < 0 ? undefined : rest.slice(0, at);
  const [places = '', query, ...more] = rest.slice(at + 1).split('?');
  if (more.length > 0) throw refusal('options begin at one "?" and are joined by "&"');
  if (credentials !== undefined) checkCredentials(credentials);
  const hosts = places.replace(/\/+$/, '').split(',');
  for (const [index, host] of hosts.entries()) checkHost(host, index);
  if (scheme === 'esdb+discover' && hosts.length > 1)
    throw refusal('esdb+discover:// takes one DNS name; several hosts go with esdb://');
  checkOptions(optionsOf(query), credentials !== undefined);
  return { name: `${scheme}://${hosts.join(',')}`, text: trimmed };
};

const refusal = (reason: string): EventLogError =>
  new EventLogError('event-log/bad-connection', `EventStoreDB connection string: ${reason}`);

const schemeOf = (text: string): { readonly scheme: string; readonly rest: string } => {
  const [, scheme, rest = ''] = /^([^:]*):\/\/(.*)$/s.exec(text) ?? [];
  if (scheme === 'kurrentdb' || scheme === 'kdb' || scheme?.startsWith('kurrentdb+') === true)
    throw refusal(
      'esdb:// is expected; for KurrentDB’s own client hand in a client instead of a connection string',
    );
  if (scheme !== 'esdb' && scheme !== 'esdb+discover')
    throw refusal('expected esdb://HOST:PORT or esdb+discover://HOST:PORT');
  return { scheme, rest };
};

const checkCredentials = (credentials: string): void => {
  if (!/^[^:@/?]+:[^:@/?]+$/.test(credentials))
    throw refusal(
      'expected USER:PASSWORD@ before the hosts, with : @ / ? in them written as %3A %40 %2F %3F',
    );
  if (!isEncoded(credentials)) throw refusal('a % in user or password is written as %25');
};

const checkHost = (host: string, index: number): void => {
  const [, name, port] = /^([A-Za-z0-9._-]+)(?::(\d+))?$/.exec(host) ?? [];
  const which = `host ${index + 1}`;
  if (name === undefined) throw refusal(`${which}: expected HOST or HOST:PORT`);
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    throw refusal(`${which}: expected a port from 1 to 65535`);
};

/** The options by their flat names, each understood by the client and of the right kind. */
const optionsOf = (query: string | undefined): ReadonlyMap<string, string> => {
  const given = new Map<string, string>();
  for (const [index, pair] of (query === undefined ? [] : query.split('&')).entries()) {
    const [key = '', value = '', ...beyond] = pair.split('=');
    const [name, kind] = Object.entries(options).find(([known]) => flat(known) === flat(key)) ?? [];
    if (name === undefined || kind === undefined)
      throw refusal(`option ${index + 1}: expected one of ${Object.keys(options).join(', ')}`);
    if (beyond.length > 0 || !kind.is.test(value))
      throw refusal(`option ${name}: expected ${kind.expected}`);
    given.set(flat(key), value);
  }
  return given;
};

/** Options that do not go together, or that would not be safe. */
const checkOptions = (given: ReadonlyMap<string, string>, withCredentials: boolean): void => {
  if (given.get('throwonappendfailure') === 'false')
    throw refusal('throwOnAppendFailure must be true: failed appends would pass for stored ones');
  if (given.has('usercertfile') !== given.has('userkeyfile'))
    throw refusal('userCertFile and userKeyFile go together');
  if (given.get('tlsverifycert') === 'false')
    throw refusal('the client verifies certificates always: name the authority by tlsCAFile');
  if (withCredentials && given.get('tls') === 'false')
    throw refusal('user and password are not sent when tls=false: leave them out, or leave TLS on');
};

/** An option's name as the client compares it. */
const flat = (key: string): string => key.toLowerCase().replaceAll(/[_-]/g, '');

const isEncoded = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};
