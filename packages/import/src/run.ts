import {
  type CodedRefusal,
  InvalidAppend,
  InvalidInput,
  type Message,
  PresalesError,
  type RecordedEvent,
} from '@presales/kernel';
import type { CsvRow } from './csv-file.ts';
import { inFlight } from './in-flight.ts';
import type { MappingDocument } from './mapping-document.ts';
import type { Pass, PlannedCommand } from './plan.ts';
import type { Reject, Rejects } from './rejects.ts';
import type { Settled } from './settled.ts';
import type { ImportTarget } from './target.ts';

/** What was counted. */
export interface Tally {
  /** Rows of the input, the header not among them. */
  readonly rows: number;
  /**
   * Events that this run added to the log. An event is counted when it was not there as its row was
   * begun, so that of two runs at once both may count one that they asked for in the same moment.
   */
  readonly events: number;
  /** Rows of the input and of joined files that this run wrote to the rejects. */
  readonly rejected: number;
  /** Rows that stood in the rejects file already and were not tried. */
  readonly skipped: number;
  /**
   * Rows whose key was imported before with other cells. The commands that were answered then stand
   * as they do; only what is new was asked.
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
  /** Whether the log's identity is known already to what is remembered. */
  readonly bound: boolean;
}

/** One run of an import. */
export interface ImportRun {
  /**
   * Plans every row of a pass and asks its commands; resolves when all are answered.
   *
   * @throws ImportError when a command that is issued once is refused
   */
  readonly carryOut: (
    pass: Pass,
    inputName: string,
    input: AsyncIterable<readonly CsvRow[]>,
  ) => Promise<void>;
  readonly tally: () => Tally;
}

/** Rejects that are shown; all are in the file. */
const shown = 5;

/** A run that has asked nothing yet; its counts begin at zero. */
export const importRun = (parts: RunParts): ImportRun => {
  const { document, target, rejects, settled, rowsInFlight } = parts;
  const counts = { rows: 0, events: 0, rejected: 0, skipped: 0, changed: 0 };
  const firstRejects: Reject[] = [];

  const reject = (reject: Reject): void => {
    rejects.add(reject);
    counts.rejected += 1;
    if (firstRejects.length < shown) firstRejects.push(reject);
  };

  /** Once the log has an event it can be told from others, and what is remembered names it. */
  let bound = parts.bound;
  const bindOnce = async (): Promise<void> => {
    if (bound) return;
    const log = await target.identity();
    if (log === undefined || bound) return;
    rejects.bind(log);
    settled.bind(log);
    bound = true;
  };

  /** Asks a row's commands in order, up to the first that is refused. */
  const ask = async (
    commands: readonly PlannedCommand[],
    correlationId: string,
    refused: (fault: Pick<Reject, 'code' | 'reason'>) => void,
  ): Promise<void> => {
    let changed = false;
    const head = await target.head();
    for (const [index, command] of commands.entries()) {
      const { commandId, actor } = command;
      if (settled.has(commandId)) continue;
      const answer = await answerOf(target.ask(command, { commandId, actor, correlationId }));
      if (answer.outcome === 'refused') {
        const { code, ...details } = answer.refusal;
        const place = commands.length > 1 ? ` (command ${index + 1} of ${commands.length})` : '';
        refused({ code, reason: `${command.type}${place}: ${code}${textOf(details)}` });
        break;
      }
      if (answer.events.length === 0) settled.add(commandId);
      else await bindOnce();
      for (const { position, metadata } of answer.events) {
        const ours = metadata.correlationId === correlationId;
        if (ours && position > head) counts.events += 1;
        if (!ours && !command.shared) changed = true;
      }
    }
    if (changed) counts.changed += 1;
  };

  /** The rows of a pass with the file they are of. */
  async function* pagesOf(
    { over }: Pass,
    input: AsyncIterable<readonly CsvRow[]>,
  ): AsyncGenerator<readonly CsvRow[]> {
    if (over === 'input') yield* input;
    else if (over === 'once') yield [{ line: 0, cells: [] }];
    else yield [...over.rows.values()];
  }

  const carryOut: ImportRun['carryOut'] = async (pass, inputName, input) => {
    const { over, path, plan } = pass;
    const file = typeof over === 'object' ? over.file : inputName;
    const work = inFlight(rowsInFlight);
    const begin = async ({ line, cells }: CsvRow): Promise<void> => {
      if (over === 'input') counts.rows += 1;
      if (rejects.has(file, cells)) {
        counts.skipped += 1;
        return;
      }
      const refused = ({ code, reason }: Pick<Reject, 'code' | 'reason'>): void => {
        if (over === 'once') throw document.wrong([...path, 'command'], reason);
        reject({ file, line, code, reason, cells });
      };
      const row = plan(cells);
      if (!row.readable) return refused(row);
      const streams = [...new Set(row.commands.map(({ stream }) => stream))];
      await work.add(streams, () => ask(row.commands, row.correlationId, refused));
    };
    try {
      for await (const page of pagesOf(pass, input)) for (const row of page) await begin(row);
    } finally {
      await work.idle();
    }
    work.check();
  };

  return { carryOut, tally: () => ({ ...counts, firstRejects: [...firstRejects] }) };
};

type Answer =
  | { readonly outcome: 'emitted'; readonly events: readonly RecordedEvent<Message>[] }
  | { readonly outcome: 'refused'; readonly refusal: CodedRefusal };

/**
 * The answer to a command; input that the aggregate cannot take counts as refused, because it is the
 * row's fault. A failing log is not.
 */
const answerOf = async (asked: ReturnType<ImportTarget['ask']>): Promise<Answer> => {
  try {
    return await asked;
  } catch (error) {
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
