import { EventLogError } from '@presales/kernel';

/** A connection string that was checked. */
export interface Connection {
  /** Scheme and hosts, for people: no user, no password, no options. */
  readonly name: string;
  /** As the client wants it. */
  readonly text: string;
}

/** What the client understands after the question mark, and of which kind. */
const options: ReadonlyMap<string, RegExp> = new Map([
  ['tls', /^(true|false)$/],
  ['tlscafile', /./],
  ['tlsverifycert', /^(true|false)$/],
  ['usercertfile', /./],
  ['userkeyfile', /./],
  ['connectionname', /./],
  ['defaultdeadline', /^[1-9]\d*$/],
  ['keepaliveinterval', /^(-1|\d+)$/],
  ['keepalivetimeout', /^(-1|\d+)$/],
  ['throwonappendfailure', /^(true|false)$/],
  ['nodepreference', /^(leader|follower|random|read_?only_?replica)$/i],
  ['maxdiscoverattempts', /^[1-9]\d*$/],
  ['discoveryinterval', /^\d+$/],
  ['gossiptimeout', /^[1-9]\d*$/],
]);

/**
 * Looks through a connection string before the client does, because the client prints it with its
 * password when an option is misspelt, ignores that option, cuts a password at its second colon,
 * and drops credentials in silence when TLS is off.
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
  for (const host of hosts) checkHost(host);
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

const checkHost = (host: string): void => {
  const [, name, port] = /^([A-Za-z0-9._-]+)(?::(\d+))?$/.exec(host) ?? [];
  if (name === undefined) throw refusal(`expected HOST or HOST:PORT, got "${host}"`);
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    throw refusal(`no port ${port}`);
};

/** The options by their flat names, each understood by the client and of the right kind. */
const optionsOf = (query: string | undefined): ReadonlyMap<string, string> => {
  const given = new Map<string, string>();
  for (const pair of query === undefined ? [] : query.split('&')) {
    const [key = '', value = '', ...beyond] = pair.split('=');
    const kind = options.get(flat(key));
    if (kind === undefined) throw refusal(`no option "${key}"`);
    if (beyond.length > 0 || !kind.test(value)) throw refusal(`option ${key}: not "${value}"`);
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
