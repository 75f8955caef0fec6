import { CurrencyCode, InvalidInput, LocalDate, parse } from '@presales/kernel';
import { z } from 'zod';
import type { ImportOptions } from '../import-options.ts';
import { dealDraft } from './deal-mapping.ts';
import type { Answers, Draft } from './draft.ts';
import { fileSample } from './file-sample.ts';
import { type Join, joinOf, type Understood } from './joins.ts';
import { type FileKind, type Meaning, meaningOf } from './meaning.ts';
import { personDraft } from './person-mapping.ts';
import { type Trial, trialOf } from './trial.ts';
import { listed, quoted } from './yaml-text.ts';

/** What a mapping is suggested for. */
export interface SuggestOptions extends Answers, Pick<ImportOptions, 'signal' | 'onProgress'> {
  /** The files that are to be imported: the deals, and files that they refer to. */
  readonly files: readonly string[];
}

/** Something about a line of the mapping: to be decided, or to be looked at. */
export interface Remark {
  /** The line of the mapping's text, from 1. */
  readonly line: number;
  readonly text: string;
}

/** What one file was taken for. */
export interface RecognisedFile {
  /** The file, without its folder. */
  readonly file: string;
  readonly kind: FileKind;
  /** The system whose export it looks like. */
  readonly system?: string;
  readonly rows: number;
  /** Lines at its end that are shorter than its header: the import rejects them. */
  readonly footer: readonly number[];
}

/** A mapping for files that nobody has described. */
export interface MappingSuggestion {
  /** The file to import by it; those that are joined are looked for beside it. */
  readonly input: string;
  /** The mapping's text. */
  readonly mapping: string;
  readonly files: readonly RecognisedFile[];
  /** What a person has to decide: as long as there is anything, the mapping cannot be used. */
  readonly decisions: readonly Remark[];
  /** What was taken for granted, and a person may know better. */
  readonly checks: readonly Remark[];
  /** What the import would give; absent while there is something to decide. */
  readonly trial?: Trial;
}

const GivenAnswers = z.object({
  currency: CurrencyCode.optional(),
  openedOn: LocalDate.optional(),
});

/**
 * Suggests a mapping for an export of another system, or a spreadsheet: by the names of its columns,
 * and by what stands in a sample of its rows. What these do not tell is asked, and never guessed. A
 * mapping that leaves nothing to decide is tried on an empty log in memory.
 *
 * @throws ImportError for a file that cannot be read, or whose first row is no header
 * @throws InvalidInput for an answer that is no currency or no day
 * @throws Interrupted
 */
export const suggestMapping = async (options: SuggestOptions): Promise<MappingSuggestion> => {
  parse(GivenAnswers, options, 'what is answered about the file');
  const files: Understood[] = [];
  for (const path of options.files) {
    const sample = await fileSample(path, options.signal);
    files.push({ sample, meaning: meaningOf(sample) });
  }
  const [main] = [...files].sort((one, other) => rank(other) - rank(one));
  if (main === undefined) throw new InvalidInput('what is to be imported', [noFile]);
  const others = files.filter((file) => file !== main);
  const joins = others.flatMap((other) => joinOf(main, other) ?? []);
  const apart = others.filter(({ sample }) => joins.every((join) => join.sample !== sample));
  const mapping = mappingText(main, apart, draftOf(main.meaning, joins, options));
  const decisions = remarksIn(mapping, 'DECIDE');
  const suggestion = {
    input: main.sample.path,
    mapping,
    files: files.map(recognised),
    decisions,
    checks: remarksIn(mapping, 'Check'),
  };
  if (decisions.length > 0) return suggestion;
  return { ...suggestion, trial: await trialOf(main.sample.path, mapping, options) };
};

const noFile = { path: 'files', expected: 'expected one file at least' };

/** Deals are what other files are joined to; of several files of them, the largest. */
const rank = ({ sample, meaning }: Understood): number =>
  (meaning.kind === 'deals' ? 1e12 : 0) + sample.count;

const draftOf = (meaning: Meaning, joins: readonly Join[], answers: Answers): Draft =>
  meaning.kind === 'deals' || meaning.kind === 'unknown'
    ? dealDraft(meaning, answers, joins)
    : personDraft(meaning, answers);

const recognised = ({
  sample: { file, count, footer },
  meaning: { kind, system },
}: Understood): RecognisedFile => ({
  file,
  kind,
  ...(system === undefined ? {} : { system }),
  rows: count,
  footer,
});

const mappingText = (
  { sample, meaning }: Understood,
  apart: readonly Understood[],
  { lines, used }: Draft,
): string => {
  const { file, columns, footer, short, count } = sample;
  const { kind, system } = meaning;
  const unused = columns.filter((name) => !used.has(name));
  const what =
    kind === 'unknown' ? 'rows of which the columns do not say what they are about' : kind;
  return [
    `# ${quoted(file)}: ${count} rows, ${what}${system === undefined ? '' : `; it looks like an export of ${system}`}.`,
    '# Suggested by its columns and a sample of its rows; read it before you import by it.',
    ...(unused.length === 0 ? [] : [`# Not used: ${listed(unused, 40)}.`]),
    ...apart.map(
      (other) =>
        `# Check: ${quoted(other.sample.file)} has no key that a column of ${quoted(file)} refers to; it needs a mapping of its own.`,
    ),
    ...(footer.length === 0
      ? []
      : [
          `# Check: line${footer.length === 1 ? '' : 's'} ${footer.join(', ')} at the end ${footer.length === 1 ? 'is' : 'are'} shorter than the header, as totals and notes below a report are: the import rejects them, and stores nothing of them.`,
        ]),
    `name: ${kind === 'unknown' ? 'rows' : kind}`,
    'zone: UTC # of times without an offset: Europe/Berlin, for instance',
    ...(short === 0
      ? []
      : [
          `# Check: ${short} rows are shorter than the header, and end in empty cells.`,
          'csv: { pad: true }',
        ]),
    ...lines,
    '',
  ].join('\n');
};

const remarksIn = (mapping: string, word: 'DECIDE' | 'Check'): readonly Remark[] =>
  mapping.split('\n').flatMap((text, index) => {
    const [, remark] = new RegExp(`^\\s*# ${word}: (.*)$`).exec(text) ?? [];
    return remark === undefined ? [] : [{ line: index + 1, text: remark }];
  });
