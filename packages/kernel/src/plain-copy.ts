/**
 * A copy of plain data that shares nothing with it, as it would read back from JSON: fields that were
 * left undefined are gone. Only for data that a log took, which JSON can hold unchanged (`serialise`).
 * It takes less than half the time of writing and reading the JSON, which every event would pay for.
 */
export const plainCopy = <Data>(data: Data): Data => copyOf(data) as Data;

const copyOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value))
    if (part !== undefined) copy[name] = copyOf(part);
  return copy;
};
