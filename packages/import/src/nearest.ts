import { identityText } from '@presales/kernel';

/** What may have been meant by a name that there is not: `; did you mean owner?`, or nothing. */
export const meant = (name: string, known: Iterable<string>): string => {
  const folded = foldedName(name);
  // A letter in three may be wrong: more make another name.
  const bound = Math.max(1, Math.floor(folded.length / 3));
  const near = [...new Set(known)]
    .map((each) => ({ each, distance: apart(folded, foldedName(each), bound) }))
    .filter(({ distance }) => distance <= bound)
    .sort((left, right) => left.distance - right.distance)
    .filter(({ distance }, _, [first]) => distance === first?.distance)
    .map(({ each }) => each)
    .slice(0, 3);
  return near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
};

/** The nearest names to one that there is not or, where none is near, those that there are. */
export const meantOr = (
  name: string,
  known: readonly string[],
  listed: (names: string) => string,
): string => {
  const near = meant(name, known);
  if (near !== '') return near;
  const some = known.slice(0, shown).join(', ');
  const more = known.length > shown ? ` and ${known.length - shown} more` : '';
  return listed(known.length === 0 ? 'none' : `${some}${more}`);
};

/** How many names are listed at most. */
const shown = 30;

/** Names differ in letters, not in their case, accents, blanks and marks. */
const foldedName = (name: string): string =>
  identityText(name)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** How far two names are from each other; one that is a part of the other is as far as may be. */
const apart = (name: string, other: string, bound: number): number => {
  const [short, long] = name.length < other.length ? [name, other] : [other, name];
  const part = short.length >= partLength && long.includes(short) ? bound : bound + 1;
  return Math.min(part, distanceOf(name, other, bound));
};

/** Parts of names say something when they have as many letters. */
const partLength = 4;

/**
 * How many letters have to be put in, left out, replaced or swapped with their neighbour to make one
 * text the other; any number above the bound when it is more than that.
 */
const distanceOf = (from: string, to: string, bound: number): number => {
  if (Math.abs(from.length - to.length) > bound) return bound + 1;
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped =
        i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      row.push(
        Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost, swapped),
      );
    }
    [before, last] = [last, row];
  }
  return last[to.length] ?? 0;
};
