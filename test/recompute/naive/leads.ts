import { grouped, type Happened, type History, type Of, only, survivor } from './events.ts';
import { Fraction, shareOut } from './fraction.ts';
import { dayIn, valuedIn } from './money.ts';

/** What leads are asked with. */
export interface LeadQuestion {
  readonly zone: string;
  readonly currency: string;
  readonly period: { readonly start: string; readonly end: string } | undefined;
}

/** A lead, or several that turned out to be one. */
interface Lead {
  readonly source: string;
  readonly campaignId: string | undefined;
  readonly capturedAt: string;
  readonly status: string;
  readonly stage: string;
  readonly qualified: boolean;
  /** When somebody first got it, and when a person of ours first reached it. */
  readonly assignedAt: string | undefined;
  readonly reachedAt: string | undefined;
}

/** The figures of leads, as far as they are recomputed. */
export const leadsOf = (history: History, { zone, currency, period }: LeadQuestion) => {
  const day = dayIn(zone);
  const value = valuedIn(currency, history);
  const inside = (date: string): boolean =>
    period === undefined || (period.start <= date && date < period.end);
  const leads = allLeads(history).filter(({ capturedAt }) => inside(day(capturedAt)));
  const counts = (some: readonly Lead[]) => ({
    leads: some.length,
    qualified: some.filter(({ qualified }) => qualified).length,
    ...Object.fromEntries(
      ['converted', 'disqualified', 'parked'].map((status) => [
        status,
        some.filter((lead) => lead.status === status).length,
      ]),
    ),
  });
  const starts = only(history.known, 'CampaignPlanned');
  const ofCampaign = (lead: Lead): boolean =>
    lead.campaignId !== undefined &&
    day(lead.capturedAt) >=
      (starts.findLast(({ data }) => data.campaignId === lead.campaignId)?.data.startsOn ?? '');
  const sources = [...new Set(leads.map(({ source }) => source))].sort();
  const costs = only(history.known, 'CampaignCostRecorded', 'CampaignCostCorrected')
    .map(({ data }) => ({
      campaignId: data.campaignId,
      date: data.costDate,
      amount: 'amount' in data ? data.amount : data.delta,
    }))
    .filter(({ date }) => inside(date) && (history.asOf === undefined || date < day(history.asOf)));
  const bearing = (campaignId: string, source?: string): number =>
    leads.filter(
      (lead) =>
        ofCampaign(lead) &&
        lead.campaignId === campaignId &&
        (source === undefined || lead.source === source),
    ).length;
  const shares = shareOut(
    sources.map((source) =>
      costs.reduce((left, { campaignId, amount, date }) => {
        const all = bearing(campaignId);
        const part = all === 0 ? Fraction.zero : new Fraction(bearing(campaignId, source), all);
        return left.plus(part.times(new Fraction(value(amount, date))));
      }, Fraction.zero),
    ),
  );
  const open = leads.filter(({ status }) => status === 'open');
  return {
    total: counts(leads),
    sources: Object.fromEntries(
      sources.map((source, place) => {
        const own = leads.filter((lead) => lead.source === source);
        return [
          source,
          { ...counts(own), ofCampaigns: own.filter(ofCampaign).length, cost: shares[place] ?? 0 },
        ];
      }),
    ),
    withoutLeads: costs
      .filter(({ campaignId }) => bearing(campaignId) === 0)
      .reduce((left, { amount, date }) => left + value(amount, date), 0),
    response: {
      assignment: waits(leads.map((lead) => ({ from: lead.capturedAt, until: lead.assignedAt }))),
      contactOnceAssigned: waits(
        leads.flatMap(({ assignedAt, reachedAt }) =>
          assignedAt === undefined ? [] : [{ from: assignedAt, until: reachedAt }],
        ),
      ),
      contact: waits(leads.map((lead) => ({ from: lead.capturedAt, until: lead.reachedAt }))),
    },
    stages: ['suspect', 'marketing', 'sales'].map(
      (stage) => open.filter((lead) => lead.stage === stage).length,
    ),
  };
};

/** Every lead once: what was merged is of the survivor, from where the first came. */
const allLeads = ({ happened, known }: History): readonly Lead[] => {
  const merges = only(known, 'LeadMergedInto').map(({ data }) => ({
    from: data.leadId,
    into: data.survivorId,
  }));
  const captures = grouped(only(happened, 'LeadCaptured'), ({ data }) =>
    survivor(data.leadId, merges),
  );
  const assignments = grouped(only(happened, 'LeadAssigned', 'LeadReassigned'), ({ data }) =>
    survivor(data.leadId, merges),
  );
  const voided = only(happened, 'ActivityVoided').map(({ data }) => data.activityId);
  const answers = grouped(
    only(happened, 'LeadFirstResponded', 'ActivityCompleted')
      .filter(({ data }) => !voided.includes(data.activityId))
      .flatMap((event) => {
        const leadId =
          event.type === 'LeadFirstResponded' ? event.data.leadId : leadReachedBy(event);
        return leadId === undefined ? [] : [{ leadId: survivor(leadId, merges), at: event.at }];
      }),
    ({ leadId }) => leadId,
  );
  const byLead = grouped(happened, ({ data }) => ('leadId' in data ? data.leadId : undefined));
  return [...captures].flatMap(([id, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const speaking = own.some(({ data }) => data.leadId === id) ? id : first.data.leadId;
    return [
      {
        source: first.data.source,
        campaignId: first.data.campaignId,
        capturedAt: first.at,
        assignedAt: assignments.get(id)?.[0]?.at,
        reachedAt: answers.get(id)?.[0]?.at,
        ...whereOf(byLead.get(speaking) ?? []),
      },
    ];
  });
};

/** The lead that an activity of ours reached: one that got in touch itself was not answered by it. */
const leadReachedBy = ({ data }: Of<'ActivityCompleted'>): string | undefined =>
  data.outcome === 'reached' && data.kind !== 'inbound-call' && data.direction !== 'inbound'
    ? data.subject.leadId
    : undefined;

/** How long waits took, in whole minutes: how many are over and how many not, the median, the ninth decile. */
const waits = (all: readonly { readonly from: string; readonly until: string | undefined }[]) => {
  const minutes = all
    .flatMap(({ from, until }) =>
      until === undefined ? [] : [Date.parse(until) - Date.parse(from)],
    )
    .map((milliseconds) => Math.floor(Math.max(0, milliseconds) / 60_000))
    .sort((left, right) => left - right);
  // The least of them that so many percent do not exceed.
  const rank = (percent: number): number | undefined =>
    minutes.find((_, place) => (place + 1) * 100 >= percent * minutes.length);
  return [minutes.length, all.length - minutes.length, rank(50), rank(90)];
};

/** Where a lead stands after all that happened to it. */
const whereOf = (events: readonly Happened[]) => {
  let [status, stage, qualified] = ['open', 'suspect', false];
  for (const { type } of events)
    switch (type) {
      case 'LeadMarketingQualified':
        [stage, qualified] = ['marketing', true];
        break;
      case 'LeadSalesQualified':
        [stage, qualified] = ['sales', true];
        break;
      case 'LeadHandoffRejected':
        if (stage === 'sales') stage = 'marketing';
        break;
      case 'LeadDisqualified':
        status = 'disqualified';
        break;
      case 'LeadParked':
        status = 'parked';
        break;
      case 'LeadConverted':
        status = 'converted';
        break;
      case 'LeadReopened':
      case 'LeadResumed':
        status = 'open';
        break;
      case 'LeadRecycled':
        [status, stage] = ['open', 'suspect'];
        break;
      default:
    }
  return { status, stage, qualified };
};
