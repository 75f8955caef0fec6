import { Instant, parse } from '@presales/kernel';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Answer, QueryParameters } from './answer.ts';

/** Which facts a query may see, as conditions on the fact columns. */
export interface Scope {
  /** Had occurred before `asOf`, and was known at `knownAt`. */
  readonly happened: RawBuilder<SqlBool>;
  /**
   * Was known at `knownAt`. This is for facts whose business date is a column of their own (costs,
   * rates, memberships), and for descriptions (names, pipeline versions): they are looked up by
   * whoever refers to them, and a late one moves no figure.
   */
  readonly known: RawBuilder<SqlBool>;
}

/**
 * The scope of a query's two times.
 *
 * @throws InvalidInput for an `asOf` or `knownAt` that is no instant
 */
export const scopeOf = ({ asOf, knownAt }: QueryParameters): Scope => {
  const all = sql<SqlBool>`1 = 1`;
  const known =
    knownAt === undefined
      ? all
      : typeof knownAt === 'bigint'
        ? sql<SqlBool>`position <= ${Number(knownAt)}`
        : sql<SqlBool>`recorded_at <= ${parse(Instant, knownAt, 'knownAt')}`;
  const happened =
    asOf === undefined
      ? known
      : sql<SqlBool>`(occurred_at < ${parse(Instant, asOf, 'asOf')} and ${known})`;
  return { happened, known };
};

/** What a report repeats of its question. */
export const answerOf = (
  position: bigint,
  { asOf, knownAt, calendar }: QueryParameters,
): Answer => ({
  position,
  calendar,
  ...(asOf === undefined ? {} : { asOf }),
  ...(knownAt === undefined ? {} : { knownAt }),
});
