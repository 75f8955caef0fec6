import type { Expected } from '../store/log-record.ts';

/** What the options of appends, deletions and tombstones have in common. */
interface ExpectationOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** What a writer expects of the stream. */
export const expectedOf = (options: ExpectationOptions, revision: string): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return BigInt.asIntN(64, BigInt(revision));
};

/** The same as a number, which is how deletions report it (`ExpectedVersion`). */
export const expectedNumber = (expected: Expected): bigint => {
  switch (expected) {
    case 'no-stream':
      return -1n;
    case 'any':
      return -2n;
    case 'stream-exists':
      return -4n;
    default:
      return expected;
  }
};
