import type { PresalesEvent } from '@presales/domain';
import type { ApprovalPolicy } from '@presales/domain/quotation';
import {
  type Message,
  PresalesError,
  type RecordedEvent,
  type TableProjection,
  tableProjection,
} from '@presales/kernel';
import { checkReadModel } from '@presales/kernel/store';
import type { Deadlines, DueRow } from './deadline.ts';
import type { Lookup } from './lookup.ts';
import type { Requests } from './request.ts';

/** What follows from an event. It may look things up; it never asks for the hour or an id. */
export type Reaction<Event extends Message = Message> = (
  event: RecordedEvent<Event>,
  lookup: Lookup,
) => Requests | Promise<Requests>;

/**
 * What a process remembers of events, so that it can look them up by something other than the
 * aggregate's id.
 */
export interface ProcessIndex {
  /**
   * Raise it when the tables change: they are then filled again from the log, and no event is
   * answered a second time.
   */
  readonly version: number;
  readonly tables: readonly TableProjection[];
}

/** A process, ready to run: events, and the commands that follow from them. */
export interface Process {
  /** Its sentence in kebab case. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  /** The events it answers, by type. */
  readonly on: Readonly<Record<string, Reaction>>;
  /** Its tables; the table of its deadlines is the last. */
  readonly index: ProcessIndex;
  readonly deadlines?: Deadlines<DueRow, Message>;
  /**
   * What the business demands of every quotation. A process hears of a sending too late to stop it:
   * whoever runs the process holds this against the commands.
   */
  readonly approvalPolicy?: ApprovalPolicy;
}

/** What a process is made from. */
export interface ProcessDefinition<R extends DueRow> {
  readonly name: string;
  readonly sentence: string;
  readonly on?: { readonly [Event in PresalesEvent as Event['type']]?: Reaction<Event> };
  readonly index?: ProcessIndex;
  readonly deadlines?: Deadlines<R, PresalesEvent>;
  readonly approvalPolicy?: ApprovalPolicy;
}

/** A definition from which no process can be made: a fault of the program. */
export class InvalidProcess extends PresalesError {
  constructor(name: string, reason: string) {
    super('process/invalid-definition', `process ${name}: ${reason}`);
  }
}

/**
 * A process from its definition.
 *
 * @throws InvalidProcess when its name is no kebab-case name of at most 43 characters
 * @throws InvalidReadModel when its tables make no valid read model
 */
export const defineProcess = <R extends DueRow = DueRow>({
  name,
  sentence,
  on = {},
  index = { version: 1, tables: [] },
  deadlines,
  approvalPolicy,
}: ProcessDefinition<R>): Process => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > longestName)
    throw new InvalidProcess(
      name,
      `expected a kebab-case name of at most ${longestName} characters`,
    );
  const tables = [...index.tables];
  if (deadlines !== undefined)
    tables.push(tableProjection<R, PresalesEvent>(deadlines.table, deadlines.on));
  checkReadModel({ name, version: index.version, tables });
  return {
    name,
    sentence,
    // A reaction is only given events of the type it stands under, and deadlines only their own
    // rows.
    on: on as unknown as Process['on'],
    index: { version: index.version, tables },
    ...(deadlines && { deadlines: deadlines as unknown as Deadlines<DueRow, Message> }),
    ...(approvalPolicy && { approvalPolicy }),
  };
};

/**
 * A runner names tables of its own after the process, and their names have at most 60 characters.
 */
const longestName = 43;

/** The event types that a process must be told of: those it answers and those it remembers. */
export const heardTypes = ({ on, index }: Pick<Process, 'on' | 'index'>): readonly string[] =>
  [...new Set([on, ...index.tables.map((table) => table.on)].flatMap(Object.keys))].sort();
