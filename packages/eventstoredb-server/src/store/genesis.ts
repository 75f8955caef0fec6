import type { Store } from './store.ts';

/**
 * Writes what a real server writes for itself before the first client connects: its epoch and its
 * users. The contents do not matter. What matters is that `$all` does not begin with the first event
 * of a client, and holds events that no client wrote.
 */
export const writeGenesis = ({ append }: Store, newId: () => string): void => {
  const write = (stream: string, type: string, data: object | string): void => {
    const json = { id: newId(), type, isJson: true, metadata: new Uint8Array() };
    append(stream, 'any', [{ ...json, data: Buffer.from(JSON.stringify(data), 'utf8') }]);
  };
  write('$epoch-information', '$EpochInformation', { EpochNumber: 0 });
  for (const login of ['admin', 'ops']) {
    write(`$user-${login}`, '$UserCreated', { loginName: login });
    write(`$$$user-${login}`, '$metadata', { $acl: { $r: '$admins', $w: '$admins' } });
    write('$users', '$User', login);
  }
};
