export { type CanonicalEvents, canonicalEvents } from './canonical-event.ts';
export { realWorld, type World } from './clock.ts';
export type { Closed, Left } from './closing.ts';
export type { CommandSide } from './command-side.ts';
export { besideLog, ConnectionError } from './connection.ts';
export { CopyError, type CopyErrorCode } from './copy-error.ts';
export {
  type CopyLogOptions,
  type CopyProgress,
  type CopyResult,
  copyLog,
} from './copy-log.ts';
export type { LiveAnswer } from './live.ts';
export { type OpenOptions, open, type Presales } from './open.ts';
export type { Parked, RetryRequest } from './parked.ts';
export { performerOf } from './performer.ts';
export { ProcessFailed } from './process-attempts.ts';
export type { ProcessOutcome } from './process-journal.ts';
export type { OutcomeQuery } from './process-outcomes.ts';
export type { ProcessStart } from './process-session.ts';
export type { ProcessState, ProcessUpdate } from './process-update.ts';
export type { Handling } from './process-watch.ts';
export type { Performer } from './process-work.ts';
export {
  type Processes,
  type ProcessesOptions,
  type RunningProcesses,
  startProcesses,
  type UnfinishedProcess,
} from './processes.ts';
export { RuntimeClosed } from './projections.ts';
export {
  type Projector,
  type ProjectorOptions,
  type ProjectorState,
  type ProjectorUpdate,
  projector,
} from './projector.ts';
export type { ReadModelStanding } from './read-model-standing.ts';
export { NotParked, type Retried } from './retry-read-model.ts';
export type { CommandRequest, RunCommand } from './run-command.ts';
export { setLogAside } from './set-aside.ts';
export type { UnitsOfWork, UnitsOfWorkOptions, Worked } from './units-of-work.ts';
export {
  type Verification,
  type VerifyOptions,
  type VerifyProgress,
  verify,
} from './verify.ts';
export type { VerifiedReadModel } from './verify-read-models.ts';
export { withoutPassword } from './without-password.ts';
