import { ImportError } from '../import-error.ts';

/** What a file that remembers an import belongs to. */
export interface Belonging {
  /** The mapping's name. */
  readonly mapping: string;
  /** The log's identity, a UUID; undefined while nothing is in the log. */
  readonly log: string | undefined;
}

/** Stands for a log with nothing in it yet; as long as any identity, so that one can be written over it. */
const unbegun = '00000000-0000-0000-0000-000000000000';

/** The first line of such a file, line break included, from the mapping and the log's identity. */
export type HeaderOf = (mapping: string, log: string) => string;

/** The header of a file that belongs to an import. */
export const headerFor = (headerOf: HeaderOf, { mapping, log = unbegun }: Belonging): string =>
  headerOf(mapping, log);

/** Whether a text is as much of an import's header as a crash left of it. */
export const isBegun = (text: string, headerOf: HeaderOf, { mapping, log }: Belonging): boolean =>
  [undefined, log].some((known) => headerFor(headerOf, { mapping, log: known }).startsWith(text));

/**
 * Makes sure that a file that was found belongs to an import. One begun while its log was empty
 * belongs to whatever that log holds by now.
 *
 * @throws ImportError `import/other-import` when the file belongs to another mapping or log
 */
export const checkBelonging = (
  path: string,
  text: string,
  headerOf: HeaderOf,
  { mapping, log = unbegun }: Belonging,
): void => {
  const ours = [unbegun, log].some((known) => text.startsWith(headerOf(mapping, known)));
  if (ours) return;
  throw new ImportError(
    'import/other-import',
    { file: path },
    `belongs to an import by another mapping or into another log, or is something else, while this is mapping ${mapping} into ${log === unbegun ? 'a log that is empty' : `log ${log}`}; move it away, or delete it when that log is gone`,
  );
};
