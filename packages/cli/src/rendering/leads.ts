import type { LeadReport, ResponseTimes } from '@presales/projections';
import type { Style } from '../style.ts';
import { bar } from './bars.ts';
import { definitionOf } from './definition.ts';
import { amountText, countText, percentText, periodText } from './numbers.ts';
import { ratesText } from './rates.ts';
import { padded, table } from './table.ts';

const BAR = 12;

/** Leads as text: their sources with bars, where they stand, how long they wait. */
export const renderLeads = (report: LeadReport, style: Style): string => {
  const { currency, bands } = report;
  return [
    style.heading(`Leads${currency === undefined ? '' : `, costs in ${currency}`}`),
    ...definitionOf(
      style,
      report,
      periodText(report.period),
      `hot up to ${bands.hotDays} days, warm up to ${bands.warmDays}`,
    ),
    '',
    ...(report.sources.length === 0 ? ['No leads.'] : [sourcesText(report, style)]),
    '',
    standingText(report),
    ...handoffsText(report, style),
    ...rankingText(report, style),
    ...ratesText(report),
  ].join('\n');
};

const sourcesText = ({ sources, by }: LeadReport, style: Style): string => {
  const most = Math.max(1, ...sources.map(({ leads }) => leads));
  return table(
    [
      { heading: 'Source', most: by === 'source' ? 18 : 40 },
      { heading: 'Leads', align: 'right' },
      { heading: ' '.repeat(BAR) },
      { heading: 'Qual.', align: 'right' },
      { heading: 'Conv.', align: 'right' },
      { heading: 'Rate', align: 'right' },
      { heading: 'Lost', align: 'right' },
      { heading: 'Cost/lead', align: 'right' },
    ],
    sources.map((line) => [
      by === 'source' ? line.source : [line.source, line.sourceDetail ?? '–'].join(': '),
      countText(line.leads),
      bar(line.leads / most, BAR),
      countText(line.qualified),
      countText(line.converted),
      percentText(line.conversion.percent),
      countText(line.disqualified),
      line.costPerLead === undefined ? '–' : amountText(line.costPerLead),
    ]),
    style.heading,
  );
};

const standingText = ({ standing, temperature, response, costWithoutLeads }: LeadReport): string =>
  lines([
    [
      'Open',
      `${countText(standing.suspects)} suspects, ${countText(standing.marketingQualified)} marketing qualified, ${countText(standing.salesQualified)} sales qualified`,
    ],
    [
      'Others',
      `${countText(standing.converted)} converted, ${countText(standing.parked)} parked, ${countText(standing.disqualified)} disqualified`,
    ],
    ...(temperature === undefined
      ? []
      : [
          [
            'Warmth',
            `${countText(temperature.hot)} hot, ${countText(temperature.warm)} warm, ${countText(temperature.cold)} cold`,
          ] as const,
        ]),
    ['Assigned', waitText(response.assignment)],
    ['Answered', waitText(response.contact)],
    ...(costWithoutLeads === undefined || costWithoutLeads.amount === 0
      ? []
      : [['Spent', `${amountText(costWithoutLeads)} on campaigns without a lead`] as const]),
  ]);

const waitText = ({ answered, unanswered, p50Minutes, p90Minutes }: ResponseTimes): string =>
  p50Minutes === undefined || p90Minutes === undefined
    ? `none of ${countText(unanswered)}`
    : `half of ${countText(answered)} within ${durationText(p50Minutes)}, nine of ten within ${durationText(p90Minutes)}; ${countText(unanswered)} never`;

/** Minutes as the two largest units that say something. */
const durationText = (minutes: number): string => {
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
  if (days > 0) return `${countText(days)} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
};

const lines = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, text]) => `${padded(name, 9)} ${text}`).join('\n');

const handoffsText = ({ handoffs }: LeadReport, style: Style): readonly string[] =>
  handoffs.length === 0
    ? []
    : [
        '',
        table(
          [
            { heading: 'Handed to', most: 18 },
            { heading: 'Leads', align: 'right' },
            { heading: 'Accepted', align: 'right' },
            { heading: 'Rejected', align: 'right' },
            { heading: 'Pending', align: 'right' },
          ],
          handoffs.map(({ salespersonId, offered, accepted, rejected, pending }) => [
            salespersonId,
            countText(offered),
            countText(accepted),
            countText(rejected),
            countText(pending),
          ]),
          style.heading,
        ),
      ];

const rankingText = ({ ranking }: LeadReport, style: Style): readonly string[] =>
  ranking === undefined || ranking.leads.length === 0
    ? []
    : [
        '',
        table(
          [
            { heading: `Best by ${ranking.model} ${ranking.version}`, most: 30 },
            { heading: ranking.unit === 'probability' ? 'Chance' : 'Score', align: 'right' },
          ],
          ranking.leads.map(({ leadId, score }) => [
            leadId,
            ranking.unit === 'probability'
              ? percentText((score / 100).toFixed(2))
              : countText(score),
          ]),
          style.heading,
        ),
      ];
