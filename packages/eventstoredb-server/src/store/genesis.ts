import type { Store } from './store.ts';

/**
 * What a real server writes for itself before the first client comes: the epoch, the users. The
 * contents are of no account; that `$all` neither begins with the client's first event nor holds
 * only what clients wrote is.
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
