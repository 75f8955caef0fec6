import type { FileSample } from './file-sample.ts';
import { foldedHeader } from './folded-header.ts';
import type { Meaning } from './meaning.ts';

/** A file as it was sampled and understood. */
export interface Understood {
  readonly sample: FileSample;
  readonly meaning: Meaning;
}

/** A file whose rows are looked up by a column of another one. */
export interface Join extends Understood {
  /** What the mapping calls it. */
  readonly name: string;
  /** Its column that tells its rows apart. */
  readonly key: string;
  /** The column of the other file that has values of the key. */
  readonly by: string;
}

/** The part of a column's values that must be keys of the joined file: a few may be misspelt. */
const coverage = 0.8;

/**
 * How a file joins another: by the column of which the most values are keys of it, one whose name is
 * the key's before others. Undefined where none of its columns is such a key.
 */
export const joinOf = (main: Understood, other: Understood): Join | undefined => {
  const keys = other.sample.columns.filter((name) => isKey(other, name));
  // Of a file that was not kept whole, only a part of the keys is known.
  const needed = coverage * (other.sample.rows.length / other.sample.count);
  const name = stemOf(other.sample.file);
  const [best] = keys
    .flatMap((key) => {
      const known = new Set(other.meaning.filled(key));
      return main.sample.columns.map((by) => ({
        key,
        by,
        covered: coveredBy(main.meaning.distinct(by), known),
        named: foldedHeader(by) === foldedHeader(key),
      }));
    })
    .filter(
      ({ key, by, covered }) => covered >= needed && (speaks(main, by) || areAlike(name, by, key)),
    )
    .sort(
      (one, another) => Number(another.named) - Number(one.named) || another.covered - one.covered,
    );
  if (best === undefined) return undefined;
  return { ...other, name: name.replaceAll(' ', '_') || 'joined', key: best.key, by: best.by };
};

const stemOf = (file: string): string => foldedHeader(file.replace(/(?:\.\w{1,6}){1,2}$/, ''));

const isKey = ({ sample, meaning }: Understood, name: string): boolean => {
  const filled = meaning.filled(name);
  return (
    name.length <= 100 &&
    filled.length > 0 &&
    filled.length === sample.rows.length &&
    new Set(filled).size === filled.length
  );
};

const coveredBy = (values: readonly string[], known: ReadonlySet<string>): number =>
  values.length === 0 ? 0 : values.filter((value) => known.has(value)).length / values.length;

/** Whether the values of a column are names: numbers are keys of anything that is numbered. */
const speaks = ({ meaning }: Understood, column: string): boolean =>
  meaning.distinct(column).some((value) => /\p{L}/u.test(value));

/** Whether two columns of numbers belong together by their names: `Company ID` and the `ID` of companies. */
const areAlike = (file: string, by: string, key: string): boolean => {
  const words = foldedHeader(by)
    .split(' ')
    .filter((word) => word.length > 3);
  return words.some(
    (word) => foldedHeader(key).includes(word) || file.startsWith(word.slice(0, 5)),
  );
};
