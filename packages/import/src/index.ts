// History from another system: a CSV file and a mapping become commands.

// How files are written, and what may be wrong with them.
export type { CsvFormat } from './csv-file.ts';
export { ImportError, type ImportErrorCode, ImportStopped, type Place } from './import-error.ts';
export {
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  type PreparedImport,
  prepareImport,
  type Remembering,
} from './import-file.ts';
export type { NumberStyle } from './mapping.ts';

// Price lists of suppliers: read as a whole, compared with what holds, and made to hold at once.
export {
  type PriceChange,
  type PriceChangeCounts,
  type PriceChanges,
  priceChanges,
  pricesIn,
} from './price-changes.ts';
export { type FieldChoice, type PriceField, priceFields } from './price-list-columns.ts';
export { type PriceListFile, type PriceListFileOptions, readPriceList } from './price-list-file.ts';
export {
  importPriceList,
  type PriceListImported,
  type PriceListImportOptions,
} from './price-list-import.ts';
export type { Reject } from './rejects.ts';
export type { Tally } from './run.ts';
export { type ImportCommand, type ImportTarget, presalesTarget } from './target.ts';
