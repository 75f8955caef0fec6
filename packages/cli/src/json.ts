import { limits, type MoneyFigure, majorUnits } from '@presales/kernel';

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

/** Whether money has an amount in major units: what stands in a log need not be money that may be. */
export const isWritableMoney = ({ amount, scale }: MoneyFigure): boolean =>
  (typeof amount === 'bigint' || Number.isSafeInteger(amount)) &&
  Number.isInteger(scale) &&
  scale >= 0 &&
  scale <= limits.decimalScale;

/**
 * Levels of nesting that are written. Twice what a log takes: reports put stored data into data of their
 * own. What other programs have stored may be nested ten thousand levels deep.
 */
const levels = 2 * limits.depth;

/**
 * Anything of ours as JSON, the same everywhere: money is `{"amount": "19.99", "currency": "EUR"}`,
 * a decimal text in major units; positions and revisions are text; a map is an object, a set a list;
 * what is absent is left out, never `null`. Money that cannot be written so stays as it is, a number
 * beyond all numbers is text, and levels beyond the deepest that is written are counted in a text.
 */
export const toJson = (value: unknown): Json => written(value, 0);

const written = (value: unknown, level: number): Json => {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  if (level === levels) return `… ${depthOf(value)} levels more`;
  const items = (list: Iterable<unknown>) => Array.from(list, (part) => written(part, level + 1));
  if (Array.isArray(value) || value instanceof Set) return items(value);
  if (isMoney(value) && isWritableMoney(value))
    return { amount: majorUnits(value), currency: value.currency };
  const entries = value instanceof Map ? value : Object.entries(value);
  return Object.fromEntries(
    [...entries]
      .filter(([, part]) => part !== undefined)
      .map(([name, part]) => [String(name), written(part, level + 1)]),
  );
};

/** How many levels there are, without a call for each: so many calls may be too many. */
const depthOf = (value: object): number => {
  let depth = 0;
  for (let parts = [value]; parts.length > 0; depth += 1)
    parts = parts.flatMap((part) =>
      Object.values(part).filter((inner) => typeof inner === 'object' && inner !== null),
    );
  return depth;
};

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
