import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import type { Store } from '../store/store.ts';
import { type Access, openAccess, securedAccess, type User } from './access.ts';
import { type Certificate, selfSignedCertificate } from './certificate.ts';

/** The options of a server with TLS, users and access lists. */
export interface SecurityOptions {
  /** By default a self-signed certificate that is made at the start. */
  readonly certificate?: Certificate;
  /** By default `admin` and `ops`, both with the password `changeit`, as on a fresh server. */
  readonly users?: Readonly<Record<string, User>>;
}

/** Whether and how a server is secured. */
export interface Security {
  readonly credentials: () => grpc.ServerCredentials;
  readonly access: Access;
  /** The certificate in PEM, for `rootCertificate`; undefined without security. */
  readonly certificate: string | undefined;
  /** The certificate as a file, for `tlsCAFile`; undefined without security. */
  readonly certificateFile: string | undefined;
  /** Removes the file. */
  readonly remove: () => Promise<void>;
}

/** The users of a fresh server. */
const freshUsers: Readonly<Record<string, User>> = {
  admin: { password: 'changeit', groups: ['$admins'] },
  ops: { password: 'changeit', groups: ['$ops'] },
};

/** No encryption and no restrictions, as with `--insecure`. */
export const insecure: Security = {
  credentials: () => grpc.ServerCredentials.createInsecure(),
  access: openAccess,
  certificate: undefined,
  certificateFile: undefined,
  remove: () => Promise.resolve(),
};

/** Encryption, users and access lists. `now` is in milliseconds since 1970. */
export const secured = async (
  { certificate: given, users = freshUsers }: SecurityOptions,
  store: Store,
  now: number,
): Promise<Security> => {
  const { certificate, key } = given ?? selfSignedCertificate(now);
  const folder = await mkdtemp(join(tmpdir(), 'eventstoredb-server-'));
  const certificateFile = join(folder, 'ca.pem');
  await writeFile(certificateFile, certificate);
  const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) };
  return {
    credentials: () => grpc.ServerCredentials.createSsl(null, [pair]),
    access: securedAccess(users, store),
    certificate,
    certificateFile,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
