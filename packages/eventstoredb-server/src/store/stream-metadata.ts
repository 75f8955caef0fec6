import { TOMBSTONE } from './log-record.ts';

/** Who may do what to a stream; a role list that is absent leaves the default in force. */
export interface StreamAcl {
  readonly $r?: string | readonly string[];
  readonly $w?: string | readonly string[];
  readonly $d?: string | readonly string[];
  readonly $mr?: string | readonly string[];
  readonly $mw?: string | readonly string[];
}

/** What the metadata of a stream says about reading it. */
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
 * Reads the data of a `$metadata` event; what is no JSON object counts as no metadata, as it does on
 * the server (`StreamMetadata.TryFromJsonBytes`).
 */
export const parseMetadata = (data: Uint8Array): StreamMetadata => {
  const text = Buffer.from(data).toString('utf8');
  let json: unknown;
  try {
    // 2^63-1 is the mark of a deleted stream and does not survive a double.
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

/** The metadata as JSON again, with another `$tb`. */
export const withTruncateBefore = (metadata: StreamMetadata, before: bigint): Uint8Array => {
  const { $tb: _, ...rest } = metadata.raw;
  const others = JSON.stringify(rest).slice(1, -1);
  return Buffer.from(`{"$tb":${before}${others === '' ? '' : `,${others}`}}`, 'utf8');
};

/** Whether the stream was deleted with the option to come back. */
export const isSoftDeletion = ({ truncateBefore }: StreamMetadata): boolean =>
  truncateBefore === TOMBSTONE;
