/** For those who write adapters: event logs, read-model stores, projectors. */

export { isConflict } from './append-surely.ts';
export { inOrder } from './canonical-json.ts';
export type { NewEvent } from './event.ts';
export { eventId } from './event-id.ts';
export type {
  Appended,
  CommandLog,
  Direction,
  EventFilter,
  ExpectedRevision,
  FollowOptions,
  LivePage,
  Page,
  ReadAllOptions,
  ReadStreamOptions,
} from './event-log.ts';
export type { Finding, FindingCode, Inspected } from './finding.ts';
export { type PagePlan, ProjectionFailed, planPage, type RowsInMemory } from './fold-page.ts';
export type { HeldEvent } from './held-event.ts';
export { type InTurn, inTurn } from './in-turn.ts';
export { isInstant } from './instant.ts';
export { matches } from './memory-events.ts';
export { type ParkedChanges, type ParkedStream, parkedBy } from './parked.ts';
export { explain, problemsOf } from './parse.ts';
export { assertPlacedInTime } from './placed-in-time.ts';
export { readLimit } from './read-limit.ts';
export { anyType, type Cell, handledTypes, readBy } from './read-model.ts';
export { cellsOf, checkReadModel, InvalidRow } from './read-model-row.ts';
export type {
  AttachedReadModel,
  LogMark,
  ReadModelStore,
  TableChanges,
} from './read-model-store.ts';
export {
  hourOf,
  type RecordingClock,
  type RecordingClockOptions,
  recordingClock,
} from './recording-clock.ts';
export { type RehearsalLog, rehearsalLog } from './rehearsal-log.ts';
export { Retries, type RetryWorld } from './retries.ts';
export { defaultRetry, delayAfter } from './retry.ts';
export { type SerialisedEvent, serialise } from './serialise.ts';
export {
  type Committed,
  type UnitOfWork,
  type UnitOfWorkLog,
  type UnitOfWorkWorld,
  unitOfWorkLog,
} from './unit-of-work.ts';
