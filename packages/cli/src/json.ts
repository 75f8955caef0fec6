import { type MoneyFigure, majorUnits } from '@presales/kernel';

/** What JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/** Money, stored or a figure, wherever it stands: exactly these three fields. */
export const isMoney = (value: object): value is MoneyFigure =>
  'amount' in value &&
  'currency' in value &&
  'scale' in value &&
  (typeof value.amount === 'number' || typeof value.amount === 'bigint') &&
  typeof value.currency === 'string' &&
  typeof value.scale === 'number' &&
  Object.keys(value).length === 3;

/**
 * Anything of ours as JSON, the same everywhere: money is `{"amount": "19.99", "currency": "EUR"}`,
 * a decimal text in major units; positions and revisions are text; a map is an object, a set a list;
 * what is absent is left out, never `null`.
 */
export const toJson = (value: unknown): Json => {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Set) return [...value].map(toJson);
  if (value instanceof Map)
    return objectOf([...value].map(([key, part]): [string, unknown] => [String(key), part]));
  if (isMoney(value)) return { amount: majorUnits(value), currency: value.currency };
  return objectOf(Object.entries(value));
};

const objectOf = (entries: readonly (readonly [string, unknown])[]): Json =>
  Object.fromEntries(
    entries.filter(([, part]) => part !== undefined).map(([name, part]) => [name, toJson(part)]),
  );

/**
 * Characters that JSON may hold as they are, but that a terminal would obey or be misled by:
 * delete, the second set of control characters, line separators, and marks that turn the direction
 * of writing.
 */
const unsafe = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** The text of JSON, with what could move a terminal written as escapes. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(toJson(value), undefined, indent).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
