import type { Table } from '@presales/kernel';
import { type Fact, factColumns } from '../shared/fact.ts';

/** Something happened to an inquiry or a quotation: its whole history, event by event. */
export type DocumentChangeFact = Fact & {
  /** `inquiry` or `quotation`. */
  readonly kind: string;
  readonly document_id: string;
  readonly actor: string;
  readonly type: string;
  /** The event's data as JSON, in the present version of its type. */
  readonly data: string;
};

/** One document came of another. */
export type DocumentLinkFact = Fact & {
  readonly from_kind: string;
  readonly from_id: string;
  readonly to_kind: string;
  readonly to_id: string;
};

/** The tables of documents, as a query sees them. */
export interface DocumentTables {
  readonly document_change: DocumentChangeFact;
  readonly document_link: DocumentLinkFact;
}

export const change: Table<DocumentChangeFact> = {
  name: 'document_change',
  key: 'fact',
  columns: {
    ...factColumns,
    kind: 'text',
    document_id: 'text',
    actor: 'text',
    type: 'text',
    data: 'text',
  },
  indexes: [['kind', 'document_id']],
};

export const link: Table<DocumentLinkFact> = {
  name: 'document_link',
  key: 'fact',
  columns: {
    ...factColumns,
    from_kind: 'text',
    from_id: 'text',
    to_kind: 'text',
    to_id: 'text',
  },
  indexes: [
    ['from_kind', 'from_id'],
    ['to_kind', 'to_id'],
  ],
};
