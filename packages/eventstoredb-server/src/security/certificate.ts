import { generateKeyPairSync, sign } from 'node:crypto';

/** A certificate and its key, both in PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;

/** Tags of DER, the encoding of certificates (X.690). */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const SEQUENCE = 0x30;
const SET = 0x31;
const UTC_TIME = 0x17;
const BOOLEAN = 0x01;

const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, length >>> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const oid = (hex: string): Buffer => der(OBJECT_IDENTIFIER, Buffer.from(hex, 'hex'));

const ECDSA_WITH_SHA256 = der(SEQUENCE, oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const SUBJECT_ALTERNATIVE_NAME = oid('551d11');
const BASIC_CONSTRAINTS = oid('551d13');

const name = (common: string): Buffer =>
  der(
    SEQUENCE,
    der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from(common, 'utf8')))),
  );

/** `YYMMDDHHMMSSZ`, as dates before 2050 are written. */
const time = (milliseconds: number): Buffer =>
  der(
    UTC_TIME,
    Buffer.from(
      `${new Date(milliseconds).toISOString().replace(/\D/g, '').slice(2, 14)}Z`,
      'ascii',
    ),
  );

const extension = (id: Buffer, value: Buffer): Buffer =>
  der(SEQUENCE, id, der(OCTET_STRING, value));

const extensions = (): Buffer => {
  const localhost = der(0x82, Buffer.from('localhost', 'ascii'));
  const loopback = der(0x87, Buffer.from([127, 0, 0, 1]));
  return der(
    0xa3,
    der(
      SEQUENCE,
      extension(SUBJECT_ALTERNATIVE_NAME, der(SEQUENCE, localhost, loopback)),
      extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(BOOLEAN, Buffer.from([0xff])))),
    ),
  );
};

/**
 * A self-signed certificate for this machine, valid for a year from `now` (milliseconds since 1970).
 * For tests only: clients trust it only if they are told to.
 */
export const selfSignedCertificate = (now: number): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = name('EventStoreDB test server');
  const toBeSigned = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    subject,
    der(SEQUENCE, time(now - DAY), time(now + 365 * DAY)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = der(
    SEQUENCE,
    toBeSigned,
    ECDSA_WITH_SHA256,
    der(BIT_STRING, Buffer.from([0]), signature),
  );
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join(
      '\n',
    ),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
