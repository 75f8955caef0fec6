import { hash } from 'node:crypto';
import { inOrder } from './canonical-json.ts';
import type { Message } from './message.ts';

/**
 * What a message says, as text of 43 characters: the SHA-256 of its type and data as JSON, in
 * base64url. Neither the order of fields makes a difference nor a field that is left undefined.
 *
 * What cannot be written as JSON (a `bigint`, an object within itself) fits no schema either, and is
 * refused where the message is parsed. All of that has one fingerprint.
 */
export const fingerprintOf = ({ type, data }: Message): string =>
  hash('sha256', jsonOf({ type, data }), 'base64url');

const jsonOf = (value: object): string => {
  try {
    return JSON.stringify(inOrder(value));
  } catch {
    return '';
  }
};
