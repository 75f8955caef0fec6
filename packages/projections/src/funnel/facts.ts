import type { Kysely } from 'kysely';
import type { DaysOfZone } from '../shared/days.ts';
import { remembered } from '../shared/remembered.ts';
import type { Scope } from '../shared/scope.ts';
import { type Deal, dealOf, type Move } from './deal.ts';
import type { FunnelTables } from './tables.ts';

/** What places a move: nothing that is not needed is read, because there are many. */
const moveColumns = ['opportunity_id', 'occurred_at', 'position'] as const;

/**
 * The deals that a query may see, folded from its facts; of one pipeline, or of all. A duplicate that
 * was merged into another deal is none of them.
 */
export const readDeals = async (
  database: Kysely<FunnelTables>,
  { happened, known }: Scope,
  pipelineId: string | undefined,
  days: DaysOfZone,
): Promise<readonly Deal[]> => {
  const merged = new Set(
    (await database.selectFrom('funnel_merge').select('merged_id').where(known).execute()).map(
      ({ merged_id }) => merged_id,
    ),
  );
  const openings = (
    await database
      .selectFrom('funnel_opened')
      .selectAll()
      .where(happened)
      .orderBy('position')
      .execute()
  ).filter(({ opportunity_id }) => !merged.has(opportunity_id));
  const moves = new Map<string, Move[]>(openings.map(({ opportunity_id }) => [opportunity_id, []]));
  const collect = (found: readonly Move[]): void => {
    for (const move of found) moves.get(move.opportunity_id)?.push(move);
  };
  collect(
    await database
      .selectFrom('funnel_step')
      .select(moveColumns)
      .select(['step'])
      .where(happened)
      .execute(),
  );
  collect(
    await database
      .selectFrom('funnel_owner')
      .select(moveColumns)
      .select(['owner_id'])
      .where(happened)
      .execute(),
  );
  collect(
    await database
      .selectFrom('funnel_value')
      .select(moveColumns)
      .select(['amount', 'currency'])
      .where(happened)
      .execute(),
  );
  collect(
    await database
      .selectFrom('funnel_outcome')
      .select(moveColumns)
      .select([
        'outcome',
        'step',
        'reason',
        'competitor',
        'net',
        'margin',
        'net_of_unknown_cost',
        'currency',
      ])
      .where(happened)
      .execute(),
  );

  collect(
    await database
      .selectFrom('funnel_hold')
      .select(moveColumns)
      .select(['held'])
      .where(happened)
      .execute(),
  );
  collect(
    await database
      .selectFrom('funnel_close_date')
      .select(moveColumns)
      .select(['close_on'])
      .where(happened)
      .execute(),
  );
  collect(
    await database
      .selectFrom('funnel_competitor')
      .select(moveColumns)
      .select(['competitor'])
      .where(happened)
      .execute(),
  );

  const stepsOf = remembered(parseSteps);
  collect(
    (
      await database
        .selectFrom('funnel_pipeline_change')
        .select(moveColumns)
        .select(['pipeline_id', 'version', 'steps', 'step'])
        .where(happened)
        .execute()
    ).map((change) => ({ ...change, steps: stepsOf(change.steps, 'steps') })),
  );
  collect(
    await database
      .selectFrom('funnel_forecast')
      .select(moveColumns)
      .select(['probability', 'category'])
      .where(happened)
      .execute(),
  );
  const deals = openings.map((opening) =>
    dealOf(opening, stepsOf(opening.steps, 'steps'), moves.get(opening.opportunity_id) ?? [], days),
  );
  return pipelineId === undefined ? deals : deals.filter((deal) => deal.pipelineId === pipelineId);
};

const parseSteps = (text: string): readonly string[] => {
  const steps: unknown = JSON.parse(text);
  return Array.isArray(steps) ? steps.map(String) : [];
};
