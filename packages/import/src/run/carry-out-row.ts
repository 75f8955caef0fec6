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
import type { PlannedCommand, ReadableRow } from '../mapping/plan.ts';
import type { ImportNotes } from './import-notes.ts';
import { isRefused, type RowsUnderWay, SettledMeanwhile } from './meanwhile.ts';
import { type Refusal, refusedBefore } from './not-tried.ts';
import { saidBy } from './row-notes.ts';
import type { ImportTarget } from './target.ts';

/** What carrying out a row works with, and counts. */
export interface RowWork {
  readonly document: MappingDocument;
  readonly target: ImportTarget;
  readonly notes: ImportNotes;
  readonly underWay: RowsUnderWay;
  readonly counts: { events: number; changed: number };
  /** Is called when the log has an event of the row. */
  readonly began: () => Promise<void>;
}

/**
 * Carries out a row's commands; anew where another import settled some of them meanwhile.
 *
 * @param mark identifies the row where it must not have been refused before
 * @returns why it was refused; undefined when it was carried out
 * @throws what the target throws, except for what is the row's fault
 */
export const carryOutRow = async (
  run: RowWork,
  row: ReadableRow,
  streams: readonly string[],
  mark: string | undefined,
): Promise<Refusal | undefined> => {
  const commandIds = row.commands.map(({ commandId }) => commandId);
  for (;;) {
    try {
      return await run.underWay.during(commandIds, mark, () => handleRow(run, row, streams));
    } catch (error) {
      if (!(error instanceof SettledMeanwhile)) throw error;
      if (mark !== undefined && isRefused(run.notes.noteOf(mark))) return refusedBefore;
    }
  }
};

/**
 * Carries out a row's commands in order, up to the first that is refused. Then none takes effect,
 * unless the mapping wants those before it.
 */
const handleRow = async (
  run: RowWork,
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
  if (committed.length > 0 || answer.events.length > 0) await run.began();
  if (answer.refusal === undefined && answer.changed) counts.changed += 1;
  return answer.refusal;
};

const inUnit = async (run: RowWork, row: ReadableRow): Promise<Worked<HandledRow>> => {
  const answer = await handleCommands(run, row);
  return { answer, keep: answer.refusal === undefined || !run.document.mapping.whole };
};

interface HandledRow {
  readonly refusal?: Refusal;
  /** Those that stand in the log; what a unit of work keeps back stands nowhere yet. */
  readonly events: readonly RecordedEvent<Message>[];
  /** Whether the row said other things before, or its commands came from a row of other cells. */
  readonly changed: boolean;
}

const handleCommands = async (
  run: RowWork,
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
      // Another import may have settled it meanwhile, and gone on.
      await notes.learnMore();
      if (notes.saidBefore(commandId) !== undefined) continue;
      if (!document.mapping.whole) settle();
      return { refusal: refusalOf(commands, index, answer.refusal), changed, events };
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

const refusalOf = (
  commands: readonly PlannedCommand[],
  index: number,
  { code, ...details }: CodedRefusal,
): Refusal => {
  const place = commands.length > 1 ? ` (command ${index + 1} of ${commands.length})` : '';
  return { code, reason: `${commands[index]?.type}${place}: ${code}${textOf(details)}` };
};

/** Whether a command came from a row of other cells before. */
const wasOthers = (
  answer: Exclude<Answer, { readonly outcome: 'refused' }>,
  correlationId: string,
): boolean =>
  answer.outcome === 'said-otherwise' ||
  answer.events.some(({ metadata }) => metadata.correlationId !== correlationId);

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
