import type { Instant } from '@presales/kernel';
import { ratio } from '../shared/figures.ts';
import { present } from '../shared/present.ts';
import type { KnownLead } from './lead.ts';
import type {
  HandoffLine,
  LeadCounts,
  LeadRanking,
  LeadStanding,
  ResponseTimes,
} from './report.ts';

/** What became of some leads. */
export const countsOf = (leads: readonly KnownLead[]): LeadCounts => {
  const count = (counts: (lead: KnownLead) => boolean): number => leads.filter(counts).length;
  const converted = count(({ status }) => status === 'converted');
  return {
    leads: leads.length,
    qualified: count(({ everQualified }) => everQualified),
    salesQualified: count(({ everSalesQualified }) => everSalesQualified),
    converted,
    disqualified: count(({ status }) => status === 'disqualified'),
    parked: count(({ status }) => status === 'parked'),
    conversion: ratio(converted, leads.length),
  };
};

/** Where leads stand. */
export const standingOf = (leads: readonly KnownLead[]): LeadStanding => {
  const are = (status: KnownLead['status']): readonly KnownLead[] =>
    leads.filter((lead) => lead.status === status);
  const open = are('open');
  const qualified = (as: KnownLead['qualification']): number =>
    open.filter(({ qualification }) => qualification === as).length;
  return {
    suspects: qualified('suspect'),
    marketingQualified: qualified('marketing'),
    salesQualified: qualified('sales'),
    nurturing: open.filter(({ nurturing }) => nurturing).length,
    parked: are('parked').length,
    disqualified: are('disqualified').length,
    converted: are('converted').length,
  };
};

/** How long leads waited. Those that are still waiting are counted apart, and are in no percentile. */
export const responseTimes = (
  waits: readonly { readonly since: Instant; readonly until: Instant | undefined }[],
): ResponseTimes => {
  const minutes = waits
    .flatMap(({ since, until }) =>
      until === undefined ? [] : [Math.max(0, Date.parse(until) - Date.parse(since))],
    )
    .map((milliseconds) => Math.floor(milliseconds / 60_000))
    .sort((left, right) => left - right);
  return present({
    answered: minutes.length,
    unanswered: waits.length - minutes.length,
    p50Minutes: percentile(minutes, 50),
    p90Minutes: percentile(minutes, 90),
  });
};

/** The percentile of sorted values by nearest rank: that many percent of them do not exceed it. */
const percentile = (sorted: readonly number[], percent: number): number | undefined =>
  sorted[Math.ceil((sorted.length * percent) / 100) - 1];

/** How everybody takes what is handed over. */
export const handoffLines = (leads: readonly KnownLead[]): readonly HandoffLine[] => {
  const lines = new Map<
    string,
    { offered: number; accepted: number; rejected: number; pending: number }
  >();
  const of = (person: string) => {
    const line = lines.get(person) ?? { offered: 0, accepted: 0, rejected: 0, pending: 0 };
    lines.set(person, line);
    return line;
  };
  for (const { handoffs, pendingWith, status } of leads) {
    for (const { what, salespersonId } of handoffs) of(salespersonId)[what] += 1;
    if (pendingWith !== undefined && status === 'open') of(pendingWith).pending += 1;
  }
  return [...lines]
    .map(([salespersonId, line]) => ({ salespersonId, ...line }))
    .sort((left, right) => (left.salespersonId < right.salespersonId ? -1 : 1));
};

/** The best of the open leads, as scored by the model and version that scored last. */
export const rankingOf = (leads: readonly KnownLead[], top: number): LeadRanking | undefined => {
  const scored = leads.flatMap(({ id, status, score }) =>
    score !== undefined && status === 'open' ? [{ id, score }] : [],
  );
  const last = scored.reduce<(typeof scored)[number] | undefined>(
    (latest, one) =>
      latest === undefined || one.score.position > latest.score.position ? one : latest,
    undefined,
  );
  if (last === undefined) return undefined;
  const { model, version, unit } = last.score;
  return {
    model,
    version,
    unit,
    leads: scored
      .filter(({ score }) => score.model === model && score.version === version)
      .map(({ id, score }) => ({ leadId: id, score: score.score }))
      .sort((left, right) => right.score - left.score || (left.leadId < right.leadId ? -1 : 1))
      .slice(0, top),
  };
};
