import { importRecord } from '@presales/domain/import-record';
import { scenario } from '@presales/testing';

const { given } = scenario(importRecord);
const at = '2026-03-01T09:00:00.000Z';
const deals = { importRecordId: 'deals', importName: 'deals' };
const nothing = { settled: [], refused: [], unlisted: [], accepted: [], corrected: [] };
const settled = { ...nothing, settled: ['a'.repeat(44)] };
const noted = { type: 'ImportedRowsNoted', data: { ...deals, ...settled } } as const;

describe('the record of an import', () => {
  it('notes what left no event of its own', () =>
    given()
      .when({ type: 'NoteImportedRows', data: { ...deals, ...settled, at } })
      .emits(noted));

  it.each(['settled', 'refused', 'unlisted', 'accepted', 'corrected'] as const)(
    'notes rows that are only %s',
    (kind) => {
      const rows = { ...nothing, [kind]: ['b'.repeat(22)] };
      return given(noted)
        .when({ type: 'NoteImportedRows', data: { ...deals, ...rows, at } })
        .emits({ type: 'ImportedRowsNoted', data: { ...deals, ...rows } });
    },
  );

  it('has no note of nothing', () =>
    given(noted)
      .when({ type: 'NoteImportedRows', data: { ...deals, ...nothing, at } })
      .emits());

  it('has the last note once, whoever makes it again; an earlier one may come again', () => {
    const again = { type: 'NoteImportedRows', data: { ...deals, ...settled, at } } as const;
    const other = { ...deals, ...nothing, corrected: ['c'.repeat(22)] };
    given(noted).when(again).emits();
    given(noted, { type: 'ImportedRowsNoted', data: other }).when(again).emits(noted);
  });

  it('is of one import: another is told whose it is', () =>
    given(noted)
      .when({ type: 'NoteImportedRows', data: { ...deals, importName: 'parties', ...settled, at } })
      .refuses({ code: 'import-record/other-import', importName: 'deals' }));
});
