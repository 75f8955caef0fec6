import { hasCode, PresalesError } from '@presales/kernel';
import type { KnownAt, LogBeginning, NothingKnown } from './answer.ts';

/** Why nothing was known, in a sentence. */
export const nothingKnownText = (nothing: NothingKnown): string =>
  nothing.because === 'empty-log'
    ? 'The log holds nothing yet.'
    : `The log knows nothing before ${nothing.logBegins.recordedAt} (position ${nothing.logBegins.position}).`;

/** Why nothing was known at a time; undefined where something was. Without a time, it is now. */
export const nothingKnown = (
  knownAt: KnownAt | undefined,
  logBegins: LogBeginning | undefined,
): NothingKnown | undefined => {
  if (logBegins === undefined) return { because: 'empty-log' };
  if (knownAt === undefined) return undefined;
  const { position, recordedAt } = logBegins;
  const before = typeof knownAt === 'bigint' ? knownAt < position : knownAt < recordedAt;
  return before ? { because: 'before-log', logBegins: { recordedAt, position } } : undefined;
};

/** The errors of a question about something that was not known. */
const unknown = ['document/unknown', 'funnel/unknown-pipeline', 'funnel/unknown-step'];

/** Whether a question failed because what it is about was not known. */
export const isUnknown = (error: unknown): error is PresalesError =>
  error instanceof PresalesError && unknown.some((code) => hasCode(error, code));

/** That error as it is told of a log that knew nothing: its code stays, and its message says why. */
export const unknownBecause = (error: PresalesError, nothing: NothingKnown): PresalesError =>
  new PresalesError(error.code, `${error.message}. ${nothingKnownText(nothing)}`, { cause: error });
