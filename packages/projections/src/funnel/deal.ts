import type { Instant, LocalDate } from '@presales/kernel';
import type { DaysOfZone } from '../shared/days.ts';
import type { DealAmounts } from '../shared/deal-amounts.ts';
import { byTime, type Fact } from '../shared/fact.ts';
import type {
  CloseDateFact,
  CompetitorFact,
  ForecastFact,
  HoldFact,
  OpenedFact,
  OutcomeFact,
  OwnerFact,
  PipelineChangeFact,
  StepFact,
  ValueFact,
} from './tables.ts';

/** Something that moved a deal after it was opened. */
export type Move =
  | Omit<StepFact, Unread>
  | PipelineMove
  | Omit<ForecastFact, Unread>
  | Omit<OwnerFact, Unread>
  | Omit<ValueFact, Unread>
  | Omit<HoldFact, Unread>
  | Omit<CloseDateFact, Unread>
  | Omit<CompetitorFact, Unread>
  | Omit<OutcomeFact, Unread>;

/** A move into another pipeline or version, its steps read. */
export interface PipelineMove extends Omit<PipelineChangeFact, Unread | 'steps'> {
  readonly steps: readonly string[];
}

/** The columns that select a fact and say nothing about the deal. */
type Unread = 'fact' | 'recorded_at';

/** A deal's coming to a step: when, and as the how-manieth thing that happened to it. */
export interface Arrival {
  readonly at: Instant;
  readonly order: number;
}

/** The time a deal spent in a step, all visits that are over together. */
export interface Visits {
  readonly days: number;
  /** How many of the days the deal was on hold. */
  readonly heldDays: number;
  /** The end of the last one. */
  readonly until: Instant;
}

/** What a deal may be worth, since when. */
export interface ExpectedValue {
  readonly amount: number;
  readonly currency: string;
  readonly since: Instant;
}

/** How a deal ended. A win that was taken back is a loss with `reversed`. */
export type Closing =
  | {
      readonly outcome: 'won';
      readonly at: Instant;
      readonly order: number;
      /** The position of the win in the log: its credit is filed under it. */
      readonly position: number;
      readonly amounts: DealAmounts;
    }
  | {
      readonly outcome: 'lost';
      readonly at: Instant;
      readonly reversed: boolean;
      readonly reason: string;
      readonly competitor: string | undefined;
    };

/** A deal as it was, as it was known. */
export interface Deal {
  readonly id: string;
  /** The pipeline it runs in, or ran in at its closing: it is counted there, from its coming there. */
  readonly pipelineId: string;
  readonly version: number;
  /** The steps of its pipeline version, in order. */
  readonly steps: readonly string[];
  readonly productId: string | undefined;
  readonly openedAt: Instant;
  /** Every entering of a step, in order. */
  readonly entries: readonly (Arrival & { readonly step: string })[];
  readonly visits: ReadonlyMap<string, Visits>;
  /** The step an open deal stands at, or a closed one stood at. */
  readonly step: string;
  /** The owner at the closing; of an open deal, the owner now. */
  readonly ownerId: string;
  readonly expected: ExpectedValue | undefined;
  /** On hold; a closed deal is not. */
  readonly held: boolean;
  readonly closeOn: LocalDate | undefined;
  /** How often the expected closing went to a later day. */
  readonly slips: number;
  /** Everybody known to be after the deal. */
  readonly competitors: ReadonlySet<string>;
  /** In percent, as set by hand; absent where it follows the step. */
  readonly probability: number | undefined;
  /** The forecast category, as set by hand; absent where it follows the step. */
  readonly category: string | undefined;
  /** Absent while the deal is open. */
  readonly closing: Closing | undefined;
}

/**
 * Folds a deal's facts in business time. The opening comes first whatever its date; a fact dated
 * before it counts from there.
 */
export const dealOf = (
  opening: OpenedFact,
  steps: readonly string[],
  moves: readonly Move[],
  days: DaysOfZone,
): Deal => {
  const entries: (Arrival & { step: string })[] = [];
  const visits = new Map<string, Visits>();
  let order = 0;
  let visit: { step: string; since: Instant; heldDays: number } | undefined;
  let heldSince: Instant | undefined;
  let closeOn = opening.close_on ?? undefined;
  let slips = 0;
  let competitors = nobody;
  let step = opening.step;
  let ownerId = opening.owner_id;
  let closedOwnerId = ownerId;
  let closing: Closing | undefined;
  let expected = expectedValue(opening, opening.amount, opening.currency);
  let pipeline = { pipelineId: opening.pipeline_id, version: opening.version, steps };
  let forecast: { probability?: number; category?: string } = {};

  /** Adds up the rest so far; the deal rests on, or goes on. */
  const rest = (at: Instant, held: boolean): void => {
    if (visit !== undefined && heldSince !== undefined)
      visit.heldDays += days.between(heldSince, at);
    heldSince = held ? at : undefined;
  };
  const leave = (at: Instant): void => {
    if (visit === undefined) return;
    rest(at, heldSince !== undefined);
    const before = visits.get(visit.step);
    visits.set(visit.step, {
      days: (before?.days ?? 0) + days.between(visit.since, at),
      heldDays: (before?.heldDays ?? 0) + visit.heldDays,
      until: at,
    });
    visit = undefined;
  };
  const enter = (to: string, at: Instant): void => {
    leave(at);
    step = to;
    visit = { step: to, since: at, heldDays: 0 };
    entries.push({ step: to, at, order });
  };
  const close = (at: Instant, ending: Closing): void => {
    leave(at);
    heldSince = undefined;
    closing = ending;
    closedOwnerId = ownerId;
  };

  enter(opening.step, opening.occurred_at);
  for (const move of moves.length > 1 ? [...moves].sort(byTime) : moves) {
    order += 1;
    const at = move.occurred_at;
    if ('outcome' in move) {
      switch (move.outcome) {
        case 'won':
          close(at, { outcome: 'won', at, order, position: move.position, amounts: won(move) });
          break;
        case 'adjusted':
          if (closing?.outcome === 'won') closing = { ...closing, amounts: won(move) };
          break;
        case 'lost':
          close(at, lost(move, false));
          break;
        case 'reversed':
          close(at, lost(move, true));
          break;
        case 'reopened':
          closing = undefined;
          enter(move.step ?? step, at);
          break;
      }
    } else if ('pipeline_id' in move) {
      leave(at);
      if (move.pipeline_id !== pipeline.pipelineId) {
        entries.length = 0;
        visits.clear();
      }
      pipeline = { pipelineId: move.pipeline_id, version: move.version, steps: move.steps };
      enter(move.step, at);
    } else if ('probability' in move)
      forecast =
        move.probability === null && move.category === null
          ? {}
          : {
              ...forecast,
              ...(move.probability === null ? {} : { probability: move.probability }),
              ...(move.category === null ? {} : { category: move.category }),
            };
    else if ('step' in move) enter(move.step, at);
    else if ('owner_id' in move) ownerId = move.owner_id;
    else if ('held' in move) {
      if (closing === undefined) rest(at, move.held === 1);
    } else if ('close_on' in move) {
      if (closeOn !== undefined && move.close_on > closeOn) slips += 1;
      closeOn = move.close_on;
    } else if ('competitor' in move) competitors = new Set([...competitors, move.competitor]);
    else expected = expectedValue(move, move.amount, move.currency);
  }

  return {
    id: opening.opportunity_id,
    ...pipeline,
    productId: opening.product_id ?? undefined,
    openedAt: opening.occurred_at,
    entries,
    visits,
    step,
    ownerId: closing === undefined ? ownerId : closedOwnerId,
    expected,
    held: heldSince !== undefined,
    closeOn,
    slips,
    competitors: withWinner(competitors, closing),
    probability: forecast.probability,
    category: forecast.category,
    closing,
  };
};

const expectedValue = (
  { occurred_at }: Pick<Fact, 'occurred_at'>,
  amount: number | null,
  currency: string | null,
): ExpectedValue | undefined =>
  amount === null || currency === null ? undefined : { amount, currency, since: occurred_at };

const nobody: ReadonlySet<string> = new Set();

/** Whoever a deal was lost to was after it, known before or not. */
const withWinner = (
  known: ReadonlySet<string>,
  closing: Closing | undefined,
): ReadonlySet<string> =>
  closing?.outcome === 'lost' && closing.competitor !== undefined
    ? new Set([...known, closing.competitor])
    : known;

const lost = (
  { occurred_at, reason, competitor }: Omit<OutcomeFact, Unread>,
  reversed: boolean,
): Closing => ({
  outcome: 'lost',
  at: occurred_at,
  reversed,
  reason: reason ?? 'unspecified',
  competitor: competitor ?? undefined,
});

const won = ({
  net,
  margin,
  net_of_unknown_cost,
  currency,
}: Omit<OutcomeFact, Unread>): DealAmounts => ({
  net: net ?? 0,
  margin: margin ?? 0,
  net_of_unknown_cost: net_of_unknown_cost ?? 0,
  currency: currency ?? '',
});
