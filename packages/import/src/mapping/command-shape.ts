import { Instant, LocalDate, WHOLE } from '@presales/kernel';
import { z } from 'zod';
import type { OfPercent } from './cell-readers.ts';

/** What a field of a command holds, as far as a mapping must know. */
export type SlotKind =
  | 'instant'
  | 'date'
  | 'money'
  | 'number'
  | 'boolean'
  | 'text'
  | 'list'
  | 'object';

/** A place in a command's data. */
export interface Slot {
  readonly kind: SlotKind;
  /** Its schema in each form that the command may have. */
  readonly schemas: readonly z.core.$ZodType[];
  /** What it holds of a percentage; undefined where it counts something else. */
  readonly ofPercent?: OfPercent | undefined;
}

/** The place at a path of a command's data; or how far the path went, and what is there instead. */
export type Resolved =
  | { readonly found: true; readonly slot: Slot }
  | { readonly found: false; readonly at: string; readonly known: readonly string[] };

/** Follows a path such as `value.net` or `items.0.quantity` into a schema. */
export const resolve = (schema: z.core.$ZodType, path: string): Resolved => {
  let nodes: readonly z.core.$ZodType[] = [schema];
  const walked: string[] = [];
  for (const part of path.split('.')) {
    const next = nodes.flatMap((node) => child(node, part));
    if (next.length === 0)
      return {
        found: false,
        at: walked.join('.'),
        known: [...new Set(nodes.flatMap((node) => fieldsOf(node)))],
      };
    nodes = next;
    walked.push(part);
  }
  // Forms of a union that share a field give it one kind.
  const [first = schema] = nodes;
  const kind = kindOf(first);
  const ofPercent = ofPercentIn(unwrap(first), kind, walked.at(-1));
  return { found: true, slot: { kind, schemas: nodes, ofPercent } };
};

const ofPercentIn = (
  schema: z.core.$ZodType,
  kind: SlotKind,
  name: string | undefined,
): OfPercent | undefined => {
  if (kind === 'text') return name === 'percent' ? 'percent-text' : 'part-text';
  if (!(schema instanceof z.ZodNumber) || (schema.minValue ?? -1) < 0) return undefined;
  if (schema.maxValue === 100) return 'percents';
  return schema.maxValue === WHOLE ? 'basis-points' : undefined;
};

/**
 * The required fields that a set of paths leaves out: of the whole, and of every object that some
 * path reaches into. An optional object that no path reaches into may be left out.
 */
export const leftOut = (
  schema: z.core.$ZodType,
  paths: readonly string[],
  prefix = '',
): readonly string[] => {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion) {
    const [fewest = []] = bare.options
      .map((option) => leftOut(option, paths, prefix))
      .sort((left, right) => left.length - right.length);
    return fewest;
  }
  if (bare instanceof z.ZodArray)
    return [...new Set(paths.map((path) => path.split('.')[0] ?? ''))].flatMap((index) =>
      leftOut(bare.element, below(paths, index), `${prefix}${index}.`),
    );
  if (!(bare instanceof z.ZodObject)) return [];
  return Object.entries(bare.shape).flatMap(([key, field]) => {
    if (paths.includes(key)) return [];
    const inside = below(paths, key);
    if (inside.length > 0) return leftOut(field, inside, `${prefix}${key}.`);
    return isOptional(field) ? [] : [`${prefix}${key}`];
  });
};

/** Whether the field at a path, and all above it, must be there. */
export const isRequired = (schema: z.core.$ZodType, path: string): boolean =>
  path.split('.').every((_, index, parts) => {
    const at = resolve(schema, parts.slice(0, index + 1).join('.'));
    return at.found && !at.slot.schemas.some(isOptional);
  });

const below = (paths: readonly string[], key: string): readonly string[] =>
  paths.filter((path) => path.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1));

const isOptional = (schema: z.core.$ZodType): boolean => schema._zod.optin === 'optional';

const unwrap = (schema: z.core.$ZodType): z.core.$ZodType => {
  let bare = schema;
  while (bare instanceof z.ZodOptional || bare instanceof z.ZodReadonly) bare = bare.unwrap();
  return bare;
};

const child = (schema: z.core.$ZodType, part: string): readonly z.core.$ZodType[] => {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion)
    return bare.options.flatMap((option: z.core.$ZodType) => child(option, part));
  if (bare instanceof z.ZodArray) return /^\d{1,3}$/.test(part) ? [bare.element] : [];
  if (bare instanceof z.ZodObject && kindOf(bare) === 'object') {
    const field: z.core.$ZodType | undefined = Object.hasOwn(bare.shape, part)
      ? bare.shape[part]
      : undefined;
    return field === undefined ? [] : [field];
  }
  return [];
};

const fieldsOf = (schema: z.core.$ZodType): readonly string[] => {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion)
    return bare.options.flatMap((option: z.core.$ZodType) => fieldsOf(option));
  return bare instanceof z.ZodObject && kindOf(bare) === 'object' ? Object.keys(bare.shape) : [];
};

const kindOf = (schema: z.core.$ZodType): SlotKind => {
  const bare = unwrap(schema);
  if (bare === Instant) return 'instant';
  if (bare === LocalDate) return 'date';
  if (bare instanceof z.ZodObject)
    return ['amount', 'currency', 'scale'].every((key) => key in bare.shape) ? 'money' : 'object';
  if (bare instanceof z.ZodUnion) return 'object';
  if (bare instanceof z.ZodArray) return 'list';
  if (bare instanceof z.ZodNumber) return 'number';
  if (bare instanceof z.ZodBoolean) return 'boolean';
  return 'text';
};
