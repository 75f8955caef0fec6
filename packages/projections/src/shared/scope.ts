import { Instant, instant, LAST_DAY, type LocalDate, localDate, parse } from '@presales/kernel';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Answer, QueryParameters } from './answer.ts';

/** Which facts a query may see, as conditions on the fact columns. */
export interface Scope {
  /** Had occurred before `asOf`, or else by `now`, and was known at `knownAt`. */
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
export const scopeOf = (parameters: QueryParameters): Scope => {
  const { knownAt } = parameters;
  const all = sql<SqlBool>`1 = 1`;
  const known =
    knownAt === undefined
      ? all
      : typeof knownAt === 'bigint'
        ? sql<SqlBool>`position <= ${Number(knownAt)}`
        : sql<SqlBool>`recorded_at <= ${parse(Instant, knownAt, 'knownAt')}`;
  const last = lastInstantOf(parameters);
  const happened = last === undefined ? known : sql<SqlBool>`(occurred_at <= ${last} and ${known})`;
  return { happened, known };
};

/**
 * The last instant that counts; undefined where all do, because neither `asOf` nor `now` is given.
 *
 * @throws InvalidInput for an `asOf` or `now` that is no instant, and for one before which there is none
 */
export const lastInstantOf = ({
  asOf,
  now,
}: Pick<QueryParameters, 'asOf' | 'now'>): Instant | undefined => {
  if (asOf !== undefined) return instant(Date.parse(parse(Instant, asOf, 'asOf')) - 1);
  return now === undefined ? undefined : parse(Instant, now, 'now');
};

/** The last day that counts; without `asOf` and `now`, the last day there can be. */
export const lastDayOf = (
  parameters: Pick<QueryParameters, 'asOf' | 'now' | 'calendar'>,
): LocalDate => {
  const last = lastInstantOf(parameters);
  return last === undefined ? LAST_DAY : localDate(last, parameters.calendar.zone);
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
