import type { Kysely } from 'kysely';
import type { DaysOfZone } from '../shared/days.ts';
import { mergedAway } from '../shared/merges.ts';
import type { Scope } from '../shared/scope.ts';
import type { KnownDeal } from './deal.ts';
import { dealOf } from './deal-course.ts';
import { type Move, readMoves } from './moves.ts';
import { stepsReader } from './steps.ts';
import type { FunnelTables } from './tables.ts';

/**
 * The deals that a query may see, folded from its facts. A duplicate that
 * was merged into another deal is left out.
 */
export const readDeals = async (
  database: Kysely<FunnelTables>,
  { happened, known }: Scope,
  days: DaysOfZone,
): Promise<readonly KnownDeal[]> => {
  const merges = await database
    .selectFrom('funnel_merge')
    .select(['merged_id', 'survivor_id', 'position'])
    .where(known)
    .execute();
  const merged = mergedAway(merges);
  const opened = await database
    .selectFrom('funnel_opened')
    .selectAll()
    .where(happened)
    .orderBy('position')
    .execute();
  const openings = opened.filter(({ opportunity_id }) => !merged.has(opportunity_id));
  const moves = new Map<string, Move[]>(openings.map(({ opportunity_id }) => [opportunity_id, []]));
  for (const move of await readMoves(database, happened))
    moves.get(move.opportunity_id)?.push(move);
  const stepsOf = stepsReader();
  return openings.map((opening) =>
    dealOf(opening, moves.get(opening.opportunity_id) ?? [], { days, stepsOf }),
  );
};
