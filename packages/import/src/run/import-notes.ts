import { marksAtOnce } from '@presales/domain/import-record';
import type { Revision } from '@presales/kernel';
import { type NotedRows, notedRows } from './noted-rows.ts';
import { commandMark, type RowNote, type RowNotes, rowNotes } from './row-notes.ts';
import { sharedQuestion } from './shared-question.ts';
import type { NotedAt } from './target.ts';

/**
 * What the log itself knows of rows that left no event. A command that changed nothing, because it was
 * already so, and a row that was refused could change something when they are carried out again after
 * later rows: a deal that stood at a step already would be moved back to it. So they are noted in the
 * log, in the import's own record.
 *
 * Notes are collected, and stored in batches: at the latest before an event is stored in a stream that
 * one of them is about. What they say was so until then can thus be told from what came later,
 * wherever the process is killed.
 */
export interface ImportNotes extends Pick<NotedRows, 'saidBefore' | 'noteOf'> {
  /** Notes a command of a stream that changed nothing, and what it said. */
  readonly settle: (stream: string, commandId: string, fingerprint: string) => void;
  /** Notes what became of a row; streams whose events could change that. */
  readonly note: (kind: RowNote, row: string, streams?: readonly string[]) => void;
  /**
   * Resolves when all that was noted about a stream is stored, and all is known that others have noted
   * by now: an import on another machine may bring the same rows.
   */
  readonly before: (stream: string) => Promise<void>;
  /** Resolves when all is known that others have noted by now. */
  readonly learnMore: () => Promise<void>;
  /** Stores what was collected, when there is much of it. */
  readonly saveMuch: () => Promise<void>;
  /** Stores all that was collected. */
  readonly save: () => Promise<void>;
  readonly close: () => void;
}

/** Where notes come from and go to. */
export interface NotesPlace {
  /** What the log holds, from a revision of the import's record on. */
  readonly noted: (from: Revision) => AsyncIterable<NotedAt>;
  /** Commands that a file beside the log notes, as earlier versions of the program did. */
  readonly beside: AsyncIterable<RowNotes>;
  /** Stores notes in the log. */
  readonly store: (notes: RowNotes) => Promise<void>;
}

/** So many notes are stored at once where nothing else asks for it. */
const much = 500;

/** Notes that are stored together, and the streams that they are about. */
interface Batch {
  readonly notes: { readonly [Kind in keyof RowNotes]: RowNotes[Kind][number][] };
  readonly streams: Set<string>;
  count: number;
  stored: boolean;
}

const emptyBatch = (): Batch => ({
  notes: { settled: [], refused: [], unlisted: [], accepted: [], corrected: [] },
  streams: new Set(),
  count: 0,
  stored: false,
});

/**
 * The notes of an import, read from the log.
 *
 * @throws EventLogError, UndecodableEvent when they cannot be read; what reading the file throws
 */
export const importNotes = async ({ noted, beside, store }: NotesPlace): Promise<ImportNotes> => {
  const known = notedRows();
  let batch = emptyBatch();
  let writing: { readonly batch: Batch; readonly done: Promise<void> } | undefined;
  /** What could not be stored is about streams that must not grow any more. */
  let failed: { readonly error: unknown } | undefined;

  const collect = (notes: Partial<RowNotes>, streams: readonly string[]): void => {
    known.add(notes);
    for (const kind of ['settled', ...rowNotes] as const)
      for (const mark of notes[kind] ?? []) {
        batch.notes[kind].push(mark);
        batch.count += 1;
      }
    for (const stream of streams) batch.streams.add(stream);
  };

  const write = async (taken: Batch): Promise<void> => {
    try {
      for (const part of partsOf(taken.notes)) await store(part);
      taken.stored = true;
    } catch (error) {
      failed = { error };
      throw error;
    } finally {
      writing = undefined;
    }
  };

  /** One batch after the other; what is noted while one is written goes into the next. */
  const save = async (): Promise<void> => {
    const wanted = batch;
    while (writing !== undefined && !wanted.stored) await writing.done;
    if (failed !== undefined) throw failed.error;
    if (wanted.stored || wanted.count === 0) return;
    batch = emptyBatch();
    writing = { batch: wanted, done: write(wanted) };
    await writing.done;
  };

  let next: Revision = 0n;
  const learn = async (): Promise<void> => {
    for await (const { revision, notes } of noted(next)) {
      known.add(notes);
      next = revision + 1n;
    }
  };
  const learnMore = sharedQuestion(learn);

  try {
    await learn();
    for await (const notes of beside) {
      const settled = notes.settled.filter((mark) => !known.hasCommand(mark));
      collect({ settled }, []);
      if (batch.count >= much) await save();
    }
    await save();
  } catch (error) {
    known.close();
    throw error;
  }
  return {
    saidBefore: known.saidBefore,
    noteOf: known.noteOf,
    settle: (stream, commandId, fingerprint) =>
      collect({ settled: [commandMark(commandId, fingerprint)] }, [stream]),
    note: (kind, row, streams = []) => collect({ [kind]: [row] }, streams),
    before: async (stream) => {
      if (failed !== undefined) throw failed.error;
      if (batch.streams.has(stream)) await save();
      else if (writing?.batch.streams.has(stream)) await writing.done;
      await learnMore();
    },
    learnMore,
    saveMuch: async () => {
      if (batch.count >= much) await save();
    },
    save,
    close: known.close,
  };
};

/** Notes in parts that one event each can hold. */
function* partsOf(notes: Batch['notes']): Generator<RowNotes> {
  const longest = Math.max(...Object.values(notes).map(({ length }) => length));
  const part = <Mark>(marks: readonly Mark[], from: number) =>
    marks.slice(from, from + marksAtOnce);
  for (let from = 0; from < longest; from += marksAtOnce)
    yield {
      settled: part(notes.settled, from),
      refused: part(notes.refused, from),
      unlisted: part(notes.unlisted, from),
      accepted: part(notes.accepted, from),
      corrected: part(notes.corrected, from),
    };
}
