import type { z } from 'zod';
import { meantOr } from '../nearest.ts';
import { isRequired, leftOut, resolve, type Slot } from './command-shape.ts';
import type { MappingDocument, Path } from './mapping-document.ts';
import { isSource } from './source-text.ts';

/** One field of a command as a mapping fills it. */
export interface WrittenField {
  /** Its path in the command's data: `pipeline.version`. */
  readonly name: string;
  readonly input: unknown;
  /** Where in the mapping it stands. */
  readonly path: Path;
  readonly slot: Slot;
  readonly required: boolean;
}

/**
 * The fields that a mapping fills: by their paths, `pipeline.version: 1`, or inside one another,
 * `pipeline: { version: 1 }`.
 *
 * @throws ImportError `import/mapping` for a field that is not there or stands twice, and for one that
 *   the command needs and the mapping leaves out
 */
export const writtenFields = (
  type: string,
  data: z.core.$ZodType,
  fields: Readonly<Record<string, unknown>>,
  path: Path,
  document: MappingDocument,
): readonly WrittenField[] => {
  const field = (name: string, input: unknown, place: Path): readonly WrittenField[] => {
    const resolved = resolve(data, name);
    if (!resolved.found) {
      const last = name.split('.').slice(resolved.at === '' ? 0 : resolved.at.split('.').length);
      const owner = resolved.at === '' ? 'it' : resolved.at;
      const known = meantOr(
        last[0] ?? '',
        resolved.known,
        (names) => `; ${owner} has ${resolved.known.length === 0 ? 'no fields' : names}`,
      );
      throw document.wrong(place, `${type} has no such field${known}`);
    }
    const { slot } = resolved;
    const inner = innerFields(input, slot);
    return inner === undefined
      ? [{ name, input, path: place, slot, required: isRequired(data, name) }]
      : inner.flatMap(([key, value]) => field(`${name}.${key}`, value, [...place, key]));
  };
  const written = Object.entries(fields).flatMap(([name, input]) =>
    field(name, input, [...path, name]),
  );
  const names = written.map(({ name }) => name);
  const twice = written.find(({ name }, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw document.wrong(twice.path, `the field ${twice.name} stands twice`);
  const [missing] = leftOut(data, names);
  if (missing !== undefined) throw document.wrong(path, `${type} needs the field ${missing}`);
  return written;
};

/** The fields of an object that is no source, and the items of a list that has sources in it. */
const innerFields = (
  input: unknown,
  { kind }: Slot,
): readonly (readonly [string | number, unknown])[] | undefined => {
  if (typeof input !== 'object' || input === null || isSource(input)) return undefined;
  if (Array.isArray(input))
    return kind === 'list' && hasSource(input) ? [...input.entries()] : undefined;
  const inner = Object.entries(input);
  return kind === 'object' && inner.length > 0 ? inner : undefined;
};

const hasSource = (input: unknown): boolean =>
  isSource(input) ||
  (typeof input === 'object' && input !== null && Object.values(input).some(hasSource));
