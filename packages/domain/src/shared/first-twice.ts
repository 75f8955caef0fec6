/** The first id that stands twice in a list; undefined where every id stands once. */
export const firstTwice = (ids: readonly string[]): string | undefined =>
  ids.find((id, index) => ids.indexOf(id) !== index);
