import type { MappingDocument } from '../mapping/mapping-document.ts';
import type { InputPass, Pass } from '../mapping/plan.ts';
import { type Row, rowHash } from '../table/row.ts';
import type { StagedRow } from '../table/staging.ts';
import { boundedReject } from './bounded-reject.ts';
import { carryOutRow } from './carry-out-row.ts';
import type { ImportNotes } from './import-notes.ts';
import type { ImportedRows } from './imported-rows.ts';
import { type InFlight, inFlight } from './in-flight.ts';
import { isRefused, type RowsUnderWay, rowsUnderWay } from './meanwhile.ts';
import { type Refusal, refusedBefore, whyNotTried } from './not-tried.ts';
import { type Rejection, withReject } from './rejections.ts';
import type { Reject, Rejects } from './rejects.ts';
import type { RowNote } from './row-notes.ts';
import { noTally, type Tally } from './tally.ts';
import type { BeforeStoring, ImportTarget } from './target.ts';
import { type UncoveredCounts, uncoveredCounts } from './uncovered.ts';

/** What a run works with. */
export interface RunParts {
  readonly document: MappingDocument;
  readonly target: ImportTarget;
  /** The rejects of each file, by its name. */
  readonly rejects: ReadonlyMap<string, Rejects>;
  readonly notes: ImportNotes;
  readonly imported: ImportedRows;
  readonly rowsInFlight: number;
  /** Is told every row that is rejected, once it is written down. */
  readonly onReject: (reject: Reject) => void;
  /** Whether the files that remember name the log already. */
  readonly bound: boolean;
}

/** One run of an import. */
export interface ImportRun {
  /**
   * Carries out what goes before the rows.
   *
   * @throws ImportError when a command that is issued once is refused
   */
  readonly setUp: (pass: Pass) => Promise<void>;
  /** Plans every row of the input and carries out its commands; resolves when all are answered. */
  readonly rows: (
    pass: InputPass,
    input: string,
    pages: Iterable<readonly StagedRow[]> | AsyncIterable<readonly StagedRow[]>,
  ) => Promise<void>;
  /** What is remembered names the log, which may have its first event by a note. */
  readonly bind: () => Promise<void>;
  /** Goes before events are stored. @throws SettledMeanwhile */
  readonly beforeStoring: BeforeStoring;
  readonly tally: () => Tally;
}

/** A run that has carried out nothing yet; its counts begin at zero. */
export const importRun = (parts: RunParts): ImportRun => {
  const run: Run = {
    ...parts,
    counts: { ...noTally },
    uncovered: uncoveredCounts(),
    rejections: [],
    underWay: rowsUnderWay(parts.notes),
  };
  return {
    setUp: (pass) => setUp(run, pass),
    rows: (pass, input, pages) => inputRows(run, pass, input, pages),
    bind: () => bindOnce(run),
    beforeStoring: run.underWay.beforeStoring,
    tally: () => ({
      ...run.counts,
      uncovered: run.uncovered.list(),
      rejections: run.rejections,
    }),
  };
};

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A run under way: what it works with, and what it has counted. */
interface Run extends Omit<RunParts, 'bound'> {
  bound: boolean;
  readonly counts: Mutable<Omit<Tally, 'rejections' | 'uncovered'>>;
  readonly uncovered: UncoveredCounts;
  rejections: readonly Rejection[];
  readonly underWay: RowsUnderWay;
}

const setUp = (run: Run, pass: Pass): Promise<void> =>
  underWay(run, async (work) => {
    const { over, path } = pass;
    if (over === 'once') {
      await beginRow(run, pass, [], work, ({ reason }) => {
        throw run.document.wrong([...path, 'command'], reason);
      });
      return;
    }
    if (over === 'input') return;
    const number = pass.numbering();
    for (const row of over.rows.values()) {
      const cells = number(row.cells);
      const hash = rowHash(row.cells);
      if (run.rejects.get(over.file)?.has(hash)) run.counts.skipped += 1;
      else await beginRow(run, pass, cells, work, rejected(run, over.file, { ...row, hash }));
    }
  });

const inputRows = (
  run: Run,
  pass: InputPass,
  input: string,
  pages: Iterable<readonly StagedRow[]> | AsyncIterable<readonly StagedRow[]>,
): Promise<void> =>
  underWay(run, async (work) => {
    const number = pass.numbering();
    for await (const page of pages)
      for (const row of page) {
        // A row that stands there twice is one row.
        const cells = row.key === 'duplicate' ? row.cells : number(row.cells);
        if (row.key !== 'duplicate') run.uncovered.add(pass.uncovered(cells));
        await beginInputRow(run, pass, input, row, cells, work);
      }
  });

/** Does work of which pieces go on at the same time; resolves when all of it is done. */
const underWay = async (
  { rowsInFlight }: Run,
  begin: (work: InFlight) => Promise<void>,
): Promise<void> => {
  const work = inFlight(rowsInFlight);
  try {
    await begin(work);
  } finally {
    await work.idle();
  }
  work.check();
};

/** Rejects a row, and says whether it was written down: a file of rejects has bounds. */
type Refused = (fault: Refusal) => boolean;

const rejected =
  (
    run: Run,
    file: string,
    { line, cells, hash, corrects = hash }: Row & { readonly hash: string },
  ): Refused =>
  ({ code, reason }) => {
    const reject = { file, line, code, reason, cells };
    const listed = run.rejects.get(file)?.add(reject, corrects) === true;
    run.counts.rejected += 1;
    if (!listed) run.counts.unlisted += 1;
    const { cells: shown, reason: why } = boundedReject(cells, reason);
    run.rejections = withReject(run.rejections, { ...reject, cells: shown, reason: why });
    run.onReject(reject);
    return listed;
  };

/** A row of the input, its cells numbered: passed over, rejected for what is known of it, or begun. */
const beginInputRow = async (
  run: Run,
  pass: InputPass,
  input: string,
  row: StagedRow,
  cells: readonly string[],
  work: InFlight,
): Promise<void> => {
  const { counts, rejects, notes } = run;
  const mark = row.corrects ?? row.hash;
  const noted = notes.noteOf(mark);
  counts.rows += 1;
  if (row.corrects === undefined && rejects.get(input)?.has(row.hash)) counts.skipped += 1;
  else if (row.known || (row.corrects === undefined && noted === 'corrected')) counts.known += 1;
  else if (row.key === 'duplicate') counts.duplicates += 1;
  else {
    const refused = rejected(run, input, row);
    const fault = whyNotTried(pass, row, noted, rejects.get(input)?.whole === true);
    if (fault === undefined)
      await beginRow(run, pass, cells, work, refused, {
        ...(isRefused(noted) || row.corrects !== undefined ? {} : { mark }),
        refused: (streams, listed) => notes.note(listed ? 'refused' : 'unlisted', mark, streams),
        done: () => imported(run, row, noted),
      });
    else if (refused(fault) && fault === refusedBefore && noted === 'unlisted')
      notes.note('refused', mark);
  }
};

/** Notes that a row was imported whole, and what it puts right. */
const imported = async (
  { notes, imported }: Run,
  { hash, corrects }: StagedRow,
  noted: RowNote | undefined,
): Promise<void> => {
  await imported.add(hash);
  if (corrects !== undefined && corrects !== hash) {
    await imported.add(corrects);
    if (noted !== 'corrected') notes.note('corrected', corrects);
  } else if (isRefused(noted)) notes.note('accepted', hash);
};

/** What follows from a row's commands. */
interface Outcomes {
  /** Identifies the row where it must not have been refused before. */
  readonly mark?: string;
  /** An aggregate refused it; the streams are those of its commands. */
  readonly refused: (streams: readonly string[], listed: boolean) => void;
  /** It was carried out whole. */
  readonly done: () => Promise<void>;
}

/** Begins a row's commands as soon as there is room; resolves when there is room for the next row. */
const beginRow = async (
  run: Run,
  { plan }: Pass,
  cells: readonly string[],
  work: InFlight,
  refused: Refused,
  outcomes?: Outcomes,
): Promise<void> => {
  const row = plan(cells);
  if (!row.readable) {
    refused(row);
    return;
  }
  const streams = [...new Set(row.commands.map(({ stream }) => stream))];
  await work.add(streams, async () => {
    const began = () => bindOnce(run);
    const refusal = await carryOutRow({ ...run, began }, row, streams, outcomes?.mark);
    if (refusal === undefined) await outcomes?.done();
    else {
      const listed = refused(refusal);
      outcomes?.refused(streams, listed);
    }
    await run.notes.saveMuch();
  });
};

/** Once the log has an event it can be told from others, and what is remembered names it. */
const bindOnce = async (run: Run): Promise<void> => {
  if (run.bound) return;
  const log = await run.target.identity();
  // Another row may have done it while this one waited for the answer.
  if (log === undefined || run.bound) return;
  for (const file of [...run.rejects.values(), run.imported]) file.bind(log);
  run.bound = true;
};
