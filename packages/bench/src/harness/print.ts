import { isDurable, type Settings } from '../contenders/contender.ts';
import { settingsText } from '../contenders/settings.ts';
import type { Comparison, Report, Series, Target } from './report.ts';
import { type Figure, known, ratios, spread } from './statistics.ts';

/** A report as text: ratios first, with their spread; absolute rates after them. */
export const printed = ({ comparisons, targets, remarks }: Report): string =>
  [
    ...comparisons.map(comparisonText),
    ...(targets.length === 0 ? [] : [`Targets\n${targets.map(targetText).join('\n')}`]),
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `  ${remark}`).join('\n')]),
  ].join('\n\n');

const comparisonText = (comparison: Comparison): string => {
  const { title, unit, reference, series } = comparison;
  const by = series.find(({ contender }) => contender === reference);
  const rows = series.map((one) => row(one, by));
  const header = ['', 'ratio', 'quartiles', 'least–most', 'by CPU', `${unit}/s`, ''];
  const notes = series.flatMap(({ contender, setUp, settings }) => {
    if (setUp === undefined) return [];
    const ranAt = settings === undefined ? '' : ` [${settingsText(settings)}]`;
    const warning = settings === undefined || isDurable(settings) ? '' : ' NOT DURABLE';
    return [`  ${contender}: ${setUp}${ranAt}${warning}`];
  });
  return [`${title}  (ratio to ${reference})`, table([header, ...rows]), ...notes].join('\n');
};

const row = (
  { contender, settings, rates, cpuRates }: Series,
  by: Series | undefined,
): readonly string[] => {
  if (known(rates).length === 0) return [contender, 'failed'];
  const ratio = spread(ratios(rates, by?.rates ?? []));
  const cpuRatio = spread(ratios(cpuRates, by?.cpuRates ?? []));
  return [
    contender,
    decimals(ratio.median),
    `${decimals(ratio.low)}–${decimals(ratio.high)}`,
    `${decimals(ratio.least)}–${decimals(ratio.most)}`,
    decimals(cpuRatio.median),
    thousands(spread(known(rates)).median),
    remarksOn(rates, settings),
  ];
};

const remarksOn = (rates: readonly Figure[], settings: Settings | undefined): string => {
  const failed = rates.length - known(rates).length;
  return [
    ...(settings === undefined || isDurable(settings) ? [] : ['not durable']),
    ...(failed === 0 ? [] : [`failed in ${failed} of ${rates.length} rounds`]),
  ].join(', ');
};

const targetText = ({ what, bound, wanted, unit, figures }: Target): string => {
  const { median, low, high } = spread(figures);
  const met = bound === 'at least' ? median >= wanted : median <= wanted;
  return `  ${met ? 'met   ' : 'MISSED'} ${what}: ${decimals(median)}${unit} (${decimals(low)}–${decimals(high)}), wanted ${bound} ${wanted}${unit}`;
};

/** Columns as wide as their widest cell; all but the first and last stand to the right. */
const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map((cells) =>
      `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
    )
    .join('\n');
};

/** Three significant digits are as much as a benchmark knows. */
const decimals = (figure: number): string =>
  figure >= 100 ? figure.toFixed(0) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(2);

const thousands = (figure: number): string => Math.round(figure).toLocaleString('en');
