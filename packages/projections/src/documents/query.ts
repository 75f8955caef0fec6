import { inquiry, quotation } from '@presales/domain';
import {
  type Message,
  type MessageUnion,
  type Position,
  PresalesError,
  parse,
  type SqlReader,
} from '@presales/kernel';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import { documentFlow } from './flow.ts';
import type { DocumentParameters, DocumentReport } from './report.ts';
import type { DocumentChangeFact, DocumentTables } from './tables.ts';
import { inquiryView, quotationView } from './views.ts';

/** A question names an inquiry or a quotation that nothing is known of, as of its times. */
export class UnknownDocument extends PresalesError {
  constructor(kind: string, id: string) {
    super('document/unknown', `there is no ${kind} ${id}`);
  }
}

/**
 * Displays an inquiry or a quotation (SAP VA13, VA23; S7, S9): header, items and status as of any
 * time, who changed what and when, and the document flow. It is what the domain makes of its events,
 * those left out that had not happened or were not known yet.
 *
 * @throws UnknownDocument
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
    ...shown(kind, id, changes.map(messageIn)),
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

interface StoredMessage {
  readonly type: string;
  readonly data: unknown;
}

const messageIn = ({ type, data }: DocumentChangeFact): StoredMessage => ({
  type,
  data: JSON.parse(data),
});

const shown = (
  kind: DocumentParameters['kind'],
  id: string,
  messages: readonly StoredMessage[],
): Pick<DocumentReport, 'status' | 'view'> => {
  if (kind === 'inquiry') {
    const state = folded(inquiry, messages);
    if (state.status === 'absent') throw new UnknownDocument(kind, id);
    return { status: state.status, view: inquiryView(state) };
  }
  const state = folded(quotation, messages);
  if (state.status === 'absent') throw new UnknownDocument(kind, id);
  return { status: state.status, view: quotationView(state) };
};

/** What an aggregate's own rules make of its events. */
const folded = <State, Event extends Message>(
  {
    events,
    decider: { evolve, initialState },
  }: {
    readonly events: MessageUnion<Event>;
    readonly decider: {
      readonly evolve: (state: State, event: Event) => State;
      readonly initialState: State;
    };
  },
  messages: readonly StoredMessage[],
): State =>
  messages.reduce(
    (state, message) => evolve(state, parse(events, message, `document row ${message.type}`)),
    initialState,
  );
