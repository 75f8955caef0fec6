import { CommandMark, type RowMark } from '@presales/domain/import-record';
import { derivedId, Id, Text } from '@presales/kernel';

/** What is noted of rows at once, as an event of the import's record holds it. */
export interface RowNotes {
  readonly settled: readonly CommandMark[];
  readonly refused: readonly RowMark[];
  readonly unlisted: readonly RowMark[];
  readonly accepted: readonly RowMark[];
  readonly corrected: readonly RowMark[];
}

/** What became of a row that left no event, or none at first. */
export type RowNote = Exclude<keyof RowNotes, 'settled'>;

/** Every kind of note of a row. */
export const rowNotes: readonly RowNote[] = ['refused', 'unlisted', 'accepted', 'corrected'];

/** A mark begins with the bytes of the command's id, as 22 characters; what it said has as many. */
const half = 22;

/** The mark of a command: its id, a UUID, and what it said where that is known. */
export const commandMark = (commandId: string, fingerprint: string | undefined): CommandMark => {
  const id = Buffer.from(commandId.replaceAll('-', ''), 'hex').toString('base64url');
  return CommandMark.parse(`${id}${saidBy(fingerprint) ?? ''}`);
};

/** As much of a fingerprint as a mark has. */
export const saidBy = (fingerprint: string | undefined): string | undefined =>
  fingerprint?.slice(0, half);

/** The two parts of a mark. */
export const partsOf = (
  mark: CommandMark,
): { readonly command: string; readonly said: string } => ({
  command: mark.slice(0, half),
  said: mark.slice(half),
});

/** The id of an import's record, and the name that it bears. */
export const recordOf = (
  mapping: string,
): { readonly importRecordId: string; readonly importName: string } => {
  const id = Id.safeParse(mapping);
  // A name that is no id, or would be another one as an id, is told by what follows from it.
  const importRecordId = id.data === mapping ? mapping : derivedId('import record', mapping);
  return { importRecordId, importName: Text.safeParse(mapping).data ?? importRecordId };
};
