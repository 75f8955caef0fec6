import type { LogRecord } from './log-record.ts';

/** Which records of `$all` are wanted: those that match a pattern, or any of several prefixes. */
export interface EventFilter {
  readonly on: 'stream' | 'type';
  readonly regex?: string;
  readonly prefixes: readonly string[];
}

/**
 * The test of a record. A pattern may match anywhere in the name, as with `Regex.Match` of .NET. It is
 * read as a JavaScript pattern over UTF-16 code units, which differs only in rare parts of the syntax.
 *
 * @throws SyntaxError for a pattern that is not valid
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

/** Accepts every record. */
export const everything = (): boolean => true;

const checkpoints = /^\$persistentsubscription-\$all::.*-(checkpoint|parked)$/;

/**
 * Whether `$all` shows a record. Whatever the filter, it hides the epochs and what persistent
 * subscriptions to `$all` write for themselves, which would otherwise cause new messages for ever
 * (`EventFilter.DefaultAllFilter`).
 */
export const isShownInAll = ({ stream }: LogRecord): boolean =>
  stream !== '$epoch-information' && !checkpoints.test(stream);
