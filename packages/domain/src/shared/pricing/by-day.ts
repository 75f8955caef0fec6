import type { LocalDate } from '@presales/kernel';

/** Values under the first day they hold; each holds until the next one's day. */
export type ByDay<Value> = ReadonlyMap<LocalDate, Value>;

/** The value that holds on a day; undefined before the first. */
export const valueOn = <Value>(values: ByDay<Value> | undefined, on: LocalDate) => {
  let found: { readonly from: LocalDate; readonly value: Value } | undefined;
  for (const [from, value] of values ?? [])
    if (from <= on && (found === undefined || from > found.from)) found = { from, value };
  return found?.value;
};

/** The values with another one from a day on. It replaces a value that began on the same day. */
export const withValue = <Value>(
  values: ByDay<Value> | undefined,
  from: LocalDate,
  value: Value,
): ByDay<Value> => new Map(values).set(from, value);
