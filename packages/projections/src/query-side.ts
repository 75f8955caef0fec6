import {
  BEGINNING,
  BusinessCalendar,
  type Instant,
  LocalDate,
  type Period,
  type Position,
  parse,
  type ReadModel,
  type SqlReader,
} from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import { campaignRoiModel } from './campaign-roi/model.ts';
import type { CampaignRoiParameters } from './campaign-roi/parameters.ts';
import { campaignRoi } from './campaign-roi/query.ts';
import type { CampaignRoiReport } from './campaign-roi/report.ts';
import { documentsModel } from './documents/model.ts';
import { showDocument } from './documents/query.ts';
import type { DocumentParameters, DocumentReport } from './documents/report.ts';
import { engagementsModel } from './engagements/model.ts';
import { engagements } from './engagements/query.ts';
import type { EngagementParameters, EngagementReport } from './engagements/report.ts';
import { funnelModel } from './funnel/model.ts';
import type { FunnelParameters } from './funnel/parameters.ts';
import { funnel } from './funnel/query.ts';
import type { FunnelReport } from './funnel/report.ts';
import { leadsModel } from './leads/model.ts';
import type { LeadParameters } from './leads/parameters.ts';
import { leads } from './leads/query.ts';
import type { LeadReport } from './leads/report.ts';
import { priceBookModel } from './price-book/model.ts';
import type {
  PriceBookParameters,
  PriceLineParameters,
  StaleDraftParameters,
} from './price-book/parameters.ts';
import { priceLine } from './price-book/price-line.ts';
import { priceBook } from './price-book/query.ts';
import type { PriceBookReport, PricedLineAnswer, StaleDraftReport } from './price-book/report.ts';
import { staleDrafts } from './price-book/stale-drafts.ts';
import type { Answer, LogBeginning, NothingKnown, QueryParameters } from './shared/answer.ts';
import { isUnknown, nothingKnown, unknownBecause } from './shared/nothing-known.ts';
import { categoriesOf, unknownEvents } from './shared/unknown-events.ts';
import { targetTrackingModel } from './target-tracking/model.ts';
import type { TargetParameters } from './target-tracking/parameters.ts';
import { targetTracking } from './target-tracking/query.ts';
import type { TargetReport } from './target-tracking/report.ts';
import {
  customerRetention,
  type RetentionParameters,
  type RetentionReport,
} from './target-tracking/retention.ts';

/** A query's parameters as an application gives them: the calendar may be left to `open`. */
export type QueryRequest<Parameters extends { readonly calendar: BusinessCalendar }> = Omit<
  Parameters,
  'calendar'
> & { readonly calendar?: BusinessCalendar };

/** The figures: each answered on one consistent snapshot, with the position it stands at. */
export interface QuerySide {
  /** The sales funnel, win rates, cycles and the open pipeline. */
  readonly funnel: (parameters: QueryRequest<FunnelParameters>) => Promise<FunnelReport>;
  /** What campaigns cost and what margin they brought (S53). */
  readonly campaignRoi: (
    parameters: QueryRequest<CampaignRoiParameters>,
  ) => Promise<CampaignRoiReport>;
  /** Leads by source, how far they come and how fast they are answered (S22 to S34, S38). */
  readonly leads: (parameters?: QueryRequest<LeadParameters>) => Promise<LeadReport>;
  /** An inquiry or a quotation, with its history and document flow (S7, S9). */
  readonly showDocument: (parameters: QueryRequest<DocumentParameters>) => Promise<DocumentReport>;
  /** Presales work, what came of it and what a won deal takes (S41 to S49). */
  readonly engagements: (
    parameters?: QueryRequest<EngagementParameters>,
  ) => Promise<EngagementReport>;
  /** What everything costs and is sold for on a day, by partner level (S57 to S62). */
  readonly priceBook: (parameters?: QueryRequest<PriceBookParameters>) => Promise<PriceBookReport>;
  /** A line for a quotation as the price book has it for a customer, or why it has none. */
  readonly priceLine: (parameters: QueryRequest<PriceLineParameters>) => Promise<PricedLineAnswer>;
  /** The drafts whose lines say other list prices or costs than the price book. */
  readonly staleDrafts: (
    parameters?: QueryRequest<StaleDraftParameters>,
  ) => Promise<StaleDraftReport>;
  /** How many customers a period kept (S36). */
  readonly customerRetention: (
    parameters: QueryRequest<RetentionParameters>,
  ) => Promise<RetentionReport>;
  /** Targets of people and teams, and how far they are reached (S54 to S56). */
  readonly targetTracking: (parameters?: QueryRequest<TargetParameters>) => Promise<TargetReport>;
}

/** What the queries learn from the world. */
export interface QueryWorld {
  /** The present: a question without a time of its own is asked as of now. Without it, everything recorded counts. */
  readonly now?: () => Instant;
  /**
   * The first event of the log, undefined while it is empty. It is asked where a report may be of nothing:
   * the question has a `knownAt`, or is about what is not there, or nothing was projected yet. Without
   * it, no answer has `nothingKnown`.
   */
  readonly logBegins?: () => Promise<LogBeginning | undefined>;
  /**
   * Whether `unknownEventsModel` is projected in the same store. Without it, no answer tells of events
   * of unknown types.
   */
  readonly watched?: boolean;
}

/**
 * The queries over a read-model store. A question whose `knownAt` is before the log's first event, and
 * one about an empty log, is answered with `nothingKnown`; where it is about a document, a pipeline or
 * a step, the error that there is none says so.
 */
export const querySide = (
  store: ReadModelStore,
  calendar: BusinessCalendar,
  { now, logBegins, watched = false }: QueryWorld = {},
): QuerySide => {
  const asked = () => ({ calendar, ...(now && { now: now() }) });
  const nothingKnownTo = async ({ knownAt }: QueryParameters): Promise<NothingKnown | undefined> =>
    logBegins && nothingKnown(knownAt, await logBegins());
  const over =
    <
      Parameters extends QueryParameters & { readonly period?: Period | undefined },
      Report extends Answer,
    >(
      model: ReadModel,
      query: (reader: SqlReader, position: Position, parameters: Parameters) => Promise<Report>,
    ) =>
    async (complete: Parameters): Promise<Report> => {
      parse(BusinessCalendar, complete.calendar, 'calendar');
      if (complete.period !== undefined) {
        // A period that is the text of one, or has one end only, would leave out what nobody meant.
        parse(LocalDate, complete.period.start, 'period.start');
        parse(LocalDate, complete.period.end, 'period.end');
      }
      const report = await store
        .read(model, async (reader, position, parked) => {
          const answer = await query(reader, position, complete);
          const unknown = watched ? await unknownEvents(reader, categoriesOf(model)) : [];
          const lacks = parked.length + unknown.length > 0;
          return lacks ? { incomplete: { parked, unknown }, ...answer } : answer;
        })
        .catch(async (error: unknown) => {
          const nothing = isUnknown(error) ? await nothingKnownTo(complete) : undefined;
          throw nothing && isUnknown(error) ? unknownBecause(error, nothing) : error;
        });
      if (complete.knownAt === undefined && report.position !== BEGINNING) return report;
      // Asked after the figures, so that a log that began meanwhile is not called empty.
      const nothing = await nothingKnownTo(complete);
      return nothing === undefined ? report : { nothingKnown: nothing, ...report };
    };
  const askFunnel = over(funnelModel, funnel);
  const askRoi = over(campaignRoiModel, campaignRoi);
  const askLeads = over(leadsModel, leads);
  const askDocument = over(documentsModel, showDocument);
  const askEngagements = over(engagementsModel, engagements);
  const askPriceBook = over(priceBookModel, priceBook);
  const askPriceLine = over(priceBookModel, priceLine);
  const askStaleDrafts = over(priceBookModel, staleDrafts);
  const askRetention = over(targetTrackingModel, customerRetention);
  const askTargets = over(targetTrackingModel, targetTracking);
  return {
    funnel: (parameters) => askFunnel({ ...asked(), ...parameters }),
    campaignRoi: (parameters) => askRoi({ ...asked(), ...parameters }),
    leads: (parameters) => askLeads({ ...asked(), ...parameters }),
    showDocument: (parameters) => askDocument({ ...asked(), ...parameters }),
    engagements: (parameters) => askEngagements({ ...asked(), ...parameters }),
    priceBook: (parameters) => askPriceBook({ ...asked(), ...parameters }),
    priceLine: (parameters) => askPriceLine({ ...asked(), ...parameters }),
    staleDrafts: (parameters) => askStaleDrafts({ ...asked(), ...parameters }),
    customerRetention: (parameters) => askRetention({ ...asked(), ...parameters }),
    targetTracking: (parameters) => askTargets({ ...asked(), ...parameters }),
  };
};
