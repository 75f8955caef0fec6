import { identityText } from '@presales/kernel';
import type { Columns } from '../table/header.ts';
import { type JoinedRows, noSuchColumn } from '../table/joined-rows.ts';
import { Unreadable } from './cell-readers.ts';
import type { MappingDocument, Path } from './mapping-document.ts';
import { Reference, Source } from './source.ts';

/** What the sources of a mapping are compiled against: one file's rows. */
export interface Scope {
  readonly document: MappingDocument;
  readonly file: string;
  readonly columns: Columns;
  readonly joined: ReadonlyMap<string, JoinedRows>;
}

type Cells = readonly string[];

/** The text that a row has for a source: none when empty, or unreadable when a join finds nothing. */
export type TextOf = (cells: Cells) => string | undefined | Unreadable;

/** A source of the mapping, its references followed: a constant, or something read from the row. */
export type Resolved =
  | { readonly from: 'constant'; readonly constant: unknown; readonly path: Path }
  | {
      readonly from: 'row';
      readonly text: TextOf;
      /** For people: `column close_value`. */
      readonly label: string;
      readonly source: Source;
      readonly path: Path;
    };

/**
 * What a place of the mapping draws on: `$name`, a constant, or a source written out.
 *
 * @throws ImportError `import/mapping` for an unknown value, file or column, or an alias that leads
 *   nowhere
 */
export const resolveSource = (input: unknown, path: Path, scope: Scope): Resolved => {
  const { document } = scope;
  if (typeof input === 'string' && input.startsWith('$')) {
    const name = document.parse(Reference, input, path).slice(1);
    const { values } = document.mapping;
    if (!Object.hasOwn(values, name))
      throw document.wrong(
        path,
        `no value $${name}; the mapping has ${listed(Object.keys(values).map((key) => `$${key}`))}`,
      );
    const value = values[name];
    if (typeof value === 'string' && value.startsWith('$'))
      throw document.wrong(['values', name], 'expected a source or a constant, not another value');
    return resolveSource(value, ['values', name], scope);
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { from: 'constant', constant: input, path };
  const source = document.parse(Source, input, path);
  if ('constant' in source && source.type === undefined)
    return { from: 'constant', constant: source.constant, path: [...path, 'constant'] };
  const { read, label } = plainText(source, path, scope);
  return { from: 'row', text: shaped(read, source), label, source, path };
};

/** The text of a row, after aliases and default. */
const shaped = (read: TextOf, source: Source): TextOf => {
  const aliases = new Map(
    Object.entries(source.aliases ?? {}).map(([from, to]) => [identityText(from), String(to)]),
  );
  const otherwise = source.default === undefined ? undefined : String(source.default);
  return (cells) => {
    const text = read(cells);
    if (text === undefined) return otherwise;
    if (text instanceof Unreadable) return otherwise ?? text;
    return aliases.get(identityText(text)) ?? text;
  };
};

const plainText = (
  source: Source,
  path: Path,
  scope: Scope,
): { readonly read: TextOf; readonly label: string } => {
  if (source.template !== undefined) return template(source.template, path, scope);
  if (source.column === undefined) {
    const text = String(source.constant);
    return { read: () => text, label: 'the constant' };
  }
  if (source.of !== undefined) return lookup(source, source.column, source.of, path, scope);
  const at = columnAt(source.column, [...path, 'column'], scope);
  return { read: (cells) => cells[at] || undefined, label: `column ${source.column}` };
};

/** Where a column stands. */
const columnAt = (column: string, path: Path, { document, file, columns }: Scope): number => {
  const at = columns.get(column);
  if (at === undefined) throw document.wrong(path, noSuchColumn(column, file, columns));
  return at;
};

const template = (text: string, path: Path, scope: Scope) => {
  const parts = text
    .split(/\{([^{}]*)\}/)
    .map((part, index) => (index % 2 === 0 ? part : columnAt(part, [...path, 'template'], scope)));
  const read: TextOf = (cells) => {
    let filled = '';
    for (const part of parts) {
      const piece = typeof part === 'number' ? cells[part] : part;
      if (typeof part === 'number' && (piece === undefined || piece === '')) return undefined;
      filled += piece;
    }
    return filled;
  };
  return { read, label: `the template ${text}` };
};

const lookup = (source: Source, column: string, of: string, path: Path, scope: Scope) => {
  const { document } = scope;
  const joined = scope.joined.get(of);
  if (joined === undefined)
    throw document.wrong(
      [...path, 'of'],
      `no file ${of}; the mapping has ${listed([...scope.joined.keys()])}`,
    );
  const at = columnAt(column, [...path, 'column'], { ...scope, ...joined });
  const by = textSource(source.by, [...path, 'by'], scope);
  for (const { alias, target, path: place } of by.aliases)
    if (!joined.rows.has(identityText(target)))
      throw document.wrong(
        place,
        `${alias} becomes ${target}, which is no ${joined.key} of ${joined.file}`,
      );
  const read: TextOf = (cells) => {
    const key = by.text(cells);
    if (key === undefined || key instanceof Unreadable) return key;
    const row = joined.rows.get(identityText(key));
    if (row === undefined)
      return new Unreadable(`expected a ${joined.key} of ${joined.file}, found ${key}`);
    return row.cells[at] || undefined;
  };
  return { read, label: `column ${column} of ${joined.file}` };
};

/** A source that is needed as text: a key, an actor, a condition's value. */
export interface TextSource {
  readonly text: TextOf;
  readonly label: string;
  readonly aliases: readonly {
    readonly alias: string;
    readonly target: string;
    readonly path: Path;
  }[];
}

/** @throws ImportError as `resolveSource` does, or for a constant that is no text */
export const textSource = (input: unknown, path: Path, scope: Scope): TextSource => {
  const resolved = resolveSource(input, path, scope);
  if (resolved.from === 'row')
    return {
      text: resolved.text,
      label: resolved.label,
      aliases: Object.entries(resolved.source.aliases ?? {}).map(([alias, target]) => ({
        alias,
        target: String(target),
        path: [...resolved.path, 'aliases', alias],
      })),
    };
  const { constant } = resolved;
  if (typeof constant !== 'string' && typeof constant !== 'number')
    throw scope.document.wrong(resolved.path, 'expected text or a source of text');
  const text = String(constant);
  return { text: () => text, label: 'the constant', aliases: [] };
};

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.join(', ');
