import { aggregates } from '@presales/domain';

/** The categories of the domain's streams, and the event types of each. */
export const eventTypes: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(aggregates).map(({ category, codec }): [string, readonly string[]] => [
    category,
    codec.types,
  ]),
);

/** The names that look like what somebody typed. */
export const similar = (typed: string, names: readonly string[]): readonly string[] => {
  const wanted = typed.toLowerCase();
  const same = names.filter((name) => name.toLowerCase() === wanted);
  if (same.length > 0) return same;
  return names.filter((name) => {
    const known = name.toLowerCase();
    return (
      known.includes(wanted) || wanted.includes(known) || known.slice(0, 6) === wanted.slice(0, 6)
    );
  });
};
