import { hash } from 'node:crypto';
import { inOrder } from './canonical-json.ts';
import type { Message } from './message.ts';

/**
 * What a message says, as text of 43 characters: the SHA-256 of its type and data as JSON, in
 * base64url. Neither the order of fields makes a difference nor a field that is left undefined.
 */
export const fingerprintOf = ({ type, data }: Message): string =>
  hash('sha256', JSON.stringify(inOrder({ type, data })), 'base64url');
