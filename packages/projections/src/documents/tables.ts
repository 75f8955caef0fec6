import type { RowOf, TablesOf } from '@presales/kernel';
import { factTable } from '../shared/fact.ts';

/** The facts that inquiries and quotations are displayed from. */
export const documentTables = {
  /** Something happened to an inquiry or a quotation: its whole history, event by event. */
  change: factTable(
    'document_change',
    {
      /** `inquiry` or `quotation`. */
      kind: 'text',
      document_id: 'text',
      actor: 'text',
      type: 'text',
      /** The event's data as JSON, in the present version of its type. */
      data: 'text',
    },
    [['kind', 'document_id']],
  ),
  /** One document came of another. */
  link: factTable(
    'document_link',
    { from_kind: 'text', from_id: 'text', to_kind: 'text', to_id: 'text' },
    [
      ['from_kind', 'from_id'],
      ['to_kind', 'to_id'],
    ],
  ),
} as const;

/** The tables of documents, as a query sees them. */
export type DocumentTables = TablesOf<typeof documentTables>;

/** Something happened to an inquiry or a quotation. */
export type DocumentChangeFact = RowOf<typeof documentTables.change>;

/** One document came of another. */
export type DocumentLinkFact = RowOf<typeof documentTables.link>;
