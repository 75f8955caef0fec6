export { ImportError, type ImportErrorCode, type Place } from './import-error.ts';
export {
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  type PreparedImport,
  prepareImport,
  type Remembering,
} from './import-file.ts';
export type { Reject } from './rejects.ts';
export type { Tally } from './run.ts';
export { dryTarget, type ImportTarget, presalesTarget } from './target.ts';
