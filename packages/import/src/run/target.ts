import type { AggregateName } from '@presales/domain';
import { importRecord } from '@presales/domain/import-record';
import {
  type CodedRefusal,
  type CommandContext,
  type CommandMessage,
  categoryOf,
  derivedId,
  type EventLog,
  type Handled,
  type Message,
  type Revision,
  type StoredEvent,
  streamName,
} from '@presales/kernel';
import type { Presales, RunCommand, UnitsOfWork } from '@presales/runtime';
import { ImportError } from '../import-error.ts';
import { type RowNotes, recordOf } from './row-notes.ts';
import { sharedQuestion } from './shared-question.ts';

/** A command of an import, and the aggregate that takes it. */
export interface ImportCommand {
  readonly aggregate: AggregateName;
  readonly type: string;
  /** Fits the schema of the command's type: the import has parsed it. */
  readonly data: object;
}

/** Where an import's commands go. */
export interface ImportTarget extends Pick<UnitsOfWork, 'head' | 'within'> {
  /** Carries out a command: its events are stored with the unit it belongs to, or it is refused. */
  readonly handle: (
    command: ImportCommand,
    context: CommandContext,
  ) => Promise<Handled<Message, CodedRefusal>>;
  /**
   * Which log it is, wherever it is kept: a UUID that follows from its first event. Undefined while
   * the log is empty.
   */
  readonly identity: () => Promise<string | undefined>;
  /** The last event of the log; undefined while it is empty. */
  readonly last: () => Promise<Landmark | undefined>;
  /** Whether the log holds an event at its place. */
  readonly holds: (landmark: Landmark) => Promise<boolean>;
  /**
   * Where the log notes rows that left no event. Without it an import knows them again only from files
   * that earlier versions of the program left, so it is left out by targets that store nothing.
   */
  readonly record?: ImportRecordPlace;
}

/** Where a log notes rows that left no event. */
export interface ImportRecordPlace {
  /**
   * What the log notes of the rows of a mapping, from the oldest on; or from a revision of its record on.
   *
   * @throws EventLogError, UndecodableEvent
   */
  readonly noted: (mapping: string, from?: Revision) => AsyncIterable<NotedAt>;
  /**
   * Stores notes of the rows of a mapping.
   *
   * @throws RetriesExhausted, EventLogError; ImportError `import/other-import` when the record of that
   *   name is another mapping's
   */
  readonly note: (mapping: string, notes: RowNotes) => Promise<void>;
  /**
   * From now on calls this with a stream and the ids of commands before their events are stored in it, and
   * waits for it; where it fails, they are not stored.
   */
  readonly beforeStoring: (before: BeforeStoring) => void;
}

/** What goes before the storing of events of commands in a stream. */
export type BeforeStoring = (stream: string, commandIds: readonly string[]) => Promise<void>;

/** Notes, and where they stand in the record of their import. */
export interface NotedAt {
  readonly revision: Revision;
  readonly notes: RowNotes;
}

/** An event by which a stretch of a log is known again: what holds it, holds all before it. */
export type Landmark = Pick<StoredEvent, 'stream' | 'revision' | 'id'>;

/** The aggregates of an open log. */
export const presalesTarget = (presales: Pick<Presales, 'log' | 'unitsOfWork'>): ImportTarget => {
  let before: BeforeStoring = async () => undefined;
  const work = presales.unitsOfWork({
    before: async (stream, events) => {
      // Notes are no rows: nothing goes before them.
      if (categoryOf(stream) === importRecord.category) return;
      await before(
        stream,
        events.map(({ metadata }) => metadata.commandId),
      );
    },
  });
  const beforeStoring: ImportRecordPlace['beforeStoring'] = (next) => {
    before = next;
  };
  return {
    ...targetOf(presales.log, work),
    record: { ...recordIn(presales.log, work), beforeStoring },
  };
};

/**
 * The aggregates of an open log, tried out in memory: everything is decided and looked up as in a
 * real import, and nothing is stored.
 *
 * @throws EventLogError when the log cannot be read
 */
export const rehearsalTarget = async (
  presales: Pick<Presales, 'log' | 'rehearsal'>,
): Promise<ImportTarget> => {
  const work = await presales.rehearsal();
  return {
    ...targetOf(presales.log, work),
    // Nothing is stored, so nothing goes before it.
    record: { ...recordIn(presales.log, work), beforeStoring: () => undefined },
  };
};

const targetOf = (log: EventLog, { commands, head, within }: UnitsOfWork): ImportTarget => ({
  handle: ({ aggregate, type, data }, context) => {
    // The import parsed the command against the schema of this aggregate, whose function this is.
    const run = commands[aggregate] as unknown as RunAny;
    return run({ type, data }, context);
  },
  within,
  head: sharedQuestion(head),
  identity: () => identityOf(log),
  last: () => lastOf(log),
  holds: async ({ stream, revision, id }) => {
    for await (const page of log.readStream(stream, { from: revision, limit: 1 }))
      for (const event of page) return event.id === id;
    return false;
  },
});

const recordIn = (
  log: EventLog,
  { commands }: UnitsOfWork,
): Omit<ImportRecordPlace, 'beforeStoring'> => ({
  noted: async function* (mapping, from = 0n) {
    const stream = streamName(importRecord.category, recordOf(mapping).importRecordId);
    for await (const page of log.readStream(stream, { from }))
      for (const event of page)
        yield { revision: event.revision, notes: importRecord.codec.decode(event).data };
  },
  note: async (mapping, { settled, refused, unlisted, accepted, corrected }) => {
    const rows = {
      settled: [...settled],
      refused: [...refused],
      unlisted: [...unlisted],
      accepted: [...accepted],
      corrected: [...corrected],
    };
    const answer = await commands.importRecord(
      { type: 'NoteImportedRows', data: { ...recordOf(mapping), ...rows } },
      { actor: `import:${mapping}` },
    );
    if (answer.outcome === 'emitted') return;
    throw new ImportError(
      'import/other-import',
      { file: `the log's record of ${mapping}` },
      `is that of an import by the name of ${answer.refusal.importName}; give the mapping another name`,
    );
  },
});

type RunAny = RunCommand<CommandMessage, unknown, Message, CodedRefusal>;

const identityOf = async (log: EventLog): Promise<string | undefined> => {
  for await (const { events } of log.readAll({ limit: 1 }))
    for (const { id, recordedAt } of events) return derivedId('log', id, recordedAt);
  return undefined;
};

const lastOf = async (log: EventLog): Promise<Landmark | undefined> => {
  for await (const { events } of log.readAll({ direction: 'backwards', limit: 1 }))
    for (const { stream, revision, id } of events) return { stream, revision, id };
  return undefined;
};
