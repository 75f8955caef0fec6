/**
 * A connection string that may be printed: nothing that could be a password is left, however badly the
 * string is written. What is known to be harmless stays: a file, the scheme, the user before a colon,
 * hosts, a database, and options with values such as `tls=false`. All else becomes `***`.
 */
export const withoutPassword = (connection: string): string => {
  if (connection === 'memory:' || isFile(connection) || !/[:@?=]/.test(connection))
    return connection;
  const [, scheme = '', rest = ''] =
    /^\s*([A-Za-z][A-Za-z0-9+.-]*:\/\/)?(.*)$/s.exec(connection) ?? [];
  const at = rest.lastIndexOf('@');
  const credentials = rest.slice(0, Math.max(0, at));
  // A "?" before the last "@" may be in a password, or begin options with a password among them.
  if (/[?#]/.test(credentials)) return `${scheme}***`;
  const place = placeText(rest.slice(at + 1));
  return at < 0
    ? `${scheme}${place ?? hiddenAfterColon(rest)}`
    : `${scheme}${userText(credentials)}***@${place ?? '***'}`;
};

/** Whether it names a file of ours, and nothing in the name looks like an address with a password. */
export const isFile = (connection: string): boolean =>
  connection.startsWith('sqlite:') && !/:.*@|:\/\/|\?.*=/s.test(connection.slice('sqlite:'.length));

/** `anna:` of `anna:secret`; nothing where there is no colon, because that may be a password alone. */
const userText = (credentials: string): string => /^[\w.%+-]+:/.exec(credentials)?.[0] ?? '';

/** `sqlte:***` of `sqlte:presales.db`: a scheme that is misspelt is told. */
const hiddenAfterColon = (text: string): string => `${/^[\w+.-]+:(?!\/)/.exec(text)?.[0] ?? ''}***`;

/** Hosts, a database, and options; undefined where the hosts are none. */
const placeText = (text: string): string | undefined => {
  const [, hosts = '', path = '', query] = /^([^/?#]*)(\/[\w.-]*)?(?:\?(.*))?$/s.exec(text) ?? [];
  if (!hosts.split(',').every((host) => isHost.test(host))) return undefined;
  return `${hosts}${path}${query === undefined ? '' : `?${query.split('&').map(optionText).join('&')}`}`;
};

const isHost = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/;

const optionText = (option: string): string => (isHarmless.test(option) ? option : '***');

/** Options whose values are no secrets, with such values. */
const isHarmless = new RegExp(
  `^(${[
    'tls(verifycert)?=(true|false)',
    'throwonappendfailure=(true|false)',
    'nodepreference=(leader|follower|random|read_?only_?replica)',
    '(keepalive(interval|timeout)|defaultdeadline|maxdiscoverattempts|discoveryinterval|gossiptimeout)=-?\\d{1,9}',
  ].join('|')})$`,
  'i',
);
