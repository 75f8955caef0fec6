import { type Decision, type Decisions, decisions } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { ImportRecordCommand } from './commands.ts';
import type { ImportRecordEvent } from './events.ts';

/** Why a note is refused. */
export type ImportRecordRefusal =
  /** The record is that of an import by another name. */
  { readonly code: 'import-record/other-import'; readonly importName: string };

/** What the record of an import answers to a command. */
export type Answer = Decision<ImportRecordEvent, ImportRecordRefusal>;

/** What a command of a type carries. */
export type Data<Type extends ImportRecordCommand['type']> = CommandData<ImportRecordCommand, Type>;

type Answers = Decisions<ImportRecordEvent, ImportRecordRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
