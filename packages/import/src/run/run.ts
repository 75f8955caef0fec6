import {
  type CodedRefusal,
  type CommandContext,
  fingerprintOf,
  hasCode,
  InvalidAppend,
  InvalidInput,
  type Message,
  PresalesError,
  type RecordedEvent,
} from '@presales/kernel';
import type { Worked } from '@presales/runtime';
import type { MappingDocument } from '../mapping/mapping-document.ts';
import type { InputPass, Pass, PlannedCommand, ReadableRow } from '../mapping/plan.ts';
import { type Row, rowHash } from '../table/row.ts';
import type { StagedRow } from '../table/staging.ts';
import { boundedReject } from './bounded-reject.ts';
import type { ImportNotes } from './import-notes.ts';
import type { ImportedRows } from './imported-rows.ts';
import { type InFlight, inFlight } from './in-flight.ts';
import { type Rejection, withReject } from './rejections.ts';
import type { Reject, Rejects } from './rejects.ts';
import { type RowNote, saidBy } from './row-notes.ts';
import { noTally, type Tally } from './tally.ts';
import type { ImportTarget } from './target.ts';
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
  readonly tally: () => Tally;
}

/** A run that has carried out nothing yet; its counts begin at zero. */
export const importRun = (parts: RunParts): ImportRun => {
  const run: Run = {
    ...parts,
    counts: { ...noTally },
    uncovered: uncoveredCounts(),
    rejections: [],
  };
  return {
    setUp: (pass) => setUp(run, pass),
    rows: (pass, input, pages) => inputRows(run, pass, input, pages),
    bind: () => bindOnce(run),
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
type Refused = (fault: Pick<Reject, 'code' | 'reason'>) => boolean;

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
    const before = refusedBefore(run, input, row, noted);
    const fault = cutFault(row) ?? keyFault(pass, row) ?? before;
    if (fault === undefined)
      await beginRow(run, pass, cells, work, refused, {
        refused: (streams, listed) => notes.note(listed ? 'refused' : 'unlisted', mark, streams),
        done: () => imported(run, row, noted),
      });
    else if (refused(fault) && fault === before && noted === 'unlisted')
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
  } else if (noted === 'refused' || noted === 'unlisted') notes.note('accepted', hash);
};

/** Of a row that was cut when it was written to the rejects nobody knows what it said. */
const cutFault = ({ cut }: StagedRow): Refusal | undefined =>
  cut
    ? {
        code: 'import/cut',
        reason:
          'its cells were too long for the rejects file, and are not all there: correct it in the file that it came from',
      }
    : undefined;

/**
 * Why a row that was refused in an earlier run is not tried: rows after it may have been imported since.
 * Whoever imports it as a rejected row wants it tried, and whoever takes it out of the rejects.
 */
const refusedBefore = (
  { rejects }: Run,
  input: string,
  { corrects }: StagedRow,
  noted: RowNote | undefined,
): Refusal | undefined => {
  const takenOut = noted === 'refused' && rejects.get(input)?.whole === true;
  const refused = noted === 'refused' || noted === 'unlisted';
  return !refused || takenOut || corrects !== undefined
    ? undefined
    : {
        code: 'import/refused-before',
        reason:
          'was refused in an earlier run, and rows after it may have been imported since: to have it tried again, import the rejects file, or delete its line there',
      };
};

/** Why a row cannot be told from others by its key. */
const keyFault = (
  { keys }: InputPass,
  { key }: StagedRow,
): Pick<Reject, 'code' | 'reason'> | undefined => {
  if (key === undefined || key === 'duplicate') return undefined;
  const name = `the key (${keys.join(', ')})`;
  if (key === 'none') return { code: 'import/no-key', reason: `${name} is empty` };
  const lines = key.length === 1 ? `line ${key[0]}` : `lines ${key.join(', ')}`;
  return {
    code: 'import/key-repeated',
    reason: `${name} stands in ${lines} too, with other cells`,
  };
};

/** What follows from a row's commands. */
interface Outcomes {
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
    const refusal = await handleRow(run, row, streams);
    if (refusal === undefined) await outcomes?.done();
    else {
      const listed = refused(refusal);
      outcomes?.refused(streams, listed);
    }
    await run.notes.saveMuch();
  });
};

/**
 * Carries out a row's commands in order, up to the first that is refused. Then none takes effect,
 * unless the mapping wants those before it.
 */
const handleRow = async (
  run: Run,
  row: ReadableRow,
  streams: readonly string[],
): Promise<Refusal | undefined> => {
  const { target, counts } = run;
  if (row.commands.length === 0) return undefined;
  const head = await target.head();
  // One command takes effect as a whole by itself.
  const { answer, committed } =
    row.commands.length === 1
      ? { answer: await handleCommands(run, row), committed: [] }
      : await target.within(streams, () => inUnit(run, row));
  for (const { position } of answer.events) if (position > head) counts.events += 1;
  for (const { events, position } of committed) if (position > head) counts.events += events;
  if (committed.length > 0 || answer.events.length > 0) await bindOnce(run);
  if (answer.refusal === undefined && answer.changed) counts.changed += 1;
  return answer.refusal;
};

const inUnit = async (run: Run, row: ReadableRow): Promise<Worked<HandledRow>> => {
  const answer = await handleCommands(run, row);
  return { answer, keep: answer.refusal === undefined || !run.document.mapping.whole };
};

type Refusal = Pick<Reject, 'code' | 'reason'>;

interface HandledRow {
  readonly refusal?: Refusal;
  /** Those that stand in the log; what a unit of work keeps back stands nowhere yet. */
  readonly events: readonly RecordedEvent<Message>[];
  /** Whether the row said other things before, or its commands came from a row of other cells. */
  readonly changed: boolean;
}

const handleCommands = async (
  run: Run,
  { commands, correlationId }: ReadableRow,
): Promise<HandledRow> => {
  const { target, notes, document } = run;
  let changed = false;
  const events: RecordedEvent<Message>[] = [];
  const settling: (() => void)[] = [];
  // Before more of its streams is stored: what changed nothing now might change something later.
  const settle = (): void => {
    for (const each of settling) each();
  };
  for (const [index, command] of commands.entries()) {
    const { commandId, actor, atLatest } = command;
    const fingerprint = fingerprintOf(command);
    const said = notes.saidBefore(commandId);
    if (said !== undefined) {
      changed ||= said !== '' && said !== saidBy(fingerprint) && !command.shared;
      continue;
    }
    const context = { commandId, actor, correlationId, fingerprint, atLatest };
    const answer = await answerOf(target, command, context);
    if (answer.outcome === 'refused') {
      const { code, ...details } = answer.refusal;
      const place = commands.length > 1 ? ` (command ${index + 1} of ${commands.length})` : '';
      if (!document.mapping.whole) settle();
      return {
        refusal: { code, reason: `${command.type}${place}: ${code}${textOf(details)}` },
        changed,
        events,
      };
    }
    if (answer.outcome === 'emitted') events.push(...answer.events);
    if (answer.outcome === 'emitted' && answer.events.length === 0)
      settling.push(() => notes.settle(command.stream, commandId, fingerprint));
    // A command that many rows give is the first one's; where they differ is the mapping's choice.
    changed ||= !command.shared && wasOthers(answer, correlationId);
  }
  settle();
  return { changed, events };
};

/** Whether a command came from a row of other cells before. */
const wasOthers = (
  answer: Exclude<Answer, { readonly outcome: 'refused' }>,
  correlationId: string,
): boolean =>
  answer.outcome === 'said-otherwise' ||
  answer.events.some(({ metadata }) => metadata.correlationId !== correlationId);

/** Once the log has an event it can be told from others, and what is remembered names it. */
const bindOnce = async (run: Run): Promise<void> => {
  if (run.bound) return;
  const log = await run.target.identity();
  // Another row may have done it while this one waited for the answer.
  if (log === undefined || run.bound) return;
  for (const file of [...run.rejects.values(), run.imported]) file.bind(log);
  run.bound = true;
};

type Answer =
  | { readonly outcome: 'emitted'; readonly events: readonly RecordedEvent<Message>[] }
  | { readonly outcome: 'refused'; readonly refusal: CodedRefusal }
  /** The command was carried out before, with other data: the row, its file or the mapping changed. */
  | { readonly outcome: 'said-otherwise' };

/**
 * The answer to a command; input that the aggregate cannot take counts as refused, because it is the
 * row's fault. A failing log is not.
 */
const answerOf = async (
  target: ImportTarget,
  command: PlannedCommand,
  context: CommandContext,
): Promise<Answer> => {
  try {
    return await target.handle(command, context);
  } catch (error) {
    if (hasCode(error, 'handle/command-id-reused')) return { outcome: 'said-otherwise' };
    const rowsFault =
      error instanceof InvalidInput ||
      error instanceof InvalidAppend ||
      (error instanceof PresalesError && error.code.startsWith('money/'));
    if (!rowsFault) throw error;
    return { outcome: 'refused', refusal: { code: error.code, ...reasonOf(error) } };
  }
};

const reasonOf = ({ message }: Error): { readonly message: string } => ({ message });

const textOf = (details: object): string => {
  const parts = Object.entries(details).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};
