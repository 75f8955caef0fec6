// History from another system: a CSV file and a mapping become commands.

// A mapping in words.
export {
  type CheckedCommand,
  type CheckedInput,
  checkMapping,
} from './check/check-mapping.ts';
export { ImportError, type ImportErrorCode, ImportStopped, type Place } from './import-error.ts';
export { type ImportResult, type PreparedImport, prepareImport } from './import-file.ts';
export type { FileImportOptions, ImportOptions, ImportProgress, Upload } from './import-options.ts';
export type { InputResult } from './input-import.ts';
export type { NumberStyle } from './mapping/source.ts';

// Price lists of suppliers: read as a whole, compared with what holds, and made to hold at once.
export {
  type PriceChange,
  type PriceChangeCounts,
  type PriceChanges,
  priceChanges,
  pricesIn,
} from './prices/price-changes.ts';
export { type FieldChoice, type PriceField, priceFields } from './prices/price-list-columns.ts';
export {
  type PriceListFile,
  type PriceListFileOptions,
  readPriceList,
} from './prices/price-list-file.ts';
export {
  importPriceList,
  type PriceListImported,
  type PriceListImportOptions,
} from './prices/price-list-import.ts';
export type { Importer } from './run/import-lock.ts';
export type { Rejection } from './run/rejections.ts';
export type { Reject } from './run/rejects.ts';
export type { Remembering } from './run/remembered.ts';
export type { RowNotes } from './run/row-notes.ts';
export type { Tally } from './run/tally.ts';
export {
  type BeforeStoring,
  type ImportCommand,
  type ImportRecordPlace,
  type ImportTarget,
  type Landmark,
  type NotedAt,
  presalesTarget,
  rehearsalTarget,
} from './run/target.ts';
export type { Uncovered } from './run/uncovered.ts';
// A mapping for files that nobody has described.
export type { DateOrder } from './suggest/date-style.ts';
export type { Answers } from './suggest/draft.ts';
export type { FileKind } from './suggest/meaning.ts';
export {
  type MappingSuggestion,
  type RecognisedFile,
  type Remark,
  type SuggestOptions,
  suggestMapping,
} from './suggest/suggest-mapping.ts';
export type { Trial, TrialFigures } from './suggest/trial.ts';
// How files are written, and what may be wrong with them.
export type { TableFormat } from './table/table-format.ts';
