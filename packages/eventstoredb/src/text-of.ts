import type { ClientRecord } from './client.ts';

/** About how much JSON an event is, in characters: the client has parsed it, and does not tell. */
export const textOf = ({ data, metadata }: Pick<ClientRecord, 'data' | 'metadata'>): number =>
  lengthOf(data) + lengthOf(metadata);

const lengthOf = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.byteLength;
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch {
    // Another program's event may be nested too deep for that; it is counted as little.
    return 0;
  }
};
