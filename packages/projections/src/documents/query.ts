import { inquiry } from '@presales/domain/inquiry';
import { quotation } from '@presales/domain/quotation';
import {
  type CodedRefusal,
  type CommandMessage,
  type Decider,
  type Message,
  type MessageUnion,
  type Position,
  PresalesError,
  parse,
  type SqlReader,
} from '@presales/kernel';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import { UnreadableRow } from '../shared/unreadable-row.ts';
import { documentFlow } from './flow.ts';
import type { DocumentParameters, DocumentReport } from './report.ts';
import { type DocumentChangeFact, type DocumentTables, documentTables } from './tables.ts';
import { inquiryView, quotationView } from './views.ts';

/** A question names an inquiry or a quotation that was not known, or not there, at its times. */
export class UnknownDocument extends PresalesError {
  constructor(kind: string, id: string) {
    super('document/unknown', `there is no ${kind} ${id}`);
  }
}

/**
 * Displays an inquiry or a quotation (SAP VA13, VA23; S7, S9): header, items and status as of any
 * time, who changed what and when, and the document flow. It is what the domain makes of the events
 * that had happened and were known.
 *
 * @throws UnknownDocument
 * @throws UnreadableRow for a stored event that this program cannot read
 * @throws InvalidInput for times that are no instants
 */
export const showDocument = async (
  reader: SqlReader,
  position: Position,
  parameters: DocumentParameters,
): Promise<DocumentReport> => {
  const database = queryBuilder<DocumentTables>(reader);
  const { kind, id } = parameters;
  const scope = scopeOf(parameters);
  const changes = await database
    .selectFrom('document_change')
    .selectAll()
    .where('kind', '=', kind)
    .where('document_id', '=', id)
    .where(scope.happened)
    .orderBy('position')
    .execute();
  return {
    ...answerOf(position, parameters),
    document: { kind, id },
    ...shown(kind, id, changes),
    changes: changes.map(({ occurred_at, recorded_at, position: at, actor, type }) => ({
      occurredAt: occurred_at,
      recordedAt: recorded_at,
      position: BigInt(at),
      actor,
      what: type,
    })),
    flow: await documentFlow(database, scope, { kind, id }),
  };
};

const shown = (
  kind: DocumentParameters['kind'],
  id: string,
  changes: readonly DocumentChangeFact[],
): Pick<DocumentReport, 'status' | 'view'> => {
  if (kind === 'inquiry') {
    const state = folded(inquiry, changes);
    if (state.status === 'absent') throw new UnknownDocument(kind, id);
    return { status: state.status, view: inquiryView(state) };
  }
  const state = folded(quotation, changes);
  if (state.status === 'absent') throw new UnknownDocument(kind, id);
  return { status: state.status, view: quotationView(state) };
};

/**
 * What an aggregate's own rules make of its events.
 *
 * @throws UnreadableRow for a row that holds no event of the aggregate
 */
const folded = <State, Event extends Message>(
  { events, decider: { evolve, initialState } }: Foldable<State, Event>,
  changes: readonly DocumentChangeFact[],
): State => changes.reduce((state, change) => evolve(state, eventIn(events, change)), initialState);

const eventIn = <Event extends Message>(
  events: MessageUnion<Event>,
  { type, data, position }: DocumentChangeFact,
): Event => {
  try {
    return parse(events, { type, data: JSON.parse(data) }, type);
  } catch (error) {
    throw new UnreadableRow(documentTables.change.name, position, 'data', error);
  }
};

/** What is needed of an aggregate to fold its events. */
interface Foldable<State, Event extends Message> {
  readonly events: MessageUnion<Event>;
  readonly decider: Pick<
    Decider<CommandMessage, State, Event, CodedRefusal>,
    'evolve' | 'initialState'
  >;
}
