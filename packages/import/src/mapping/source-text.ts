import { identityText } from '@presales/kernel';
import { meant, meantOr } from '../nearest.ts';
import type { Columns } from '../table/header.ts';
import { type JoinedRows, noSuchColumn } from '../table/joined-rows.ts';
import { Unreadable } from './cell-readers.ts';
import type { MappingDocument, Path } from './mapping-document.ts';
import { choices, origins, type Reading, Reference, type Running, Source } from './source.ts';

/** What the sources of a mapping are compiled against: one file's rows. */
export interface Scope {
  readonly document: MappingDocument;
  readonly file: string;
  readonly columns: Columns;
  readonly joined: ReadonlyMap<string, JoinedRows>;
  /** Where among the cells a running number stands; absent where rows are not numbered. */
  readonly runningAt?: (running: Running, path: Path) => number;
  /** Is told of every value that a condition compares. */
  readonly compared?: (compared: Compared) => void;
  /** The values that are being followed, so that none leads back to itself. */
  readonly following?: readonly string[];
}

/** A value that a condition compares with texts that it knows. */
export interface Compared {
  /** For people: the column, or where else the value comes from. */
  readonly label: string;
  readonly text: TextOf;
  readonly known: readonly string[];
  /** Whether the condition holds for all other texts. */
  readonly negated: boolean;
}

type Cells = readonly string[];

/** The text that a row has for a source: none when empty, or unreadable when a join finds nothing. */
export type TextOf = (cells: Cells) => string | undefined | Unreadable;

/** A part of a source, that is a source itself. */
export interface SourceAt {
  readonly input: unknown;
  readonly path: Path;
}

interface FromRow {
  readonly source: Source;
  readonly path: Path;
  /** What its parts are compiled against. */
  readonly scope: Scope;
  /** What stands for it where it has no value. */
  readonly otherwise: SourceAt | undefined;
}

/** A source of the mapping, its references followed: a constant, or something read from the row. */
export type Resolved =
  | { readonly from: 'constant'; readonly constant: unknown; readonly path: Path }
  | (FromRow & {
      readonly from: 'row';
      readonly text: TextOf;
      /** For people: `column close_value`. */
      readonly label: string;
    })
  | (FromRow & {
      readonly from: 'several';
      readonly choice: (typeof choices)[number];
      readonly members: readonly SourceAt[];
    });

/**
 * What a place of the mapping draws on: `$name`, a constant, or a source written out. It is read as
 * the source around it is, as far as it says nothing else.
 *
 * @throws ImportError `import/mapping` for an unknown value, file or column, an alias that leads
 *   nowhere, or a value that leads back to itself
 */
export const resolveSource = (
  input: unknown,
  path: Path,
  scope: Scope,
  around: Reading = {},
): Resolved => {
  const { document } = scope;
  if (typeof input === 'string' && input.startsWith('$'))
    return resolveValue(document.parse(Reference, input, path).slice(1), path, scope, around);
  const written = sourceOf(input, around);
  if (written === undefined) return { from: 'constant', constant: input, path };
  const source = document.parse(Source, written, path);
  if ('constant' in source && source.type === undefined)
    return { from: 'constant', constant: source.constant, path: [...path, 'constant'] };
  const place = { input: source.default, path: [...path, 'default'] };
  for (const choice of choices) {
    const members = source[choice]?.map((member, index) => ({
      input: member,
      path: [...path, choice, index],
    }));
    const otherwise = source.default === undefined ? undefined : place;
    if (members !== undefined)
      return { from: 'several', choice, members, source, path, scope, otherwise };
  }
  const { read, label } = plainText(source, path, scope);
  const otherwise =
    source.default === undefined || constantDefault(source) !== undefined ? undefined : place;
  return { from: 'row', text: shaped(read, source), label, source, path, scope, otherwise };
};

/** The text of a default that is a constant, and so is read as its source is. */
const constantDefault = ({ default: otherwise }: Source): string | undefined =>
  otherwise === undefined || typeof otherwise === 'object' || isSource(otherwise)
    ? undefined
    : String(otherwise);

/** What is written as a source, or is a constant that is read as the source around it. */
const sourceOf = (input: unknown, around: Reading): object | undefined => {
  if (typeof input === 'object' && input !== null && !Array.isArray(input))
    return { ...around, ...input };
  const read = Object.keys(around).length > 0 && typeof input !== 'object';
  return read ? { ...around, constant: input } : undefined;
};

/** Whether something written in a mapping draws on anything: it is a source, or a value's name. */
export const isSource = (input: unknown): boolean =>
  (typeof input === 'string' && input.startsWith('$')) ||
  (typeof input === 'object' && input !== null && origins.some((origin) => origin in input));

const resolveValue = (name: string, path: Path, scope: Scope, around: Reading): Resolved => {
  const { document, following = [] } = scope;
  const { values } = document.mapping;
  if (!Object.hasOwn(values, name))
    throw document.wrong(
      path,
      `no value $${name}${meantOr(
        name,
        Object.keys(values).map((key) => `$${key}`),
        (names) => `; the mapping has ${names}`,
      )}`,
    );
  const value = values[name];
  if (typeof value === 'string' && value.startsWith('$'))
    throw document.wrong(['values', name], 'expected a source or a constant, not another value');
  if (following.includes(name))
    throw document.wrong(['values', name], `$${name} leads back to itself`);
  const inside = { ...scope, following: [...following, name] };
  return resolveSource(value, ['values', name], inside, around);
};

/** The text of a row, after aliases and a constant default. */
const shaped = (read: TextOf, source: Source): TextOf => {
  const { '*': others, ...listed } = source.aliases ?? {};
  const aliases = new Map(
    Object.entries(listed).map(([from, to]) => [identityText(from), String(to)]),
  );
  const rest = others === undefined ? undefined : String(others);
  const otherwise = constantDefault(source);
  const declared = source.oneOf && knownTexts([...source.oneOf, ...(source.ignore ?? [])]);
  return (cells) => {
    const text = read(cells);
    if (text === undefined) return otherwise;
    // The key is not in the joined file: what has a default may do without.
    if (text instanceof Unreadable) return source.default === undefined ? text : otherwise;
    const named = aliases.get(identityText(text)) ?? rest ?? text;
    if (declared !== undefined && !declared.has(identityText(named)))
      return new Unreadable(`expected one of ${source.oneOf?.join(', ')}`, named);
    return named;
  };
};

/** Texts in the form in which they are compared. */
export const knownTexts = (texts: readonly (string | number | boolean)[]): ReadonlySet<string> =>
  new Set(texts.map((text) => identityText(String(text))));

const plainText = (
  source: Source,
  path: Path,
  scope: Scope,
): { readonly read: TextOf; readonly label: string } => {
  if (source.template !== undefined) return template(source.template, path, scope);
  if (source.running !== undefined) return running(source.running, [...path, 'running'], scope);
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

const running = (definition: Running, path: Path, { document, runningAt }: Scope) => {
  const at = runningAt?.(definition, path);
  if (at === undefined) throw document.wrong(path, 'rows are not numbered here');
  const label = `the running number within ${[definition.within].flat().join(', ')}`;
  return { read: (cells: Cells) => cells[at] || undefined, label };
};

/** Columns, and values by their names, put together. */
const template = (text: string, path: Path, scope: Scope) => {
  const place = [...path, 'template'];
  const parts = text.split(/\{([^{}]*)\}/).map((part, index): string | TextOf => {
    if (index % 2 === 0) return part;
    if (part.startsWith('$')) return textSource(part, place, scope).text;
    const at = columnAt(part, place, scope);
    return (cells) => cells[at] || undefined;
  });
  const read: TextOf = (cells) => {
    let filled = '';
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : part(cells);
      if (typeof piece !== 'string') return piece;
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
      `no file ${of}${meantOr(of, [...scope.joined.keys()], (names) => `; the mapping has ${names}`)}`,
    );
  const at = columnAt(column, [...path, 'column'], { ...scope, ...joined });
  const by = textSource(source.by, [...path, 'by'], scope);
  for (const { alias, target, path: place } of by.aliases)
    if (!joined.rows.has(identityText(target)))
      throw document.wrong(
        place,
        `${alias} becomes ${target}, which is no ${joined.key} of ${joined.file}${meant(target, joined.rows.keys())}`,
      );
  const read: TextOf = (cells) => {
    const key = by.text(cells);
    if (key === undefined || key instanceof Unreadable) return key;
    const row = joined.rows.get(identityText(key));
    if (row !== undefined) return row.cells[at] || undefined;
    return source.missing === 'empty'
      ? undefined
      : new Unreadable(`expected a ${joined.key} of ${joined.file}, found ${key}`);
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
  /** Texts that it declares to be its own, or to lead to nothing. */
  readonly declared: readonly (string | number | boolean)[];
}

/** @throws ImportError as `resolveSource` does, or for a constant or a choice that is no text */
export const textSource = (input: unknown, path: Path, scope: Scope): TextSource => {
  const resolved = resolveSource(input, path, scope);
  if (resolved.from === 'constant') {
    const { constant } = resolved;
    if (typeof constant !== 'string' && typeof constant !== 'number')
      throw scope.document.wrong(resolved.path, 'expected text or a source of text');
    const text = String(constant);
    return { text: () => text, label: 'the constant', aliases: [], declared: [] };
  }
  const { source, otherwise } = resolved;
  const own = resolved.from === 'row' ? [resolved] : membersOf(resolved, scope);
  const all =
    otherwise === undefined
      ? own
      : [...own, textSource(otherwise.input, otherwise.path, resolved.scope)];
  return {
    text: firstText(all.map(({ text }) => text)),
    label: own.map(({ label }) => label).join(', or else '),
    aliases: Object.entries(source.aliases ?? {}).map(([alias, target]) => ({
      alias,
      target: String(target),
      path: [...resolved.path, 'aliases', alias],
    })),
    declared: [...(source.oneOf ?? []), ...(source.ignore ?? [])],
  };
};

const membersOf = (
  resolved: Extract<Resolved, { readonly from: 'several' }>,
  { document }: Scope,
): readonly TextSource[] => {
  if (resolved.choice !== 'coalesce')
    throw document.wrong(
      [...resolved.path, resolved.choice],
      'expected text or a source of text; dates and numbers are compared in fields only',
    );
  return resolved.members.map((member) => textSource(member.input, member.path, resolved.scope));
};

/** The first text that there is; a key that a joined file does not have is not passed over. */
const firstText = ([only, ...others]: readonly TextOf[]): TextOf => {
  if (only === undefined) return () => undefined;
  if (others.length === 0) return only;
  const next = firstText(others);
  return (cells) => only(cells) ?? next(cells);
};
