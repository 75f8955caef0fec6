import type {
  Metric,
  Quantity,
  SalesLine,
  SalesListing,
  TargetLine,
  TargetReport,
} from '@presales/projections';
import type { Style } from '../style.ts';
import { bar } from './bars.ts';
import { definitionOf } from './definition.ts';
import { groupedBy } from './grouped-by.ts';
import { amountText, countText, percentText, periodText, wholeText } from './numbers.ts';
import { ratesText } from './rates.ts';
import { table } from './table.ts';

const BAR = 12;

/** Targets as text: what was to be reached, what is, and how far that is. */
export const renderTargets = (report: TargetReport, style: Style): string =>
  [
    style.heading('Targets'),
    ...definitionOf(
      style,
      report,
      periodText(report.period),
      ...(report.holder === undefined ? [] : [`${report.holder.kind} ${report.holder.id}`]),
      `reversals in the ${report.reversals === 'win-period' ? "win's" : "reversal's"} period`,
    ),
    ...(report.targets.length === 0
      ? ['', 'No targets.']
      : groupedBy(report.targets, ({ period }) => `${period.start}..${period.end}`).flatMap(
          (targets) => ['', targetsText(targets, style)],
        )),
    ...(report.sales === undefined
      ? []
      : [
          ...salesText(`Team, in ${report.sales.currency}`, report.sales.teams, style),
          ...salesText(`Person, in ${report.sales.currency}`, report.sales.persons, style),
          ...overlayText(report.sales, style),
        ]),
    ...ratesText(report),
  ].join('\n');

const targetsText = (targets: readonly TargetLine[], style: Style): string => {
  const period = targets[0]?.period;
  const paced = targets.some(({ pace }) => pace !== undefined);
  return table(
    [
      { heading: period === undefined ? '' : `${period.start}..${period.end}`, most: 22 },
      { heading: 'Metric', most: 30 },
      { heading: 'Goal', align: 'right' },
      { heading: 'Actual', align: 'right' },
      { heading: 'Reached', align: 'right' },
      ...(paced ? [{ heading: 'Pace', align: 'right' } as const] : []),
      { heading: '' },
    ],
    targets.flatMap((target) => [
      [
        target.name,
        metricText(target.metric),
        goalText(target.goal),
        quantityText(target.actual),
        percentText(target.attainment),
        ...(paced ? [percentText(target.pace)] : []),
        bar(target.attainment === undefined ? 0 : Number(target.attainment) / 100, BAR),
      ],
      ...membersText(target),
    ]),
    style.heading,
  );
};

/** Beside a team's target, the sum of its members' own targets, where they have any. */
const membersText = ({ metric, sumOfMembers }: TargetLine): readonly (readonly string[])[] =>
  sumOfMembers === undefined || sumOfMembers.members === 0
    ? []
    : [
        [
          `  own targets of ${countText(sumOfMembers.members)}`,
          metricText(metric),
          goalText(sumOfMembers.goal),
          quantityText(sumOfMembers.actual),
        ],
      ];

const metricText = (metric: Metric): string => {
  switch (metric.of) {
    case 'activities':
      return metric.kind ?? metric.of;
    case 'sales-value':
    case 'margin':
      return metric.goods === undefined ? metric.of : `${metric.of} of ${metric.goods.id}`;
    default:
      return metric.of;
  }
};

const quantityText = (quantity: Quantity): string =>
  quantity.in === 'money' ? wholeText(quantity.amount) : countText(quantity.count);

/** The goal names the currency that the whole line is in. */
const goalText = (goal: Quantity): string =>
  goal.in === 'money' ? `${quantityText(goal)} ${goal.amount.currency}` : quantityText(goal);

/** A margin of zero says nothing where all costs are unknown. */
const marginText = ({ value, margin, valueOfUnknownCost: unknown }: SalesLine): string =>
  unknown.amount > 0 && unknown.amount === value.amount ? 'unknown' : amountText(margin);

/** Credit beside the sales: shown apart, because it is in none of them (B11). */
const overlayText = ({ overlay = [] }: SalesListing, style: Style): readonly string[] =>
  overlay.length === 0
    ? []
    : [
        '',
        table(
          [
            { heading: 'Overlay, in no sales', most: 20 },
            { heading: 'Won', align: 'right' },
            { heading: 'Value', align: 'right' },
            { heading: 'Margin', align: 'right' },
          ],
          overlay.map(({ salespersonId, won, value, margin }) => [
            salespersonId,
            countText(won),
            amountText(value),
            amountText(margin),
          ]),
          style.heading,
        ),
      ];

const salesText = (
  heading: string,
  sales: readonly SalesLine[],
  style: Style,
): readonly string[] => {
  if (sales.length === 0) return [];
  const most = Math.max(1, ...sales.map(({ value }) => Number(value.amount)));
  const text = table(
    [
      { heading, most: 18 },
      { heading: 'Won', align: 'right' },
      { heading: 'Value', align: 'right' },
      { heading: 'Margin', align: 'right' },
      { heading: 'New', align: 'right' },
      { heading: '' },
    ],
    sales.map((line) => [
      line.name,
      countText(line.won),
      amountText(line.value),
      marginText(line),
      countText(line.newCustomers),
      bar(Number(line.value.amount) / most, BAR),
    ]),
    style.heading,
  );
  return ['', text];
};
