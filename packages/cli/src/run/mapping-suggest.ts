import { writeFile } from 'node:fs/promises';
import {
  type DateOrder,
  type MappingSuggestion,
  type RecognisedFile,
  suggestMapping,
  type Trial,
} from '@presales/import';
import type { MoneyFigure } from '@presales/kernel';
import type { Context } from '../commands/context.ts';
import { UsageError } from '../errors.ts';
import { ExitCode } from '../exit-code.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { countText, moneyText } from '../rendering/numbers.ts';
import { counted, toldRejections, toldUncovered } from './import.ts';
import { importTitles, phases } from './phases.ts';

/** The options of `presales mapping suggest`. */
export interface MappingSuggestOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly currency?: string;
  readonly dates?: DateOrder;
  readonly opened?: string;
  readonly json?: boolean;
}

/** Suggests a mapping, and tells what is to be decided or what the import would give. */
export const suggest = async (
  context: Context,
  files: readonly string[],
  { output, force = false, currency, dates, opened, json }: MappingSuggestOptions,
): Promise<void> => {
  const progress = phases(context, importTitles);
  const suggestion = await suggestMapping({
    files,
    ...(currency === undefined ? {} : { currency }),
    ...(dates === undefined ? {} : { dates }),
    ...(opened === undefined ? {} : { openedOn: opened }),
    onProgress: ({ phase, done, total }) => progress.at(phase, done, total),
    signal: context.signal,
  }).finally(progress.stop);
  if (output !== undefined) await put(output, suggestion.mapping, force);
  if (json) await context.print(jsonText(suggestion, 2));
  else {
    if (output === undefined) await context.print(suggestion.mapping.trimEnd());
    await context.note(told(harmlessly(suggestion), output));
  }
  if (suggestion.decisions.length > 0) context.exitWith(ExitCode.undecided);
  else if ((suggestion.trial?.rejected ?? 0) > footersOf(suggestion))
    context.exitWith(ExitCode.rejects);
};

/** Writes a file that is not there yet. */
const put = async (file: string, text: string, force: boolean): Promise<void> => {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    // Told by its shape: errors of the system can come from another realm.
    const { code, message } = Object(cause);
    throw new UsageError(
      code === 'EEXIST'
        ? `${file} is there already; --force replaces it`
        : `${file} cannot be written: ${message}`,
      { cause },
    );
  }
};

const footersOf = ({ files }: MappingSuggestion): number =>
  files.reduce((lines, { footer }) => lines + footer.length, 0);

const told = (suggestion: MappingSuggestion, output: string | undefined): string => {
  const { files, decisions, checks, trial, input } = suggestion;
  const mapping = output ?? 'the mapping';
  const remarks = (of: MappingSuggestion['checks']) =>
    of.map(({ line, text }) => `  line ${line}: ${text}`);
  return [
    ...files.map(fileLine),
    ...(checks.length === 0 ? [] : [`To be looked at in ${mapping}:`, ...remarks(checks)]),
    ...(decisions.length === 0
      ? []
      : [`To be decided in ${mapping}, before it can be used:`, ...remarks(decisions)]),
    ...(trial === undefined ? [] : trialLines(trial)),
    ...(output === undefined || decisions.length > 0
      ? []
      : [`Next: presales import ${input} --mapping ${output} --log sqlite:./presales.db`]),
  ].join('\n');
};

const fileLine = ({ file, kind, system, rows }: RecognisedFile): string =>
  `${file}: ${counted(rows, 'row')}, ${kind === 'unknown' ? 'not recognised' : kind}${system === undefined ? '' : `, an export of ${system} by its columns`}`;

const trialLines = ({
  events,
  rejected,
  rejections,
  uncovered,
  figures,
}: Trial): readonly string[] => {
  const { created, won, lost, open, wonValue, openValue } = figures;
  return [
    `The import would add ${counted(events, 'event')}:`,
    `  created ${countText(created)}, won ${countText(won)}${worth(wonValue)}, lost ${countText(lost)}, open ${countText(open)}${worth(openValue)}`,
    ...(rejected === 0 ? [] : [`It would reject ${counted(rejected, 'row')}:`]),
    ...toldRejections(rejections),
    ...toldUncovered(uncovered),
  ];
};

const worth = (amounts: readonly MoneyFigure[]): string =>
  amounts.length === 0 ? '' : ` (${amounts.map(moneyText).join(', ')})`;
