export { ImportRecordCommand } from './commands.ts';
export { ImportRecordEvent } from './events.ts';
export { importRecord } from './import-record.ts';
export type { ImportRecordRefusal } from './refusals.ts';
export type { ImportRecord } from './state.ts';
export { CommandMark, marksAtOnce, RowMark } from './vocabulary.ts';
