import type { Instant, LocalDate } from '@presales/kernel';
import type { DaysOfZone } from '../shared/days.ts';
import { byTime, type Fact } from '../shared/fact.ts';
import { saleIn, salesAfter } from '../shared/sales.ts';
import type { Arrival, Closing, ExpectedValue, KnownDeal, Visits } from './deal.ts';
import type { Move, MoveOf } from './moves.ts';
import type { StepsOf } from './steps.ts';
import { funnelTables, type OpenedFact } from './tables.ts';

/** What the facts of all deals of a query are folded with. */
export interface DealReading {
  readonly days: DaysOfZone;
  readonly stepsOf: StepsOf;
}

/**
 * Folds a deal's facts in business time. The opening comes first whatever its date; a fact dated
 * before it counts from there.
 */
export const dealOf = (
  opening: OpenedFact,
  moves: readonly Move[],
  reading: DealReading,
): KnownDeal => {
  const course = new DealCourse(opening, reading);
  for (const move of moves.length > 1 ? [...moves].sort(byTime) : moves) course.go(move);
  return course.deal();
};

/** How far a deal has come while its facts are folded. */
class DealCourse {
  private readonly opening: OpenedFact;
  private readonly reading: DealReading;
  /** How many things have happened to the deal since its opening. */
  private order = 0;
  private pipeline: Pick<KnownDeal, 'pipelineId' | 'version' | 'steps'>;
  private readonly entries: (Arrival & { readonly step: string })[] = [];
  private readonly visits = new Map<string, Visits>();
  private step: string;
  /** The stay in the step where the deal stands; absent once it is closed. */
  private stay: Stay | undefined;
  private heldSince: Instant | undefined;
  private ownerId: string;
  private closedOwnerId: string;
  /** Everybody it belonged to, in business time. */
  private readonly owners: { readonly id: string; readonly since: Instant }[] = [];
  /** How it stood before it was closed. */
  private unclosed: Standing | undefined;
  private expected: ExpectedValue;
  private closeOn: LocalDate | undefined;
  private slips = 0;
  private competitors = nobody;
  private probability: number | undefined;
  private category: string | undefined;
  private closing: Closing | undefined;

  constructor(opening: OpenedFact, reading: DealReading) {
    this.opening = opening;
    this.reading = reading;
    this.pipeline = this.pipelineIn(funnelTables.opened.name, opening);
    this.step = opening.step;
    this.ownerId = opening.owner_id;
    this.closedOwnerId = opening.owner_id;
    this.expected = expectedIn(opening);
    this.closeOn = opening.close_on ?? undefined;
    this.enter(opening.step, opening.occurred_at);
  }

  go(move: Move): void {
    this.order += 1;
    switch (move.kind) {
      case 'step':
        this.enter(move.step, move.occurred_at);
        break;
      case 'pipelineChange':
        this.changePipeline(move);
        break;
      case 'outcome':
        this.end(move);
        break;
      case 'owner':
        this.ownerId = move.owner_id;
        this.owners.push({ id: move.owner_id, since: move.occurred_at });
        break;
      case 'value':
        this.expected = expectedAfter(this.expected, move);
        break;
      case 'hold':
        if (this.closing === undefined) this.hold(move.occurred_at, move.held === 1);
        break;
      case 'closeDate':
        if (this.closeOn !== undefined && move.close_on > this.closeOn) this.slips += 1;
        this.closeOn = move.close_on;
        break;
      case 'competitor':
        this.competitors = new Set([...this.competitors, move.competitor]);
        break;
      case 'forecast':
        this.forecast(move);
        break;
    }
  }

  deal(): KnownDeal {
    const { opening, closing } = this;
    return {
      id: opening.opportunity_id,
      ...this.pipeline,
      productId: opening.product_id ?? undefined,
      openedAt: opening.occurred_at,
      entries: this.entries,
      visits: this.visits,
      step: this.step,
      ownerId: closing === undefined ? this.ownerId : this.closedOwnerId,
      expected: this.expected,
      stay: this.stay && { ...this.stay },
      held: this.heldSince !== undefined,
      closeOn: this.closeOn,
      slips: this.slips,
      competitors: withWinner(this.competitors, closing),
      probability: this.probability,
      category: this.category,
      closing,
    };
  }

  private enter(step: string, at: Instant): void {
    this.leave(at);
    this.step = step;
    this.stay = { since: at, heldDays: 0 };
    this.entries.push({ step, at, order: this.order });
  }

  private leave(at: Instant): void {
    if (this.stay === undefined) return;
    this.hold(at, this.heldSince !== undefined);
    const before = this.visits.get(this.step);
    this.visits.set(this.step, {
      days: (before?.days ?? 0) + this.reading.days.between(this.stay.since, at),
      heldDays: (before?.heldDays ?? 0) + this.stay.heldDays,
      until: at,
    });
    this.stay = undefined;
  }

  /** Adds up the days on hold so far; from now on the deal is on hold, or is not. */
  private hold(at: Instant, held: boolean): void {
    if (this.stay !== undefined && this.heldSince !== undefined)
      this.stay.heldDays += this.reading.days.between(this.heldSince, at);
    this.heldSince = held ? at : undefined;
  }

  /** In another pipeline the deal is counted from its coming there; in another version it goes on. */
  private changePipeline(move: MoveOf<'pipelineChange'>): void {
    this.leave(move.occurred_at);
    if (move.pipeline_id !== this.pipeline.pipelineId) {
      this.entries.length = 0;
      this.visits.clear();
    }
    this.pipeline = this.pipelineIn(funnelTables.pipelineChange.name, move);
    this.enter(move.step, move.occurred_at);
  }

  private pipelineIn(
    table: string,
    row: Pick<OpenedFact, 'pipeline_id' | 'version' | 'steps' | 'position'>,
  ): Pick<KnownDeal, 'pipelineId' | 'version' | 'steps'> {
    const steps = this.reading.stepsOf(table, row);
    return { pipelineId: row.pipeline_id, version: row.version, steps };
  }

  private end(move: MoveOf<'outcome'>): void {
    const { occurred_at: at } = move;
    switch (move.outcome) {
      case 'won':
        this.close({
          outcome: 'won',
          at,
          order: this.order,
          sales: [saleIn(move)],
        });
        break;
      case 'extended':
      case 'adjusted':
      case 'corrected':
        if (this.closing?.outcome === 'won')
          this.closing = {
            ...this.closing,
            sales: salesAfter(this.closing.sales, move) ?? this.closing.sales,
          };
        break;
      case 'redated':
        this.redate(move);
        break;
      case 'lost':
        this.close(lostIn(move, false));
        break;
      case 'reversed':
        this.close(lostIn(move, true));
        break;
      case 'reopened':
        this.closing = undefined;
        this.enter(move.step ?? this.step, at);
        break;
    }
  }

  /** It was won at another time: it stood where it stood until then, and was whoever's it was then. */
  private redate(move: MoveOf<'outcome'>): void {
    const { closing, unclosed } = this;
    const at = move.won_at;
    if (closing?.outcome !== 'won' || unclosed === undefined || at === null) return;
    this.stay = unclosed.stay && { ...unclosed.stay };
    this.heldSince = unclosed.heldSince;
    if (unclosed.visits === undefined) this.visits.delete(this.step);
    else this.visits.set(this.step, unclosed.visits);
    const sales = salesAfter(closing.sales, move) ?? closing.sales;
    this.close({ ...closing, at, sales });
    this.closedOwnerId =
      this.owners.findLast(({ since }) => since <= at)?.id ?? this.opening.owner_id;
  }

  private close(closing: Closing): void {
    this.unclosed = {
      stay: this.stay && { ...this.stay },
      heldSince: this.heldSince,
      visits: this.visits.get(this.step),
    };
    this.leave(closing.at);
    this.heldSince = undefined;
    this.closing = closing;
    this.closedOwnerId = this.ownerId;
  }

  /** What was set by hand stays until it is set again; a fact without either takes both away. */
  private forecast({ probability, category }: MoveOf<'forecast'>): void {
    const reset = probability === null && category === null;
    this.probability = reset ? undefined : (probability ?? this.probability);
    this.category = reset ? undefined : (category ?? this.category);
  }
}

/** A stay in a step, that is not over. */
interface Stay {
  readonly since: Instant;
  heldDays: number;
}

/** What the closing of a deal ends. */
interface Standing {
  readonly stay: Stay | undefined;
  readonly heldSince: Instant | undefined;
  readonly visits: Visits | undefined;
}

/** What a fact says a deal may be worth, in its currency. */
interface SaidValue extends Pick<Fact, 'occurred_at' | 'position'> {
  readonly amount: number | null;
  readonly currency: string | null;
  readonly over?: string | null;
}

const expectedIn = ({
  occurred_at,
  position,
  amount,
  currency,
  over = null,
}: SaidValue): ExpectedValue => ({
  amounts: amount === null || currency === null ? [] : [{ amount, currency }],
  since: occurred_at,
  position,
  quotationOver: over !== null,
});

/** What one event says in several currencies is one value. */
const expectedAfter = (before: ExpectedValue, said: SaidValue): ExpectedValue => {
  const now = expectedIn(said);
  if (now.position === before.position)
    return { ...now, amounts: [...before.amounts, ...now.amounts] };
  return now.quotationOver ? { ...now, turnedDown: before } : now;
};

const nobody: ReadonlySet<string> = new Set();

/** Whoever a deal was lost to was after it, known before or not. */
const withWinner = (
  known: ReadonlySet<string>,
  closing: Closing | undefined,
): ReadonlySet<string> =>
  closing?.outcome === 'lost' && closing.competitor !== undefined
    ? new Set([...known, closing.competitor])
    : known;

const lostIn = (
  { occurred_at, reason, competitor }: MoveOf<'outcome'>,
  reversed: boolean,
): Closing => ({
  outcome: 'lost',
  at: occurred_at,
  reversed,
  reason: reason ?? 'unspecified',
  competitor: competitor ?? undefined,
});
