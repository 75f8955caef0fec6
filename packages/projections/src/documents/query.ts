import { inquiry } from '@presales/domain/inquiry';
import { quotation } from '@presales/domain/quotation';
import { type Position, PresalesError, type SqlReader } from '@presales/kernel';
import { folded } from '../shared/folded.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
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
  const table = documentTables.change.name;
  if (kind === 'inquiry') {
    const state = folded(table, inquiry, changes);
    if (state.status === 'absent') throw new UnknownDocument(kind, id);
    return { status: state.status, view: inquiryView(state) };
  }
  const state = folded(table, quotation, changes);
  if (state.status === 'absent') throw new UnknownDocument(kind, id);
  return { status: state.status, view: quotationView(state) };
};
