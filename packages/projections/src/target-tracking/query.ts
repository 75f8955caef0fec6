import { localDate, type Position, type SqlReader } from '@presales/kernel';
import { daysOf } from '../shared/days.ts';
import { momentsIn } from '../shared/moments.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, lastDayOf, scopeOf } from '../shared/scope.ts';
import { readBook } from './book.ts';
import { readGoods } from './goods.ts';
import type { TargetParameters } from './parameters.ts';
import type { TargetReport } from './report.ts';
import { salesListing } from './sales.ts';
import type { TargetTables } from './tables.ts';
import { goalsOf, targetLine } from './targets.ts';

/**
 * Target tracking: every target, what is reached of it and what is missing, and what everybody sold,
 * targets or not. Value and margin count on the win's day for whoever was credited then; customers
 * on a party's first win; activities on completion, for their performer (S54, S55).
 *
 * @throws MissingExchangeRate when an amount cannot be valued in a goal's or the listing's currency
 * @throws InvalidInput for times that are no instants
 */
export const targetTracking = async (
  reader: SqlReader,
  position: Position,
  parameters: TargetParameters,
): Promise<TargetReport> => {
  const database = queryBuilder<TargetTables>(reader);
  const { calendar, currency, via, period, holder, asOf, reversals = 'win-period' } = parameters;
  const scope = scopeOf(parameters);
  const days = daysOf(calendar.zone);
  const goals = goalsOf(
    await database.selectFrom('target_goal').selectAll().where(scope.happened).execute(),
    lastDayOf(parameters),
  );
  const goods = goals.some(({ goods_kind }) => goods_kind !== null)
    ? await readGoods(database, scope, days)
    : undefined;
  const moments = momentsIn(calendar.zone);
  const book = await readBook(database, scope, reversals, days, moments, goods, via);
  const today = asOf === undefined ? undefined : localDate(asOf, calendar.zone);
  const asked = goals.filter(
    (goal) =>
      (holder === undefined ||
        (goal.holder_kind === holder.kind && goal.holder_id === holder.id)) &&
      (period === undefined ||
        (period.start <= goal.period_start && goal.period_end <= period.end)),
  );
  return {
    ...answerOf(position, parameters),
    ...present({ reversals, period, holder }),
    targets: asked.map((goal) => targetLine(goal, { book, goals, today })),
    ...(currency === undefined ? {} : { sales: salesListing(book, currency, period, holder) }),
    ...book.converted(),
  };
};
