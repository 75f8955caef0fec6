import {
  type Instant,
  type LocalDate,
  localDate,
  type Money,
  type Of,
  type Zone,
} from '@presales/kernel';
import type { CreditShare, CreditSplit, OverlayCredit } from '../shared/credit.ts';
import type { FromDay } from '../shared/dated.ts';
import type { DealValue } from '../shared/deal-value.ts';
import type { ForecastCategory } from '../shared/forecast-category.ts';
import type { PipelineVersion } from '../shared/pipeline-version.ts';
import type { OpportunityEvent } from './events.ts';
import type { LossReason, OpportunitySale, ReversalReason } from './vocabulary.ts';

/** How a deal was opened. */
export type OpportunityOpening = Of<OpportunityEvent, 'OpportunityOpened'>['data'];

/** What a deal may be worth, and the quotation that says so. */
export interface Expectation {
  readonly value: Money;
  readonly margin: Money | undefined;
  readonly netOfUnknownCost: Money | undefined;
  readonly quotationId: string | undefined;
  /** What it may be worth besides, in other currencies; absent where it is in one. */
  readonly others?: readonly DealValue[] | undefined;
}

/** Shares that hold from a day on, until the next. */
export interface Dated<Shares extends readonly CreditShare[]> extends FromDay {
  readonly shares: Shares;
}

/** Somebody to whom a deal belongs, from an instant on until the next. */
export interface OwnerSince {
  readonly ownerId: string;
  readonly since: Instant;
}

/** Why a deal is at rest, and until when. */
export interface Hold {
  readonly reason: string;
  readonly until: LocalDate | undefined;
}

/** What a deal is, whatever has become of it. */
export interface OpportunityRecord {
  /** How it was opened. */
  readonly opened: OpportunityOpening;
  /** The customer, once known. */
  readonly partyId: string | undefined;
  /** The last of its owners. */
  readonly ownerId: string;
  /** Everybody it ever belonged to, in business time (B23). */
  readonly owners: readonly OwnerSince[];
  /** The pipeline it runs in: the one it was opened in, until it is moved to another. */
  readonly pipeline: PipelineVersion;
  /** The step it stands at, or stood at when it was closed. */
  readonly step: string;
  /** The last of its opening, steps, rests and reopenings; undefined where nobody said when they were. */
  readonly standsSince?: Instant | undefined;
  /** Every step of its pipeline that it ever entered. */
  readonly entered: readonly string[];
  readonly expected: Expectation | undefined;
  /** What somebody said by hand last: it holds again when the primary quotation is over. */
  readonly saidByHand: Expectation | undefined;
  readonly expectedCloseOn: LocalDate | undefined;
  /** How often the expected close date was put off. */
  readonly slips: number;
  /** Set by hand, in place of what the step says. */
  readonly byHand: {
    readonly probability: number | undefined;
    readonly category: ForecastCategory | undefined;
  };
  /** The ids of its quotations, in the order they were linked. */
  readonly quotations: readonly string[];
  /** The one its value follows. */
  readonly primary: string | undefined;
  /** By day, earliest first. */
  readonly credit: readonly Dated<CreditSplit>[];
  /** By day, earliest first. */
  readonly overlay: readonly Dated<readonly CreditShare[]>[];
  readonly competitors: readonly string[];
  /** The duplicates that it stands for. */
  readonly absorbed: readonly string[];
}

/** What an opportunity is. `won-reversed` is lost, after having been won. */
export type Opportunity =
  | { readonly status: 'absent' }
  | { readonly status: 'open'; readonly record: OpportunityRecord; readonly held: Hold | undefined }
  | {
      readonly status: 'won';
      readonly record: OpportunityRecord;
      /** All its sales together. */
      readonly value: DealValue;
      /** The business time of the win; undefined where nobody said. */
      readonly wonAt: Instant | undefined;
      /** Who is credited with the win, and who beside them, after the last correction. */
      readonly credit: CreditSplit;
      readonly overlay: OverlayCredit;
      /** Whether that was said by a correction, whatever the split was. */
      readonly creditCorrected?: true | undefined;
      /** The first change of its value or credit, or further sale; undefined before there is one. */
      readonly changedAt?: Instant | undefined;
      /** What it was won by. */
      readonly quotationId: string | undefined;
      readonly shopOrderId: string | undefined;
      /** What it was won by first, then what was taken in addition, each once (B26). */
      readonly sales: readonly OpportunitySale[];
    }
  | {
      readonly status: 'lost';
      readonly record: OpportunityRecord;
      readonly reason: LossReason;
      readonly competitor: string | undefined;
      readonly note: string | undefined;
      readonly engagementId: string | undefined;
    }
  | {
      readonly status: 'won-reversed';
      readonly record: OpportunityRecord;
      readonly reason: ReversalReason;
      readonly note: string | undefined;
    }
  | {
      readonly status: 'merged';
      readonly record: OpportunityRecord;
      readonly survivorId: string;
      /** Whether it was at rest, and is again when the merge was a mistake. */
      readonly held: Hold | undefined;
    };

/** Where the deal's days are counted; undefined before it is opened. */
export const zoneOf = (state: Opportunity): Zone | undefined =>
  state.status === 'absent' ? undefined : state.record.opened.zone;

/** When the deal was won: at its opening where nobody said. */
export const wonAtOf = ({ record, wonAt }: Extract<Opportunity, { status: 'won' }>): Instant =>
  wonAt ?? record.opened.openedAt;

/** The day that an instant falls on where the deal's days are counted. */
export const dayOf = ({ opened }: OpportunityRecord, at: Instant): LocalDate =>
  localDate(at, opened.zone ?? 'UTC');
