import type { CampaignAttainment, CampaignRoi, CampaignRoiReport } from '@presales/projections';
import type { Style } from '../style.ts';
import { bar } from './bars.ts';
import { definitionOf } from './definition.ts';
import { amountText, countText, percentText, periodText, wholeText } from './numbers.ts';
import { ratesText } from './rates.ts';
import { table } from './table.ts';

const HALF = 7;

const lineHeading = { campaign: 'Campaign', family: 'Family', channel: 'Channel' } as const;

/** The attribution model, with the settings that it takes. */
const attributionText = ({
  attribution,
  halfLifeDays,
  decayBy,
  shares,
}: CampaignRoiReport): string => {
  const settings = [
    ...(halfLifeDays === undefined ? [] : [`half-life ${halfLifeDays} days`]),
    ...(decayBy === 'instant' ? ['to the millisecond'] : []),
    ...Object.entries(shares ?? {}).map(([position, share]) => `${position} ${share}`),
  ];
  const name = `credit by ${attribution}`;
  return settings.length === 0 ? name : `${name} (${settings.join(', ')})`;
};

/** Campaign profitability as text: what each cost, what margin it brought, and what is left. */
export const renderCampaignRoi = (report: CampaignRoiReport, style: Style): string => {
  const { total, unattributed, sales } = report;
  const most = Math.max(
    1,
    ...report.campaigns.map(({ profit }) => Math.abs(Number(profit.amount))),
  );
  return [
    style.heading(`Campaign profitability in ${report.currency}`),
    ...definitionOf(
      style,
      report,
      attributionText(report),
      `touches within ${countText(report.lookBackDays)} days`,
      periodText(report.period),
    ),
    '',
    table(
      [
        { heading: lineHeading[report.by], most: 22 },
        { heading: 'Cost', align: 'right' },
        { heading: 'Margin', align: 'right' },
        { heading: 'Profit', align: 'right' },
        { heading: 'ROI', align: 'right' },
        { heading: 'loss   profit' },
      ],
      report.campaigns.map((campaign) => [
        campaign.name,
        wholeText(campaign.actualCost),
        wholeText(campaign.margin),
        wholeText(campaign.profit),
        percentText(campaign.roi),
        balance(Number(campaign.profit.amount) / most),
      ]),
      style.heading,
    ),
    '',
    table(
      [
        { heading: lineHeading[report.by], most: 22 },
        { heading: 'Leads', align: 'right' },
        { heading: 'Answers', align: 'right' },
        { heading: 'Won', align: 'right' },
        { heading: 'Cost/lead', align: 'right' },
        { heading: 'Budget left', align: 'right' },
      ],
      report.campaigns.map((campaign) => [
        campaign.name,
        countText(campaign.leads),
        countText(campaign.responses),
        campaign.wonDeals,
        campaign.costPerLead === undefined ? '–' : amountText(campaign.costPerLead),
        budgetLeft(campaign),
      ]),
      style.heading,
    ),
    ...objectivesText(report, style),
    '',
    table(
      [
        { heading: 'Together' },
        { heading: 'Won', align: 'right' },
        { heading: 'Revenue', align: 'right' },
        { heading: 'Margin', align: 'right' },
        { heading: 'Cost', align: 'right' },
        { heading: 'ROI', align: 'right' },
      ],
      [
        [
          'campaigns',
          total.wonDeals,
          amountText(total.revenue),
          amountText(total.margin),
          amountText(total.actualCost),
          percentText(total.roi),
        ],
        [
          'no campaign',
          unattributed.wonDeals,
          amountText(unattributed.revenue),
          amountText(unattributed.margin),
        ],
        ['all sales', sales.wonDeals, amountText(sales.revenue), amountText(sales.margin)],
      ],
      style.heading,
    ),
    ...ratesText(report),
  ].join('\n');
};

/** How far campaigns have come with their objectives, where they have any. */
const objectivesText = ({ campaigns }: CampaignRoiReport, style: Style): readonly string[] => {
  const rows = campaigns.flatMap(({ name, objectives = [] }) =>
    objectives.map(({ of, target, actual, percent, ofThemNew }) => [
      name,
      ofThemNew === undefined ? of.replace('-', ' ') : `${of}, ${countText(ofThemNew)} new`,
      quantityText(actual),
      quantityText(target),
      percentText(percent),
    ]),
  );
  if (rows.length === 0) return [];
  const headings = [
    { heading: 'Objective of', most: 22 },
    { heading: '' },
    { heading: 'Reached', align: 'right' },
    { heading: 'Wanted', align: 'right' },
    { heading: '', align: 'right' },
  ] as const;
  return ['', table(headings, rows, style.heading)];
};

const quantityText = (quantity: CampaignAttainment['actual']): string =>
  typeof quantity === 'string' ? quantity : amountText(quantity);

const budgetLeft = ({ budgetVariance }: CampaignRoi): string =>
  budgetVariance === undefined ? '–' : amountText(budgetVariance);

/** Losses grow to the left of the middle, profits to the right. */
const balance = (proportion: number): string => {
  const length = proportion === 0 ? 0 : Math.max(1, Math.round(Math.abs(proportion) * HALF));
  return proportion < 0
    ? `${' '.repeat(HALF - length)}${'█'.repeat(length)}│`
    : `${' '.repeat(HALF)}│${bar(proportion, HALF)}`;
};
