import { readFile } from 'node:fs/promises';
import { basename, parse } from 'node:path';
import { explain } from '@presales/kernel/store';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ImportError, type Place } from '../import-error.ts';
import { meant } from '../nearest.ts';
import { wordsOf } from '../system-error.ts';
import { Mapping, mappingKeys, Sections } from './mapping.ts';

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

/** The part of a mapping that is about one file. */
export interface MappingSection {
  /** The file's path, from the folder that is imported; undefined where the mapping is about one file. */
  readonly file: string | undefined;
  /** The name of the whole mapping. */
  readonly whole: string;
  readonly document: MappingDocument;
}

/**
 * A mapping from its file: its sections in order, or the whole where it is about one file.
 *
 * @throws ImportError `import/file`, or `import/mapping` with line and column
 */
export const readMapping = async (file: string): Promise<readonly MappingSection[]> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ImportError('import/file', { file }, `cannot be read: ${wordsOf(cause)}`, { cause });
  }
  return mappingSections(basename(file), text);
};

/**
 * The sections of a mapping, from its text. What a section does not say, the whole says for it.
 *
 * @throws ImportError `import/mapping` with line and column
 */
export const mappingSections = (file: string, text: string): readonly MappingSection[] => {
  const source = mappingSource(file, text);
  const { data, wrong } = source;
  if (!isObject(data) || !('inputs' in data)) return [whole(documentOf(source, data, wrong))];
  const { name, inputs } = parserOf(wrong)(Sections, data, []);
  const { inputs: _, ...shared } = data;
  return inputs.map((input, index) => {
    const { file, ...section } = input;
    const merged = {
      ...shared,
      ...section,
      ...Object.fromEntries(
        ['values', 'files'].flatMap((key) =>
          key in shared && key in section
            ? [[key, { ...Object(shared[key]), ...Object(section[key]) }]]
            : [],
        ),
      ),
      name: `${name}/${section.name ?? parse(file).name}`,
    };
    const inSection = (path: Path): Path => {
      const [key, part] = path;
      const own: unknown = input[String(key)];
      const here = own !== undefined && (part === undefined || !isObject(own) || part in own);
      return here ? ['inputs', index, ...path] : path;
    };
    const wrongHere: MappingDocument['wrong'] = (path, expected) =>
      wrong(path.length === 0 ? ['inputs', index] : inSection(path), expected);
    return { file, whole: name, document: documentOf(source, merged, wrongHere) };
  });
};

const whole = (document: MappingDocument): MappingSection => ({
  file: undefined,
  whole: document.mapping.name,
  document,
});

/**
 * A mapping of one file, from its text.
 *
 * @throws ImportError `import/mapping` with line and column
 */
export const mappingDocument = (file: string, text: string): MappingDocument => {
  const source = mappingSource(file, text);
  return documentOf(source, source.data, source.wrong);
};

/** A mapping as plain data, and where its parts stand in the text. */
interface MappingSource {
  readonly text: string;
  readonly data: unknown;
  readonly wrong: MappingDocument['wrong'];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const documentOf = (
  { text }: MappingSource,
  data: unknown,
  wrong: MappingDocument['wrong'],
): MappingDocument => {
  const parse = parserOf(wrong);
  return { mapping: parse(Mapping, data, []), text, wrong, parse };
};

const parserOf =
  (wrong: MappingDocument['wrong']): MappingDocument['parse'] =>
  (schema, input, path) => {
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    const { error = result.error } = schema.safeParse(input, { error: explain });
    const found = deepest(error.issues, path);
    // A misspelt key is also one that is missing; the misspelling says more.
    const first = found.find(({ expected }) => expected.startsWith(unknownKey)) ?? found[0];
    if (first === undefined) throw result.error;
    throw wrong(first.path, first.expected);
  };

const mappingSource = (file: string, text: string): MappingSource => {
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

  // Only YAML's own references can fail by now.
  const data = (): unknown => {
    try {
      return document.toJS();
    } catch (error) {
      throw wrong([], wordsOf(error));
    }
  };

  return { text, data: data(), wrong };
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
      return issue.keys.map((key) => ({
        path: [...path, key],
        expected: `${unknownKey}${meant(key, mappingKeys)}`,
      }));
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
