import type { LogRecord } from './log-record.ts';

/** Which records of `$all` are wanted: by a pattern, or by any of several beginnings. */
export interface EventFilter {
  readonly on: 'stream' | 'type';
  readonly regex?: string;
  readonly prefixes: readonly string[];
}

/**
 * The test of a record. A pattern may match anywhere in the name, as .NET's `Regex.Match` does; it
 * is read as a JavaScript pattern over UTF-16 code units, which agrees on all but the exotic parts of
 * the syntax.
 *
 * @throws SyntaxError for a pattern that is none
 */
export const matcher = ({ on, regex, prefixes }: EventFilter): ((record: LogRecord) => boolean) => {
  const test = textMatcher(regex, prefixes);
  return on === 'stream' ? ({ stream }) => test(stream) : ({ type }) => test(type);
};

const textMatcher = (regex: string | undefined, prefixes: readonly string[]) => {
  if (regex !== undefined) {
    const pattern = new RegExp(regex);
    return (text: string) => pattern.test(text);
  }
  return (text: string) => prefixes.some((prefix) => text.startsWith(prefix));
};

/** Every record. */
export const everything = (): boolean => true;

const checkpoints = /^\$persistentsubscription-\$all::.*-(checkpoint|parked)$/;

/**
 * What `$all` never shows, whatever the filter (`EventFilter.DefaultAllFilter`): the epochs, and the
 * bookkeeping of persistent subscriptions to `$all`, which would feed on itself.
 */
export const isShownInAll = ({ stream }: LogRecord): boolean =>
  stream !== '$epoch-information' && !checkpoints.test(stream);
