/**
 * The same JSON value with the names of every object in order, so that what is the same is written
 * the same, whoever wrote it: stores and programs keep fields in an order of their own.
 */
export const inOrder = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, part]) => [name, inOrder(part)]),
  );
};
