import type { Draft } from './draft.ts';
import type { Meaning } from './meaning.ts';
import { outcomeOf } from './outcome-words.ts';
import { type Flow, listed, quoted } from './yaml-text.ts';

/** When a row is about a deal that was won, or lost; undefined where no row says so. */
export interface Outcomes {
  readonly won?: OutcomeRows;
  readonly lost?: OutcomeRows;
}

/** The rows of one outcome. */
export interface OutcomeRows {
  /** The condition that holds for them. */
  readonly when: Flow;
  /** Which of the sample's rows they are. */
  readonly rows: readonly number[];
}

/** Which rows are won and lost: by a status, by stages that are outcomes, or by their own dates. */
export const outcomesOf = (draft: Draft, meaning: Meaning): Outcomes => {
  const { column, distinct } = meaning;
  const told = [column('status'), column('stage')].find(
    (name) => name !== undefined && distinct(name).some(isEnd),
  );
  const rowsWhere = (name: string, holds: (cell: string) => boolean) =>
    meaning.cells(name).flatMap((cell, row) => (holds(cell) ? [row] : []));
  const present = (name: string | undefined): OutcomeRows | undefined =>
    name === undefined || distinct(name).length === 0
      ? undefined
      : { when: { column: name, present: true }, rows: rowsWhere(name, (cell) => cell !== '') };
  const words = told === undefined ? [] : distinct(told);
  /** What no condition compares, because it is no outcome: it is not to be told as unknown. */
  const ignore = words.filter((word) =>
    told === stageColumn(meaning) ? !isEnd(word) : outcomeOf(word) === 'open',
  );
  const by = (outcome: 'won' | 'lost'): OutcomeRows | undefined => {
    const named = words.filter((word) => outcomeOf(word) === outcome);
    const [only] = named;
    if (told === undefined || only === undefined) return undefined;
    draft.used.add(told);
    return {
      when: {
        column: told,
        ...(named.length === 1 ? { equals: only } : { oneOf: named }),
        ignore: ignore.length === 0 ? undefined : ignore,
      },
      rows: rowsWhere(told, (cell) => outcomeOf(cell) === outcome),
    };
  };
  const won = by('won') ?? present(column('won'));
  const lost = by('lost') ?? present(column('lost')) ?? present(column('lossReason'));
  if (told !== undefined && told !== stageColumn(meaning)) {
    const silent = words.filter((word) => outcomeOf(word) === undefined);
    if (silent.length > 0)
      draft.check(`deals whose ${quoted(told)} is ${listed(silent)} stay open.`);
  }
  if (won === undefined && lost === undefined)
    draft.check('no column says that a deal was won or lost; all of them stay open.');
  return {
    ...(won === undefined ? {} : { won }),
    ...(lost === undefined ? {} : { lost }),
  };
};

const isEnd = (word: string): boolean => ['won', 'lost'].includes(outcomeOf(word) ?? '');

/** Words that say no more than that a deal is open. */
const isOutcome = (word: string): boolean => outcomeOf(word) !== undefined;

/** The column of stages; a status that says more than outcomes serves where there is none. */
export const stageColumn = (meaning: Meaning): string | undefined => {
  const stage = meaning.column('stage');
  if (stage !== undefined && meaning.distinct(stage).length > 0) return stage;
  const status = meaning.column('status');
  return status !== undefined && meaning.distinct(status).some((word) => !isOutcome(word))
    ? status
    : undefined;
};

/** The stages of a file's deals that are steps, and not what became of them. */
export const stagesOf = (meaning: Meaning): readonly string[] => {
  const name = stageColumn(meaning);
  return name === undefined ? [] : meaning.distinct(name).filter((stage) => !isEnd(stage));
};
