import type { Temperature, TemperatureBands } from '@presales/domain/lead';
import type { CurrencyCode, MoneyFigure, Period } from '@presales/kernel';
import type { Answer, Ratio } from '../shared/answer.ts';
import type { Converted } from '../shared/conversion.ts';
import type { LeadGrouping } from './parameters.ts';

/** What became of some leads. */
export interface LeadCounts {
  /** Leads captured; those that were merged count once (B15). */
  readonly leads: number;
  /** Leads that were ever marketing or sales qualified. */
  readonly qualified: number;
  readonly salesQualified: number;
  readonly converted: number;
  readonly disqualified: number;
  /** Set aside until a day that has not come yet (S21). */
  readonly parked: number;
  /** Converted of all. */
  readonly conversion: Ratio;
}

/** The leads of one source, or of one thing that was said of it, and what they cost (S22, S24). */
export interface LeadSourceLine extends LeadCounts {
  readonly source: string;
  /** What was said of the source; absent where nothing was, and where sources are not broken out. */
  readonly sourceDetail?: string;
  /** Leads that name a campaign and came after its start: only of these a cost is known. */
  readonly ofCampaigns: number;
  /**
   * What the campaigns cost, as far as their leads came from this source: a campaign's cost is split by
   * the number of its leads and largest remainder. Absent without a currency.
   */
  readonly cost?: MoneyFigure;
  /** Cost per lead of a campaign, rounded half away from zero; absent where there is none. */
  readonly costPerLead?: MoneyFigure;
}

/** Where leads stand as of the report's time. */
export interface LeadStanding {
  /** Open leads by qualification (S27, S31, S32). */
  readonly suspects: number;
  readonly marketingQualified: number;
  readonly salesQualified: number;
  /** Of the open, those being informed slowly and steadily (S27). */
  readonly nurturing: number;
  readonly parked: number;
  readonly disqualified: number;
  readonly converted: number;
}

/** How long something took, in whole minutes by the clock, nights and weekends included. */
export interface ResponseTimes {
  /** Leads that got it. */
  readonly answered: number;
  /** Leads that are still waiting; they are in no percentile. */
  readonly unanswered: number;
  /** By nearest rank: half of the answered took no longer. */
  readonly p50Minutes?: number;
  /** Nine of ten of the answered took no longer. */
  readonly p90Minutes?: number;
}

/** How a salesperson takes what is handed over (S38). */
export interface HandoffLine {
  readonly salespersonId: string;
  /** Leads given to them, each time. */
  readonly offered: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Offers that nobody has answered yet. */
  readonly pending: number;
}

/** A scored lead (S34). */
export interface RankedLead {
  readonly leadId: string;
  /** In the unit of the ranking. */
  readonly score: number;
}

/** Open leads by potential, the best first, as one version of one model sees them (S34). */
export interface LeadRanking {
  /** The model and version that scored last: scores of different ones do not compare. */
  readonly model: string;
  readonly version: number;
  readonly unit: string;
  readonly leads: readonly RankedLead[];
}

/** Leads: where from, how far, how fast, with everything that decided the figures. */
export interface LeadReport extends Answer, Converted {
  readonly currency?: CurrencyCode;
  readonly period?: Period;
  /** What a line of `sources` is about. */
  readonly by: LeadGrouping;
  readonly bands: TemperatureBands;
  readonly total: LeadCounts;
  /** By number of leads, then name and detail. */
  readonly sources: readonly LeadSourceLine[];
  /** What the campaigns cost that brought no lead; absent without a currency. */
  readonly costWithoutLeads?: MoneyFigure;
  readonly standing: LeadStanding;
  /**
   * Open leads on the last day before `asOf`; absent without `asOf`, because a lead has a temperature on
   * a day only (B1).
   */
  readonly temperature?: Readonly<Record<Temperature, number>>;
  readonly response: {
    /** From capture to the first assignment: how fast leads are distributed (S33). */
    readonly assignment: ResponseTimes;
    /** From the first assignment to the first contact; zero where the contact came before. */
    readonly contactOnceAssigned: ResponseTimes;
    /** From capture to the first time that a person of ours reached the lead. */
    readonly contact: ResponseTimes;
  };
  /** By person. */
  readonly handoffs: readonly HandoffLine[];
  /** Absent where no lead was scored. */
  readonly ranking?: LeadRanking;
}
