/**
 * The same JSON value with the names of every object in order, so that what is the same is written
 * the same, whoever wrote it: stores and programs keep fields in an order of their own.
 */
export const inOrder = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  // Names are sorted as such, and not as entries by a comparison: every command comes by here.
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, inOrder(Reflect.get(value, name))]),
  );
};
