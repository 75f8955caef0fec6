import { deepStrictEqual } from 'node:assert/strict';

/**
 * Asserts that two values are the same plain data. Both are copied first: a runner such as jest gives
 * tests a realm of their own, in which an array made by a native driver is not an `Array`.
 *
 * @throws AssertionError
 */
export const sameData = (actual: unknown, expected: unknown): void =>
  deepStrictEqual(structuredClone(actual), structuredClone(expected));
