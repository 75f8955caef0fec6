import type { Kysely } from 'kysely';
import type { DaysOfZone } from '../shared/days.ts';
import type { Scope } from '../shared/scope.ts';
import { type Deal, dealOf, type Move } from './deal.ts';
import type { FunnelTables } from './tables.ts';

/** The deals that a query may see, folded from its facts; of one pipeline, or of all. */
export const readDeals = async (
  database: Kysely<FunnelTables>,
  { happened }: Scope,
  pipelineId: string | undefined,
  days: DaysOfZone,
): Promise<readonly Deal[]> => {
  const openings = await database
    .selectFrom('funnel_opened')
    .selectAll()
    .where(happened)
    .$if(pipelineId !== undefined, (query) => query.where('pipeline_id', '=', pipelineId ?? ''))
    .orderBy('position')
    .execute();
  const moves = new Map<string, Move[]>(openings.map(({ opportunity_id }) => [opportunity_id, []]));
  const collect = (found: readonly Move[]): void => {
    for (const move of found) moves.get(move.opportunity_id)?.push(move);
  };
  collect(await database.selectFrom('funnel_step').selectAll().where(happened).execute());
  collect(await database.selectFrom('funnel_owner').selectAll().where(happened).execute());
  collect(await database.selectFrom('funnel_value').selectAll().where(happened).execute());
  collect(await database.selectFrom('funnel_outcome').selectAll().where(happened).execute());

  const stepsOf = remembered(parseSteps);
  return openings.map((opening) =>
    dealOf(opening, stepsOf(opening.steps), moves.get(opening.opportunity_id) ?? [], days),
  );
};

const parseSteps = (text: string): readonly string[] => {
  const steps: unknown = JSON.parse(text);
  return Array.isArray(steps) ? steps.map(String) : [];
};

const remembered = <Result>(compute: (text: string) => Result): ((text: string) => Result) => {
  const known = new Map<string, Result>();
  return (text) => {
    const result = known.get(text) ?? compute(text);
    known.set(text, result);
    return result;
  };
};
