import { Zone } from '@presales/kernel';
import { z } from 'zod';
import { CsvOptions, Encoding, ExcelOptions, FileLimits } from '../table/table-format.ts';
import { NumberStyle, Reference, Source } from './source.ts';

const name = z.string().min(1).max(100);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** What must hold of a row for a command to be issued: one test of one cell or value, or several. */
export interface Condition {
  readonly column?: string | undefined;
  readonly value?: string | undefined;
  readonly equals?: Scalar | undefined;
  readonly oneOf?: readonly Scalar[] | undefined;
  readonly present?: boolean | undefined;
  /** Texts that lead to nothing on purpose. */
  readonly ignore?: readonly Scalar[] | undefined;
  readonly not?: Condition | undefined;
  readonly any?: readonly Condition[] | undefined;
}
type Scalar = z.infer<typeof scalar>;

const tests = ['equals', 'oneOf', 'present'] as const;
const conditionKeys = ['column', 'value', ...tests, 'ignore', 'not', 'any'];

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z
    .strictObject({
      column: name.optional(),
      value: Reference.optional(),
      equals: scalar.optional(),
      oneOf: z.array(scalar).min(1).optional(),
      present: z.boolean().optional(),
      ignore: z.array(scalar).min(1).optional(),
      not: Condition.optional(),
      any: z.array(Condition).min(2).max(100).optional(),
    })
    .superRefine((condition, context) => {
      const wrong = (message: string, path: readonly string[] = []) =>
        context.addIssue({ code: 'custom', path: [...path], message });
      const given = Object.keys(condition);
      const outer = given.find((key) => key === 'not' || key === 'any');
      if (outer !== undefined) {
        if (given.length > 1) wrong('expected nothing beside it', [outer]);
        return;
      }
      for (const keys of [['column', 'value'], tests])
        if (keys.filter((key) => given.includes(key)).length !== 1)
          wrong(`expected exactly one of ${keys.join(', ')}`);
      if (condition.ignore !== undefined && condition.present !== undefined)
        wrong('expected it beside equals or oneOf', ['ignore']);
    }),
);

/** One condition, or several that must all hold. */
export const Conditions = z.union([Condition, z.array(Condition).min(1)]);
export type Conditions = z.infer<typeof Conditions>;

const command = {
  command: name,
  when: Conditions.optional(),
  /** Issued once for each value of it, however many rows bring it. */
  once: z.unknown().optional(),
  fields: z.record(z.string(), z.unknown()),
};

/** A command that every row may issue. */
export const RowCommand = z.strictObject(command);
export type RowCommand = z.infer<typeof RowCommand>;

/** A command that goes before the rows: issued once, or for each row of a joined file. */
export const SetupCommand = z.strictObject({ ...command, each: name.optional() });
export type SetupCommand = z.infer<typeof SetupCommand>;

/** One thing that rows are sorted by. */
export const SortBy = z.strictObject({
  /** A source; what it is read as says how its values are compared. */
  by: z.unknown(),
  /** The texts in the order in which their rows are to come; all others come after them. */
  order: z.array(z.string().min(1)).min(1).optional(),
  descending: z.boolean().default(false),
});
export type SortBy = z.infer<typeof SortBy>;

/** A file whose rows are looked up by key; it is held in memory. */
export const JoinedFile = z.strictObject({
  file: name,
  key: name,
  delimiter: z.string().length(1).optional(),
  encoding: Encoding.optional(),
  sheet: z.string().min(1).optional(),
});
export type JoinedFile = z.infer<typeof JoinedFile>;

/** How the rows of a CSV file become commands. */
export const Mapping = z.strictObject({
  /** Part of every command's id: under another name the same rows are imported anew. */
  name,
  /** The columns that tell a row from every other; by default all of them. */
  key: z.union([name, z.array(name).min(1)]).optional(),
  /** In which order rows are carried out, most important first; by default that of the file. */
  sort: z.array(SortBy).max(10).default([]),
  /** Whether a row of which one command is refused is left out as a whole. */
  whole: z.boolean().default(true),
  zone: Zone.default('UTC'),
  numbers: NumberStyle.default({}),
  csv: CsvOptions.default({}),
  excel: ExcelOptions.default({}),
  limits: FileLimits.default({}),
  files: z.record(z.string(), JoinedFile).default({}),
  values: z.record(z.string().regex(/^[A-Za-z][\w-]*$/), z.unknown()).default({}),
  /** Who is recorded as the actor; by default `import:` and the mapping's name. */
  actor: z.unknown().optional(),
  setup: z.array(SetupCommand).default([]),
  rows: z.array(RowCommand).min(1),
});
export type Mapping = z.infer<typeof Mapping>;

/** Several files of one folder: what their sections share, and a section for each. */
export const Sections = z.looseObject({
  name,
  /** The sections, in the order in which their files are imported. */
  inputs: z.array(z.looseObject({ file: name, name: name.optional() })).min(1),
});

/** Every key that a mapping may have somewhere, to tell which one was meant. */
export const mappingKeys: readonly string[] = [
  ...[
    Mapping,
    SetupCommand,
    SortBy,
    JoinedFile,
    Source,
    CsvOptions,
    ExcelOptions,
    FileLimits,
    Sections,
  ].flatMap(({ shape }) => Object.keys(shape)),
  ...conditionKeys,
];
