import { posix } from 'node:path';
import { exists, read } from '../architecture/workspace.ts';

/** Something that a module exports, where it is written. */
export interface Declaration {
  readonly name: string;
  readonly file: string;
  readonly kind: 'class' | 'function' | 'type' | 'value';
  /** The comment above it; empty where there is none. */
  readonly meaning: string;
  /** What a user must know of it, as it is written: all of a type, the head of a function. */
  readonly text: string;
}

/**
 * What a module exports by name, each with the place where it is declared. Our sources are formatted
 * by one tool, so lines tell where a declaration begins and ends.
 *
 * @throws Error for an `export *`, and for a name that is declared nowhere
 */
export const exportsOf = (file: string): readonly Declaration[] => {
  const text = read(file);
  if (/^export \*/m.test(text)) throw new Error(`${file}: export * hides what is public`);
  const passedOn = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)';/gm)].flatMap(
    ([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .filter((name) => name !== '')
        .map((name) => {
          const [original = name, exported = original] = name.split(' as ');
          return { ...declarationIn(sourceOf(file, from), original), name: exported };
        }),
  );
  const own = [...text.matchAll(DECLARED)].map(([, , name = '']) => declarationIn(file, name));
  return [...passedOn, ...own].sort((one, other) => (one.name < other.name ? -1 : 1));
};

const DECLARED =
  /^export (?:declare |abstract |async )*(const|let|class|interface|type|function\*?) (\w+)/gm;

/** The file that a relative import names. */
const sourceOf = (file: string, from: string): string => posix.join(posix.dirname(file), from);

const declarationIn = (file: string, name: string): Declaration => {
  if (!exists(file)) throw new Error(`${file} is not there, but is to export ${name}`);
  const text = read(file);
  const start = new RegExp(
    `^export (?:declare |abstract |async )*(const|let|class|interface|type|function\\*?) ${name}\\b`,
    'm',
  ).exec(text);
  if (start === null) {
    const onwards = new RegExp(
      `^export (?:type )?\\{[^}]*?(?:(\\w+) as )?\\b${name}\\b[^}]*\\} from '([^']+)';`,
      'm',
    ).exec(text);
    if (onwards === null) throw new Error(`${file} does not declare ${name}`);
    return declarationIn(sourceOf(file, onwards[2] ?? ''), onwards[1] ?? name);
  }
  const declared = untilItsEnd(text.slice(start.index));
  const head = headOf(declared);
  return {
    name,
    file,
    kind: kindOf(start[1] ?? '', head !== undefined),
    // A schema and its type share a name; the comment stands above whichever comes first.
    meaning: commentAbove(text.slice(0, start.index)),
    text: head ?? (declared.split('\n').length > longest ? '' : declared),
  };
};

/** Longer declarations are the unions of an aggregate's messages, which have pages of their own. */
const longest = 60;

const kindOf = (keyword: string, called: boolean): Declaration['kind'] => {
  if (keyword === 'class') return 'class';
  if (keyword === 'interface' || keyword === 'type') return 'type';
  return called ? 'function' : 'value';
};

/** A declaration ends with the line that closes it unindented, or before the first blank line. */
const untilItsEnd = (text: string): string => {
  const lines = text.split('\n');
  const last = lines.findIndex(
    (line, index) =>
      /^[}\])]/.test(line) || (line.endsWith(';') && (lines[index + 1] ?? '').trim() === ''),
  );
  return lines.slice(0, last + 1).join('\n');
};

/** The parameters and the result of a function; undefined for what is none. */
const headOf = (declared: string): string | undefined =>
  /^export (?:async function|function|const \w+ =\s+(?:async )?[(<])/.test(declared)
    ? declared.replace(/(?: =>| \{)(?:\s[\s\S]*)?$/, ';')
    : undefined;

const commentAbove = (text: string): string => {
  const [, comment = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text) ?? [];
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
};
