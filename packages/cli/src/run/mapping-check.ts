import { type CheckedCommand, type CheckedInput, checkMapping } from '@presales/import';
import type { Context } from '../commands/context.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { importTitles, phases } from './phases.ts';

/** The options of `presales mapping check`. */
export interface MappingCheckOptions {
  readonly mapping: string;
  readonly allowOutside?: boolean;
  readonly json?: boolean;
}

/** Explains what a mapping makes of a file. */
export const check = async (
  context: Context,
  input: string,
  { mapping, allowOutside = false, json }: MappingCheckOptions,
): Promise<void> => {
  const progress = phases(context, importTitles);
  const inputs = await checkMapping({
    input,
    mapping,
    allowOutside,
    onProgress: ({ phase, done, total }) => progress.at(phase, done, total),
    signal: context.signal,
  }).finally(progress.stop);
  await context.print(
    json ? jsonText({ inputs }, 2) : harmlessly(inputs).map(inputText).join('\n\n'),
  );
};

const inputText = ({ file, mapping, key, order, whole, setup, rows, unused }: CheckedInput) =>
  [
    `${file}, by the mapping ${mapping}`,
    `  Rows are told apart by ${key.join(', ')}.`,
    order.length === 0
      ? '  They are carried out in the order of the file.'
      : `  They are sorted by ${order.join('; then by ')}.`,
    whole
      ? '  A row of which one command is refused is left out as a whole.'
      : '  Of a row of which one command is refused, the commands before it stay.',
    ...(setup.length === 0 ? [] : ['Before the rows:', ...setup.flatMap(commandLines)]),
    'Each row:',
    ...rows.flatMap(commandLines),
    unused.length === 0
      ? 'Every column is used.'
      : `Columns that nothing is made of: ${unused.join(', ')}`,
  ].join('\n');

const commandLines = ({ command, when, once, each, fields }: CheckedCommand): readonly string[] => {
  const width = Math.max(...Object.keys(fields).map(({ length }) => length));
  return [
    `  ${[
      command,
      ...(each === undefined ? [] : [`for each row of ${each}`]),
      ...(once === undefined ? [] : [`once for each ${once}`]),
      ...(when === undefined ? [] : [`when ${when}`]),
    ].join(', ')}`,
    ...Object.entries(fields).map(([field, words]) => `    ${field.padEnd(width)}  ${words}`),
  ];
};
