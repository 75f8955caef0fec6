import { TOMBSTONE } from './log-record.ts';

/** Which roles may do what to a stream; where a list is absent, the default applies. */
export interface StreamAcl {
  readonly $r?: string | readonly string[];
  readonly $w?: string | readonly string[];
  readonly $d?: string | readonly string[];
  readonly $mr?: string | readonly string[];
  readonly $mw?: string | readonly string[];
}

/** The metadata of a stream, as far as the server follows it. */
export interface StreamMetadata {
  /** Seconds. */
  readonly maxAge?: number;
  readonly maxCount?: bigint;
  readonly truncateBefore?: bigint;
  readonly acl?: StreamAcl;
  /** The JSON as it was written, custom properties included. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** No metadata: everything is visible. */
export const noMetadata: StreamMetadata = { raw: {} };

/** A metadata stream keeps its last event only (`SystemSettings`, MetaStreamMaxCount = 1). */
export const metadataOfMetadata: StreamMetadata = { maxCount: 1n, raw: {} };

/**
 * Reads the data of a `$metadata` event. Anything but a JSON object counts as no metadata, as it does
 * on a real server (`StreamMetadata.TryFromJsonBytes`).
 */
export const parseMetadata = (data: Uint8Array): StreamMetadata => {
  const text = Buffer.from(data).toString('utf8');
  let json: unknown;
  try {
    // 2^63-1 marks a deleted stream, and a JavaScript number cannot hold it exactly.
    json = JSON.parse(text.replace(/("\$tb"\s*:\s*)(\d+)/, '$1"$2"'));
  } catch {
    return noMetadata;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return noMetadata;
  const raw = { ...json } as Readonly<Record<string, unknown>>;
  const { $maxAge, $maxCount, $tb, $acl } = raw;
  return {
    raw,
    ...(typeof $maxAge === 'number' ? { maxAge: $maxAge } : {}),
    ...(typeof $maxCount === 'number' ? { maxCount: BigInt(Math.trunc($maxCount)) } : {}),
    ...(typeof $tb === 'string' ? { truncateBefore: BigInt($tb) } : {}),
    ...(typeof $acl === 'object' && $acl !== null ? { acl: $acl as StreamAcl } : {}),
  };
};

/** The same metadata as JSON, with another `$tb`. */
export const withTruncateBefore = (metadata: StreamMetadata, before: bigint): Uint8Array => {
  const { $tb: _, ...rest } = metadata.raw;
  const others = JSON.stringify(rest).slice(1, -1);
  return Buffer.from(`{"$tb":${before}${others === '' ? '' : `,${others}`}}`, 'utf8');
};

/** Whether the stream was deleted in a way that the next append undoes. */
export const isSoftDeletion = ({ truncateBefore }: StreamMetadata): boolean =>
  truncateBefore === TOMBSTONE;
