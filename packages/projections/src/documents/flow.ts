import type { Kysely } from 'kysely';
import type { Scope } from '../shared/scope.ts';
import type { DocumentName, DocumentReport } from './report.ts';
import type { DocumentLinkFact, DocumentTables } from './tables.ts';

/** The most documents that a flow follows: few belong together, and nobody could read more. */
const MOST = 200;

/**
 * What came of what (SAP's document flow): the links between an inquiry, a quotation, an opportunity,
 * a shop order and what came before them, followed in both directions from one document.
 */
export const documentFlow = async (
  database: Kysely<DocumentTables>,
  { happened }: Scope,
  start: DocumentName,
): Promise<DocumentReport['flow']> => {
  const seen = new Set([keyOf(start)]);
  const found = new Map<string, DocumentLinkFact>();
  const waiting = [start];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { kind, id } = next;
    const links = await database
      .selectFrom('document_link')
      .selectAll()
      .where(happened)
      .where((either) =>
        either.or([
          either.and({ from_kind: kind, from_id: id }),
          either.and({ to_kind: kind, to_id: id }),
        ]),
      )
      .orderBy('position')
      .orderBy('fact')
      .execute();
    for (const link of links) {
      const [from, to] = endsOf(link);
      const key = `${keyOf(from)} ${keyOf(to)}`;
      if (!found.has(key)) found.set(key, link);
      for (const end of [from, to])
        if (!seen.has(keyOf(end)) && seen.size < MOST) {
          seen.add(keyOf(end));
          waiting.push(end);
        }
    }
  }
  return [...found.values()]
    .sort((left, right) => left.position - right.position || (left.fact < right.fact ? -1 : 1))
    .map((link) => {
      const [from, to] = endsOf(link);
      return { from, to };
    });
};

const endsOf = ({
  from_kind,
  from_id,
  to_kind,
  to_id,
}: DocumentLinkFact): readonly [DocumentName, DocumentName] => [
  { kind: from_kind, id: from_id },
  { kind: to_kind, id: to_id },
];

const keyOf = ({ kind, id }: DocumentName): string => JSON.stringify([kind, id]);
