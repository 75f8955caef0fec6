import type { ImportNotes } from './import-notes.ts';
import type { BeforeStoring } from './target.ts';

/**
 * Another import has noted meanwhile that a command changed nothing, or that its row was refused: rows
 * after it may be stored already, and what was decided on them is not what the row came to.
 */
export class SettledMeanwhile extends Error {}

/** The rows whose commands are being carried out. */
export interface RowsUnderWay {
  /**
   * Carries out a row.
   *
   * @param mark identifies the row where it must not have been refused before
   * @throws SettledMeanwhile when another import has settled one of its commands, or the row, since
   */
  readonly during: <Answer>(
    commandIds: readonly string[],
    mark: string | undefined,
    work: () => Promise<Answer>,
  ) => Promise<Answer>;
  /** Goes before events are stored. @throws SettledMeanwhile */
  readonly beforeStoring: BeforeStoring;
}

/** Rows that are under way while others may note something of them. */
export const rowsUnderWay = (
  notes: Pick<ImportNotes, 'before' | 'saidBefore' | 'noteOf'>,
): RowsUnderWay => {
  const marks = new Map<string, string>();
  return {
    during: async (commandIds, mark, work) => {
      if (mark !== undefined) for (const commandId of commandIds) marks.set(commandId, mark);
      try {
        return await work();
      } finally {
        for (const commandId of commandIds) marks.delete(commandId);
      }
    },
    beforeStoring: async (stream, commandIds) => {
      await notes.before(stream);
      for (const commandId of commandIds) {
        const mark = marks.get(commandId);
        const note = mark === undefined ? undefined : notes.noteOf(mark);
        if (notes.saidBefore(commandId) !== undefined || isRefused(note))
          throw new SettledMeanwhile();
      }
    },
  };
};

/** Whether a row's last note says that it was refused. */
export const isRefused = (note: ReturnType<ImportNotes['noteOf']>): boolean =>
  note === 'refused' || note === 'unlisted';
