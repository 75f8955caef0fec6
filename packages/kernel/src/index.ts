export { type Aggregate, type AggregateParts, aggregate } from './aggregate.ts';
export {
  addDays,
  addMonths,
  atLocalTime,
  BusinessCalendar,
  dateText,
  daysBetween,
  defaultCalendar,
  endOfDay,
  type Interval,
  intervalOf,
  LAST_DAY,
  lastMeantBy,
  localDate,
  startOfDay,
  Zone,
} from './calendar.ts';
export {
  BrokenUpcasterChain,
  type Codec,
  catalogue,
  codec,
  UndecodableEvent,
  type Upcaster,
} from './codec.ts';
export { CommandContext } from './command-context.ts';
export { CommandIdReused } from './command-run.ts';
export { CurrencyCode, currencyCodes, exponentOf } from './currency.ts';
export {
  type CodedRefusal,
  type Decider,
  type Decision,
  type Decisions,
  decisions,
  fold,
  type InBusinessTime,
} from './decider.ts';
export { Decimal, decimalText, PositiveDecimal, type Scaled, scaled } from './decimal.ts';
export { hasCode, Interrupted, InvalidInput, PresalesError, type Problem } from './errors.ts';
export {
  BEGINNING,
  type EventMetadata,
  type Position,
  type RecordedEvent,
  type Revision,
  type StoredEvent,
} from './event.ts';
export { derivedId } from './event-id.ts';
export {
  type EventLog,
  EventLogError,
  type EventLogErrorCode,
  InvalidAppend,
  type Recorded,
  RevisionConflict,
  UnknownOutcome,
} from './event-log.ts';
export {
  type Aspect,
  type AspectsOf,
  type AspectTable,
  type DatedDecision,
  decideInTime,
  type FactOrder,
  type InOrder,
  type InTime,
  type LatestFacts,
  noteFact,
  type PastFact,
} from './fact-order.ts';
export { fingerprintOf } from './fingerprint.ts';
export {
  apportioned,
  type Fraction,
  fraction,
  fractionOf,
  inverseOf,
  plusFraction,
  RoundingMode,
  roundedFraction,
  roundedTogether,
  sumOfFractions,
  timesFraction,
} from './fraction.ts';
export {
  type CommandHandler,
  commandHandler,
  type HandlerEnvironment,
  type Loaded,
} from './handle.ts';
export type { Handled } from './handled.ts';
export { BEGINNING_OF_TIME, END_OF_TIME, Instant, instant, LocalDate } from './instant.ts';
export { AnswerLost } from './known-streams.ts';
export { limits } from './limits.ts';
export { type MemoryEventLogOptions, memoryEventLog } from './memory-event-log.ts';
export {
  type CommandMessage,
  type DataOf,
  type Message,
  type MessageOf,
  type MessageSchema,
  type MessageUnion,
  message,
  messageTypes,
  type Of,
  schemaOf,
} from './message.ts';
export {
  AmountOutOfRange,
  allocate,
  allocateWhole,
  CurrencyMismatch,
  compareMoney,
  convert,
  convertFigure,
  Money,
  majorUnits,
  minorMoney,
  minorUnits,
  minus,
  money,
  NonNegativeMoney,
  parseMoney,
  percentOf,
  percentText,
  plus,
  share,
  sum,
  times,
  timesExactly,
  toMinorUnit,
  wholeMinorUnits,
  zero,
} from './money.ts';
export { type MoneyFigure, moneyFigure, type Whole, whole } from './money-figure.ts';
export type { ParkedStream } from './parked.ts';
export { parse } from './parse.ts';
export { type Period, type PeriodUnit, parsePeriod, periodOf, periodsBetween } from './period.ts';
export {
  type ChangingProjection,
  type Columns,
  type ColumnType,
  type FactHandler,
  type FactProjection,
  facts,
  type Handler,
  type ReadModel,
  type Row,
  type RowOf,
  type Step,
  type Table,
  type TableProjection,
  type TablesOf,
  tableProjection,
} from './read-model.ts';
export { InvalidReadModel } from './read-model-row.ts';
export { ReadModelError, type ReadModelErrorCode } from './read-model-store.ts';
export { RetriesExhausted, type RetryPolicy } from './retry.ts';
export {
  BasisPoints,
  FineBasisPoints,
  Id,
  Note,
  Percent,
  Percentage,
  Text,
  WHOLE,
} from './scalars.ts';
export type { SqlDialect, SqlReader } from './sql-reader.ts';
export { categoryOf, idOf, streamName } from './stream-name.ts';
export { identityText, lineText, visibleText } from './text-form.ts';
