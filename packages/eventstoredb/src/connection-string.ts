import { EventLogError } from '@presales/kernel';

/** A connection string that was looked through. */
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

const flat = (key: string): string => key.toLowerCase().replaceAll(/[_-]/g, '');

/**
 * Looks through a connection string before the client does, because the client prints it with its
 * password when an option is misspelt, ignores that option, cuts a password at its second colon,
 * and drops credentials in silence when TLS is off.
 *
 * @throws EventLogError `event-log/bad-connection`, without the credentials
 */
export const parseConnection = (text: string): Connection => {
  const refuse = (reason: string): EventLogError =>
    new EventLogError('event-log/bad-connection', `EventStoreDB connection string: ${reason}`);
  const trimmed = text.trim().replace(/\/+$/, '');
  const [, scheme, rest = ''] = /^([^:]*):\/\/(.*)$/s.exec(trimmed) ?? [];
  if (scheme === 'kurrentdb' || scheme === 'kdb' || scheme?.startsWith('kurrentdb+') === true)
    throw refuse(
      'esdb:// is expected; for KurrentDB’s own client hand in a client instead of a connection string',
    );
  if (scheme !== 'esdb' && scheme !== 'esdb+discover')
    throw refuse('expected esdb://HOST:PORT or esdb+discover://HOST:PORT');
  const at = rest.lastIndexOf('@');
  const credentials = at < 0 ? undefined : rest.slice(0, at);
  const [places = '', query, ...more] = rest.slice(at + 1).split('?');
  if (more.length > 0) throw refuse('options begin at one "?" and are joined by "&"');
  if (credentials !== undefined && !/^[^:@/?]+:[^:@/?]+$/.test(credentials))
    throw refuse(
      'expected USER:PASSWORD@ before the hosts, with : @ / ? in them written as %3A %40 %2F %3F',
    );
  if (credentials !== undefined && !isEncoded(credentials))
    throw refuse('a % in user or password is written as %25');
  const hosts = places.replace(/\/+$/, '').split(',');
  for (const host of hosts) {
    const [, name, port] = /^([A-Za-z0-9._-]+)(?::(\d+))?$/.exec(host) ?? [];
    if (name === undefined) throw refuse(`expected HOST or HOST:PORT, got "${host}"`);
    if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
      throw refuse(`no port ${port}`);
  }
  if (scheme === 'esdb+discover' && hosts.length > 1)
    throw refuse('esdb+discover:// takes one DNS name; several hosts go with esdb://');
  const given = new Map<string, string>();
  for (const pair of query === undefined ? [] : query.split('&')) {
    const [key = '', value = '', ...beyond] = pair.split('=');
    const kind = options.get(flat(key));
    if (kind === undefined) throw refuse(`no option "${key}"`);
    if (beyond.length > 0 || !kind.test(value)) throw refuse(`option ${key}: not "${value}"`);
    given.set(flat(key), value);
  }
  if (given.get('throwonappendfailure') === 'false')
    throw refuse('throwOnAppendFailure must be true: failed appends would pass for stored ones');
  if (given.has('usercertfile') !== given.has('userkeyfile'))
    throw refuse('userCertFile and userKeyFile go together');
  if (given.get('tlsverifycert') === 'false')
    throw refuse('the client verifies certificates always: name the authority by tlsCAFile');
  if (credentials !== undefined && given.get('tls') === 'false')
    throw refuse('user and password are not sent when tls=false: leave them out, or leave TLS on');
  return { name: `${scheme}://${hosts.join(',')}`, text: trimmed };
};

const isEncoded = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};
