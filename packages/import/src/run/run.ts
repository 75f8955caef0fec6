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
import type { ImportedRows } from './imported-rows.ts';
import { type InFlight, inFlight } from './in-flight.ts';
import { type Rejection, withReject } from './rejections.ts';
import type { Reject, Rejects } from './rejects.ts';
import type { Settled } from './settled.ts';
import { noTally, type Tally } from './tally.ts';
import type { ImportTarget } from './target.ts';
import { type UncoveredCounts, uncoveredCounts } from './uncovered.ts';

/** What a run works with. */
export interface RunParts {
  readonly document: MappingDocument;
  readonly target: ImportTarget;
  /** The rejects of each file, by its name. */
  readonly rejects: ReadonlyMap<string, Rejects>;
  readonly settled: Settled;
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

type Refused = (fault: Pick<Reject, 'code' | 'reason'>) => void;

const rejected =
  (
    run: Run,
    file: string,
    { line, cells, hash, corrects = hash }: Row & { readonly hash: string },
  ): Refused =>
  ({ code, reason }) => {
    const reject = { file, line, code, reason, cells };
    run.rejects.get(file)?.add(reject, corrects);
    run.counts.rejected += 1;
    run.rejections = withReject(run.rejections, reject);
    run.onReject(reject);
  };

/** A row of the input, its cells numbered: passed over, rejected for its key, or begun. */
const beginInputRow = async (
  run: Run,
  pass: InputPass,
  input: string,
  row: StagedRow,
  cells: readonly string[],
  work: InFlight,
): Promise<void> => {
  const { counts, rejects, imported } = run;
  counts.rows += 1;
  if (row.corrects === undefined && rejects.get(input)?.has(row.hash)) counts.skipped += 1;
  else if (row.known) counts.known += 1;
  else if (row.key === 'duplicate') counts.duplicates += 1;
  else {
    const refused = rejected(run, input, row);
    const fault = keyFault(pass, row);
    if (fault === undefined)
      await beginRow(run, pass, cells, work, refused, async () => {
        await imported.add(row.hash);
        if (row.corrects !== undefined) await imported.add(row.corrects);
      });
    else refused(fault);
  }
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

/** Begins a row's commands as soon as there is room; resolves when there is room for the next row. */
const beginRow = async (
  run: Run,
  { plan }: Pass,
  cells: readonly string[],
  work: InFlight,
  refused: Refused,
  done: () => Promise<void> = nothing,
): Promise<void> => {
  const row = plan(cells);
  if (!row.readable) return refused(row);
  const streams = [...new Set(row.commands.map(({ stream }) => stream))];
  await work.add(streams, async () => {
    const refusal = await handleRow(run, row, streams);
    if (refusal === undefined) await done();
    else refused(refusal);
  });
};

const nothing = async (): Promise<void> => undefined;

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
  const { target, settled, document } = run;
  let changed = false;
  const events: RecordedEvent<Message>[] = [];
  const settling: (() => void)[] = [];
  // Before anything of the row is stored: what changed nothing now might change something later.
  const settle = (): void => {
    for (const each of settling) each();
  };
  for (const [index, command] of commands.entries()) {
    const { commandId, actor, atLatest } = command;
    const fingerprint = fingerprintOf(command);
    const known = settled.find(commandId);
    if (known !== undefined) {
      changed ||= known !== 'unknown' && known !== fingerprint && !command.shared;
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
      settling.push(() => settled.add(commandId, fingerprint));
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
  for (const file of [...run.rejects.values(), run.settled, run.imported]) file.bind(log);
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
