export { ImportError, type ImportErrorCode, type Place } from './import-error.ts';
export {
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  type PreparedImport,
  prepareImport,
  type Remembering,
} from './import-file.ts';
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
export { dryTarget, type ImportTarget, presalesTarget } from './target.ts';
