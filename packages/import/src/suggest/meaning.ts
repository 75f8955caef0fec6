import type { FileSample } from './file-sample.ts';
import { foldedHeader } from './folded-header.ts';
import { type ColumnRole, headerAliases, systemHeaders } from './header-aliases.ts';
import { outcomeOf } from './outcome-words.ts';

/** What the rows of a file are about. */
export type FileKind = 'deals' | 'leads' | 'contacts' | 'accounts' | 'unknown';

/** What a file's columns hold, as far as their names say. */
export interface Meaning {
  readonly kind: FileKind;
  /** The system whose export it looks like. */
  readonly system?: string;
  /** The columns of the file in order. */
  readonly columns: readonly string[];
  /** The column that has a role; undefined where none has. */
  readonly column: (role: ColumnRole) => string | undefined;
  /** The cells of a column in the sample's rows, empty ones among them. */
  readonly cells: (column: string) => readonly string[];
  /** The cells of a column that are not empty. */
  readonly filled: (column: string) => readonly string[];
  /** Different cells of a column that are not empty, as they come. */
  readonly distinct: (column: string) => readonly string[];
}

/** What the columns of a sample hold. */
export const meaningOf = (sample: FileSample): Meaning => {
  const byName = new Map<string, string>();
  // A mapping names columns in a hundred characters.
  const named = sample.columns.filter((name) => name.length <= 100);
  for (const folded of [foldedHeader, withoutUnit])
    for (const name of named) if (!byName.has(folded(name))) byName.set(folded(name), name);
  const column = (role: ColumnRole) =>
    headerAliases[role].map((alias) => byName.get(foldedHeader(alias))).find((name) => name);
  const cells = (name: string) => {
    const at = sample.columns.indexOf(name);
    return sample.rows.map((row) => row[at] ?? '');
  };
  const filled = (name: string) => cells(name).filter((cell) => cell !== '');
  const distinct = (name: string) => [...new Set(filled(name))];
  const system = systemOf((alias) => byName.has(foldedHeader(alias)));
  const status = column('status');
  const tellsOutcomes =
    status !== undefined &&
    distinct(status).some((word) => ['won', 'lost'].includes(outcomeOf(word) ?? ''));
  return {
    kind: kindOf(column, tellsOutcomes, byName),
    ...(system === undefined ? {} : { system }),
    columns: sample.columns,
    column,
    cells,
    filled,
    distinct,
  };
};

/** A column's name without its currency, or what else stands in parentheses: `Amount (EUR)`, `Betrag in EUR`. */
const withoutUnit = (name: string): string =>
  foldedHeader(name.replaceAll(/\(.*?\)|(?: in)? [A-Z]{3}$|[€$£]/g, ''));

const systemOf = (has: (alias: string) => boolean): string | undefined => {
  const [best] = Object.entries(systemHeaders)
    .map(([system, headers]) => ({ system, found: headers.filter(has).length }))
    .sort((one, other) => other.found - one.found);
  return best !== undefined && best.found >= 2 ? best.system : undefined;
};

const kindOf = (
  column: Meaning['column'],
  tellsOutcomes: boolean,
  names: ReadonlyMap<string, string>,
): FileKind => {
  const has = (...roles: readonly ColumnRole[]) => roles.some((role) => column(role) !== undefined);
  const ofLeads =
    has('leadId', 'leadSource') || names.has('lead status') || names.has('lead owner');
  const ofPeople = has('email', 'phone') && has('personName', 'firstName', 'lastName');
  if (has('stage', 'won', 'expectedClose', 'wonAmount') || tellsOutcomes) return 'deals';
  if (ofLeads && ofPeople) return 'leads';
  const ofTrade = has('dealName', 'dealId', 'account') && has('opened', 'closed', 'owner');
  if (has('amount') && ofTrade) return 'deals';
  if (ofPeople) return 'contacts';
  return has('organisation') && has('accountId', 'phone', 'account') ? 'accounts' : 'unknown';
};
