import { money } from '@presales/kernel';
import type {
  Days,
  FunnelBasis,
  FunnelFigures,
  FunnelGroup,
  FunnelReport,
  FunnelStep,
  OpenPipeline,
  Velocity,
} from '@presales/projections';
import type { Style } from '../style.ts';
import { bar, sparkline } from './bars.ts';
import { definitionOf } from './definition.ts';
import { firstOf } from './first-of.ts';
import { groupedBy } from './grouped-by.ts';
import {
  amountText,
  countText,
  moneyText,
  percentText,
  periodText,
  proportion,
} from './numbers.ts';
import { ratesText } from './rates.ts';
import { cut, padded, table } from './table.ts';
import { toLookAt } from './to-look-at.ts';

/** A funnel as text: its steps with bars, its outcomes, its groups, what to look at. */
export const renderFunnel = (report: FunnelReport, style: Style): string =>
  [
    style.heading(`Sales funnel in ${report.currency}`),
    ...definitionOf(
      style,
      report,
      `mode ${report.mode}`,
      `basis ${report.basis}`,
      periodText(report.period),
      ...(report.pipelineId === undefined ? [] : [`pipeline ${report.pipelineId}`]),
      ...(report.enteredStep === undefined ? [] : [`entered ${report.enteredStep}`]),
      ...(report.withinDays === undefined
        ? []
        : [`conversions within ${countText(report.withinDays)} days`]),
      ...(report.implausibleAbove === undefined
        ? []
        : [`to review above ${moneyText(report.implausibleAbove)}`]),
      ...(report.daysOnHold === 'counted' ? [] : ['days without those on hold']),
    ),
    ...groupedBy(report.steps, ({ pipelineId }) => pipelineId).flatMap((steps) => [
      '',
      stepsText(steps, style),
    ]),
    style.faint('of last, of first: of the deals at that step, those that came here after it'),
    '',
    outcomesText(report, report.basis),
    ...reportText(report),
    ...(report.groups === undefined ? [] : ['', groupsText(report, report.groups, style)]),
    ...toLookAt(report, style),
    ...ratesText(report),
  ].join('\n');

const BAR = 16;

const stepsText = (steps: readonly FunnelStep[], style: Style): string => {
  const most = Math.max(1, ...steps.map(({ reached }) => reached));
  return table(
    [
      { heading: steps[0]?.pipelineId ?? '', most: 16 },
      { heading: 'Deals', align: 'right' },
      { heading: ' '.repeat(BAR) },
      { heading: 'of last', align: 'right' },
      { heading: 'of first', align: 'right' },
      { heading: 'Open', align: 'right' },
      { heading: 'Days', align: 'right' },
    ],
    steps.map((step) => [
      step.name,
      countText(step.reached),
      bar(step.reached / most, BAR),
      step.conversionFromPrevious === undefined
        ? ''
        : percentText(step.conversionFromPrevious.percent),
      step.conversionFromFirst === undefined ? '' : percentText(step.conversionFromFirst.percent),
      countText(step.openNow),
      step.days.medianDays === undefined ? '–' : countText(step.days.medianDays),
    ]),
    style.heading,
  );
};

/**
 * With the basis `period` the deals opened and those closed are not the same deals, so the number of
 * open ones stands in the line of the pipeline only.
 */
const outcomesText = (figures: FunnelFigures, basis: FunnelBasis): string => {
  const { outcomes, winRate, cycle, openPipeline } = figures;
  const { closed, created, closedByValue } = winRate;
  return lines([
    [
      'Deals',
      `${countText(outcomes.created)} opened, ${countText(outcomes.won)} won, ${countText(outcomes.lost)} lost${
        outcomes.reversed === 0 ? '' : ` (${countText(outcomes.reversed)} of them reversed wins)`
      }${basis === 'period' ? '' : `, ${countText(outcomes.open)} open`}`,
    ],
    ['Won value', moneyText(figures.wonValue)],
    ['Won margin', marginText(figures)],
    ...(figures.averageWon === undefined || figures.medianWon === undefined
      ? []
      : [
          [
            'Won deal',
            `average ${moneyText(figures.averageWon)}, median ${moneyText(figures.medianWon)}`,
          ] as const,
        ]),
    [
      'Win rate',
      `${percentText(closed.percent)} of closed, ${percentText(created.percent)} of created, ${percentText(closedByValue.percent)} by value`,
    ],
    ['Cycle', `won ${daysText(cycle.won)}; lost ${daysText(cycle.lost)}`],
    [
      'Pipeline',
      `${countText(openPipeline.count)} open${
        outcomes.onHold === 0 ? '' : ` (${countText(outcomes.onHold)} on hold)`
      }, expected ${moneyText(openPipeline.expected)}`,
    ],
    [
      '',
      `weighted ${moneyText(openPipeline.weighted)}${
        openPipeline.withoutValue === 0
          ? ''
          : `, ${countText(openPipeline.withoutValue)} without a value`
      }`,
    ],
    ...closeDatesText(openPipeline),
    ...forecastText(figures),
  ]);
};

/** How many open deals were put off, and how many are past the day they were expected to close on. */
const closeDatesText = ({
  slipped,
  slips,
  pastDue = 0,
}: OpenPipeline): readonly (readonly [string, string])[] => {
  const said = [
    ...(slipped === 0 ? [] : [`${countText(slipped)} put off, ${countText(slips)} times in all`]),
    ...(pastDue === 0 ? [] : [`${countText(pastDue)} past the expected day`]),
  ];
  return said.length === 0 ? [] : [['', said.join('; ')]];
};

/** The figures that all deals together have, and no group of them. */
const reportText = ({ velocity, losses, competitors }: FunnelReport): readonly string[] => {
  const reasons = losses.map(
    ({ reason, reversed, deals }) =>
      `${reversed ? `${reason} (reversed)` : reason} ${countText(deals)}`,
  );
  const rivals = competitors
    .filter(({ lostTo }) => lostTo > 0)
    .map(({ competitor, lostTo }) => `${cut(competitor, 18)} ${countText(lostTo)}`);
  const told: readonly (readonly [string, string])[] = [
    ...(velocity === undefined ? [] : [['Velocity', velocityText(velocity)] as const]),
    ...(reasons.length === 0 ? [] : [['Lost for', firstOf(reasons)] as const]),
    ...(rivals.length === 0 ? [] : [['Lost to', firstOf(rivals)] as const]),
  ];
  return told.length === 0 ? [] : [lines(told)];
};

const velocityText = ({ perDay, opportunities, averageDeal, winRate, cycleDays }: Velocity) =>
  `${moneyText(perDay)} a day: ${countText(opportunities)} open × ${amountText(averageDeal)} × ${percentText(winRate.percent)} / ${cycleDays} d`;

/** Where no deal has a forecast category, all of them are pipeline, which the line above says. */
const forecastText = ({
  forecast: { commit, bestCase, pipeline },
}: FunnelFigures): readonly (readonly [string, string])[] =>
  commit.own.amount === 0 && bestCase.own.amount === 0
    ? []
    : [
        [
          'Forecast',
          `commit ${moneyText(commit.cumulative)}, best case ${moneyText(bestCase.cumulative)}`,
        ],
        ['', `all ${moneyText(pipeline.cumulative)}`],
      ];

/** A margin of zero says nothing where all costs are unknown. */
const marginText = ({ wonMargin, unknownCostShare, wonOfUnknownCost }: FunnelFigures): string => {
  if (unknownCostShare === undefined || wonOfUnknownCost.amount === 0) return moneyText(wonMargin);
  return unknownCostShare === '100.00'
    ? 'unknown: no cost is known'
    : `${moneyText(wonMargin)}, cost unknown of ${percentText(unknownCostShare)} of the value`;
};

const daysText = ({ count, meanDays, medianDays }: Days): string =>
  meanDays === undefined || medianDays === undefined
    ? `no days (${countText(count)})`
    : `${meanDays} days (median ${countText(medianDays)})`;

const lines = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, text]) => `${padded(name, 11)} ${text}`.trimEnd()).join('\n');

const groupsText = (report: FunnelReport, groups: readonly FunnelGroup[], style: Style): string => {
  const most = groups.reduce(
    (most, { figures }) => (figures.wonValue.amount > most.amount ? figures.wonValue : most),
    report.wonValue,
  );
  const highest = groups.reduce(
    (high, { figures }) => Math.max(high, proportion(figures.wonValue, most)),
    0,
  );
  const overTime = /-(month|quarter|year)$/.test(report.groupBy ?? '');
  const ofPeople = report.groupBy === 'person' || report.groupBy === 'team';
  return [
    table(
      [
        { heading: `by ${report.groupBy ?? ''}`, most: 18 },
        // In a group of closing these are the deals that were closed then, whenever they were opened.
        {
          heading: report.groupBy?.startsWith('closed-') ? 'Deals' : 'Opened',
          align: 'right',
        },
        { heading: 'Won', align: 'right' },
        { heading: 'Lost', align: 'right' },
        { heading: 'Win rate', align: 'right' },
        { heading: `Won ${report.currency}`, align: 'right' },
        ofPeople ? { heading: 'Credited', align: 'right' } : { heading: '' },
      ],
      groups.map(({ name, figures, credited }) => [
        name,
        countText(figures.outcomes.created),
        countText(figures.outcomes.won),
        countText(figures.outcomes.lost),
        percentText(figures.winRate.closed.percent),
        amountText(figures.wonValue),
        ofPeople
          ? amountText(credited?.value ?? money(0, report.currency))
          : bar(highest === 0 ? 0 : proportion(figures.wonValue, most) / highest, 12),
      ]),
      style.heading,
    ),
    ...(ofPeople
      ? [style.faint('Won: deals that they own; Credited: their shares of what was won')]
      : []),
    ...(overTime
      ? [
          `Won value ${sparkline(
            groups
              // Deals that are not closed, or belong nowhere, have no place in time.
              .filter(({ key }) => /^\d/.test(key))
              .map(({ figures }) => Number(figures.wonValue.amount)),
          )}`,
        ]
      : []),
  ].join('\n');
};
