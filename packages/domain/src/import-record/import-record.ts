import { type Aggregate, aggregate } from '@presales/kernel';
import { ImportRecordCommand } from './commands.ts';
import { note } from './decide/note.ts';
import { ImportRecordEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, ImportRecordRefusal } from './refusals.ts';
import type { ImportRecord } from './state.ts';

const decide = (command: ImportRecordCommand, state: ImportRecord): Answer => {
  switch (command.type) {
    case 'NoteImportedRows':
      return note(command.data, state);
  }
};

/**
 * What an import has to know again of its rows, and no other event tells: carried out a second time,
 * they could change what came after them. It stands in the log, so that it is as durable as what it
 * is about, and goes wherever the log goes. Reports and processes have nothing to do with it.
 */
export const importRecord: Aggregate<
  ImportRecordCommand,
  ImportRecord,
  ImportRecordEvent,
  ImportRecordRefusal
> = aggregate({
  category: 'importRecord',
  commands: ImportRecordCommand,
  events: ImportRecordEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.importRecordId,
});
