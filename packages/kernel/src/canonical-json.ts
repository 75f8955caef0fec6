import { PresalesError } from './errors.ts';

/** Levels of nesting that are gone down: far more than a log takes, far less than a stack has room for. */
const levels = 1_000;

/**
 * The same JSON value with the names of every object in order, so that what is the same is written
 * the same, whoever wrote it: stores and programs keep fields in an order of their own.
 *
 * @throws PresalesError `json/too-deep` for more than 1,000 levels of nesting
 */
export const inOrder = (value: unknown): unknown => ordered(value, 0);

const ordered = (value: unknown, level: number): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (level === levels)
    throw new PresalesError('json/too-deep', `nested deeper than ${levels} levels`);
  if (Array.isArray(value)) return value.map((part) => ordered(part, level + 1));
  // Names are sorted as such, and not as entries by a comparison: every command comes by here.
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, ordered(Reflect.get(value, name), level + 1)]),
  );
};
