import {
  type CodedRefusal,
  fingerprintOf,
  hasCode,
  InvalidAppend,
  InvalidInput,
  type Message,
  type Position,
  PresalesError,
  type RecordedEvent,
} from '@presales/kernel';
import type { MappingDocument } from '../mapping/mapping-document.ts';
import type { Pass, ReadableRow } from '../mapping/plan.ts';
import type { Row } from '../table/row.ts';
import { type InFlight, inFlight } from './in-flight.ts';
import type { Reject, Rejects } from './rejects.ts';
import type { Settled } from './settled.ts';
import type { ImportTarget } from './target.ts';

/** What was counted. */
export interface Tally {
  /** Rows of the input, the header not among them. */
  readonly rows: number;
  /**
   * Events that this run added to the log: those that were not there when their row was begun. Two
   * runs at once may both count an event whose command they gave in the same moment.
   */
  readonly events: number;
  /** Rows of the input and of joined files that this run wrote to the rejects. */
  readonly rejected: number;
  /** Rows that stood in the rejects file already and were not tried. */
  readonly skipped: number;
  /**
   * Rows whose key was imported before with other cells, or to other commands because a joined file
   * or the mapping has changed. The commands that were carried out then are left as they are; only
   * new ones were carried out.
   */
  readonly changed: number;
  /** The first rejects of this run, for people. */
  readonly firstRejects: readonly Reject[];
}

/** What a run works with. */
export interface RunParts {
  readonly document: MappingDocument;
  readonly target: ImportTarget;
  readonly rejects: Rejects;
  readonly settled: Settled;
  readonly rowsInFlight: number;
  /** Whether the files of rejects and settled commands name the log already. */
  readonly bound: boolean;
}

/** One run of an import. */
export interface ImportRun {
  /**
   * Plans every row of a pass and carries out its commands; resolves when all are answered.
   *
   * @throws ImportError when a command that is issued once is refused
   */
  readonly carryOut: (
    pass: Pass,
    inputName: string,
    input: AsyncIterable<readonly Row[]>,
  ) => Promise<void>;
  readonly tally: () => Tally;
}

/** How many rejects a tally holds; all are in the file. */
const shown = 5;

/** A run that has carried out nothing yet; its counts begin at zero. */
export const importRun = (parts: RunParts): ImportRun => {
  const run: Run = {
    ...parts,
    counts: { rows: 0, events: 0, rejected: 0, skipped: 0, changed: 0 },
    firstRejects: [],
  };
  return {
    carryOut: (pass, inputName, input) => carryOut(run, pass, inputName, input),
    tally: () => ({ ...run.counts, firstRejects: [...run.firstRejects] }),
  };
};

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A run under way: what it works with, and what it has counted. */
interface Run extends Omit<RunParts, 'bound'> {
  bound: boolean;
  readonly counts: Mutable<Omit<Tally, 'firstRejects'>>;
  readonly firstRejects: Reject[];
}

const carryOut = async (
  run: Run,
  pass: Pass,
  inputName: string,
  input: AsyncIterable<readonly Row[]>,
): Promise<void> => {
  const file = typeof pass.over === 'object' ? pass.over.file : inputName;
  const work = inFlight(run.rowsInFlight);
  try {
    for await (const page of pagesOf(pass, input))
      for (const row of page) await beginRow(run, pass, file, row, work);
  } finally {
    await work.idle();
  }
  work.check();
};

/** The rows that a pass goes over. */
async function* pagesOf(
  { over }: Pass,
  input: AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  if (over === 'input') yield* input;
  else if (over === 'once') yield [{ line: 0, cells: [] }];
  else yield [...over.rows.values()];
}

type Refused = (fault: Pick<Reject, 'code' | 'reason'>) => void;

/** Begins a row's commands as soon as there is room; resolves when there is room for the next row. */
const beginRow = async (
  run: Run,
  { over, path, plan }: Pass,
  file: string,
  { line, cells }: Row,
  work: InFlight,
): Promise<void> => {
  const { counts, rejects, document } = run;
  if (over === 'input') counts.rows += 1;
  if (rejects.has(file, cells)) {
    counts.skipped += 1;
    return;
  }
  const refused: Refused = ({ code, reason }) => {
    if (over === 'once') throw document.wrong([...path, 'command'], reason);
    reject(run, { file, line, code, reason, cells });
  };
  const row = plan(cells);
  if (!row.readable) return refused(row);
  const streams = [...new Set(row.commands.map(({ stream }) => stream))];
  await work.add(streams, () => handleRow(run, row, refused));
};

const reject = ({ rejects, counts, firstRejects }: Run, reject: Reject): void => {
  rejects.add(reject);
  counts.rejected += 1;
  if (firstRejects.length < shown) firstRejects.push(reject);
};

/** Carries out a row's commands in order, up to the first that is refused. */
const handleRow = async (
  run: Run,
  { commands, correlationId }: ReadableRow,
  refused: Refused,
): Promise<void> => {
  const { target, settled, counts } = run;
  let changed = false;
  const head = await target.head();
  for (const [index, command] of commands.entries()) {
    const { commandId, actor, atLatest } = command;
    const fingerprint = fingerprintOf(command);
    const known = settled.find(commandId);
    if (known !== undefined) {
      changed ||= known !== 'unknown' && known !== fingerprint && !command.shared;
      continue;
    }
    const answer = await answerOf(
      target.handle(command, { commandId, actor, correlationId, fingerprint, atLatest }),
    );
    if (answer.outcome === 'refused') {
      const { code, ...details } = answer.refusal;
      const place = commands.length > 1 ? ` (command ${index + 1} of ${commands.length})` : '';
      refused({ code, reason: `${command.type}${place}: ${code}${textOf(details)}` });
      break;
    }
    if (answer.outcome === 'emitted' && answer.events.length === 0)
      settled.add(commandId, fingerprint);
    else await bindOnce(run);
    const { added, before } = countOf(answer, correlationId, head);
    counts.events += added;
    // A command that many rows give is the first one's; where they differ is the mapping's choice.
    changed ||= before && !command.shared;
  }
  if (changed) counts.changed += 1;
};

/** How many events an answer added, and whether its command came from a row of other cells before. */
const countOf = (
  answer: Exclude<Answer, { readonly outcome: 'refused' }>,
  correlationId: string,
  head: Position,
): { readonly added: number; readonly before: boolean } => {
  if (answer.outcome === 'said-otherwise') return { added: 0, before: true };
  const ours = answer.events.filter(({ metadata }) => metadata.correlationId === correlationId);
  return {
    added: ours.filter(({ position }) => position > head).length,
    before: ours.length < answer.events.length,
  };
};

/** Once the log has an event it can be told from others, and what is remembered names it. */
const bindOnce = async (run: Run): Promise<void> => {
  if (run.bound) return;
  const log = await run.target.identity();
  // Another row may have done it while this one waited for the answer.
  if (log === undefined || run.bound) return;
  run.rejects.bind(log);
  run.settled.bind(log);
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
const answerOf = async (handled: ReturnType<ImportTarget['handle']>): Promise<Answer> => {
  try {
    return await handled;
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
