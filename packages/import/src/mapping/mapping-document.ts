import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { explain } from '@presales/kernel/store';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ImportError, type Place } from '../import-error.ts';
import { wordsOf } from '../system-error.ts';
import { Mapping } from './mapping.ts';

/** A path into the mapping: keys and indexes. */
export type Path = readonly (string | number)[];

/** A mapping as its file has it. */
export interface MappingDocument {
  readonly mapping: Mapping;
  /** The text that it was read from. */
  readonly text: string;
  /** An error that names the line and column of a path, and what was expected there. */
  readonly wrong: (path: Path, expected: string) => ImportError;
  /** The part of the mapping at a path, as its schema has it; an error names the exact place. */
  readonly parse: <Schema extends z.ZodType>(
    schema: Schema,
    input: unknown,
    path: Path,
  ) => z.output<Schema>;
}

/**
 * A mapping from its file.
 *
 * @throws ImportError `import/file`, or `import/mapping` with line and column
 */
export const readMapping = async (file: string): Promise<MappingDocument> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ImportError('import/file', { file }, `cannot be read: ${wordsOf(cause)}`, { cause });
  }
  return mappingDocument(basename(file), text);
};

/**
 * A mapping from its text.
 *
 * @throws ImportError `import/mapping` with line and column
 */
export const mappingDocument = (file: string, text: string): MappingDocument => {
  const lines = new LineCounter();
  // Columns and values are found by the names that it spells, and files are read in composed form.
  const document = parseDocument(text.normalize('NFC'), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const place = (offset: number | undefined): Place => {
    if (offset === undefined) return { file, line: 1, column: 1 };
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [fault] = document.errors;
  if (fault !== undefined)
    throw new ImportError('import/mapping', place(fault.pos[0]), fault.message);

  /** Where the path begins in the text, or the nearest part of it that is there. */
  const offsetOf = (path: Path): number | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const parent = document.getIn(path.slice(0, length - 1), true);
      const last = path[length - 1];
      const pair =
        length > 0 && isMap(parent)
          ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
          : undefined;
      if (isPair(pair) && isNode(pair.key)) return pair.key.range?.[0];
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node)) return node.range?.[0];
    }
    return undefined;
  };

  const wrong = (path: Path, expected: string): ImportError =>
    new ImportError('import/mapping', place(offsetOf(path)), `${pathText(path)}${expected}`);

  /** The document as plain data. Only YAML's own references can fail by now. */
  const plain = (): unknown => {
    try {
      return document.toJS();
    } catch (error) {
      throw wrong([], wordsOf(error));
    }
  };

  const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown, path: Path) => {
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    const { error = result.error } = schema.safeParse(input, { error: explain });
    const found = deepest(error.issues, path);
    // A misspelt key is also one that is missing; the misspelling says more.
    const first = found.find(({ expected }) => expected === unknownKey) ?? found[0];
    if (first === undefined) throw result.error;
    throw wrong(first.path, first.expected);
  };

  return { mapping: parse(Mapping, plain(), []), text, wrong, parse };
};

const pathText = (path: Path): string => {
  const text = path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : before === '' ? part : `${before}.${part}`,
    '',
  );
  return text === '' ? '' : `${text}: `;
};

const unknownKey = 'unknown key';

interface Found {
  readonly path: Path;
  readonly expected: string;
}

/** What is wrong, each at its own place: a union speaks through the member that came nearest. */
const deepest = (issues: readonly z.core.$ZodIssue[], base: Path): readonly Found[] =>
  issues.flatMap((issue): readonly Found[] => {
    const path = [...base, ...issue.path.filter((part) => typeof part !== 'symbol')];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], expected: unknownKey }));
    if (issue.code === 'invalid_union') {
      const members = issue.errors
        .map((member) => deepest(member, path))
        .sort((left, right) => depth(right) - depth(left));
      const [nearest] = members;
      if (nearest !== undefined && depth(nearest) > path.length) return nearest;
    }
    return [{ path, expected: issue.message }];
  });

const depth = (found: readonly Found[]): number =>
  Math.max(0, ...found.map(({ path }) => path.length));
