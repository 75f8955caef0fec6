import { Zone } from '@presales/kernel';
import { z } from 'zod';
import { foldedWord, usualWords } from './words.ts';

const name = z.string().min(1).max(100);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const aliasTarget = z.union([z.string().min(1), z.number()], {
  error: 'expected the text that the alias stands for',
});

const isLocale = (tag: string): boolean => {
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag]).length === 1;
  } catch {
    return false;
  }
};

/** A language or locale that the program knows: `de`, `de-CH`. */
const Locale = z.string().refine(isLocale, {
  error: 'expected a language or locale such as de or de-CH',
});

/** What a cell is read as. */
export const ValueType = z.enum([
  'text',
  'integer',
  'decimal',
  'percent',
  'part',
  'money',
  'currency',
  'date',
  'date-time',
  'boolean',
]);
export type ValueType = z.infer<typeof ValueType>;

/** How numbers are written: `1.234,56` has `decimal: ","` and `group: "."`, or `locale: de`. */
export const NumberStyle = z
  .strictObject({
    /** `.` by default. */
    decimal: z.string().length(1).optional(),
    group: z.string().length(1).optional(),
    locale: Locale.optional(),
  })
  .superRefine((style, context) => {
    const wrong = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (style.locale !== undefined && (style.decimal ?? style.group) !== undefined)
      wrong('locale', 'expected a locale, or decimal and group: not both');
    if (style.group === (style.decimal ?? '.'))
      wrong('group', 'expected another mark than the decimal one');
  });
export type NumberStyle = z.infer<typeof NumberStyle>;

/** Text that names a value of the mapping's `values`: `$deal`. */
export const Reference = z.string().regex(/^\$[A-Za-z][\w-]*$/, {
  error: 'expected a value by its name, such as $deal',
});

/** Where a source's value comes from; each source has one of them. */
export const origins = [
  'column',
  'constant',
  'template',
  'coalesce',
  'minimum',
  'maximum',
  'running',
] as const;

/** The origins of which one of several sources is chosen. */
export const choices = ['coalesce', 'minimum', 'maximum'] as const;

const wrongAt = (context: z.RefinementCtx) => (key: string, message: string) =>
  context.addIssue({ code: 'custom', path: [key], message });

/** Several sources, of which one is chosen. */
const several = z.array(z.unknown()).min(2).max(20);

/** How many rows of a group have come so far. */
const Running = z.strictObject({
  /** Columns, or values by their names: rows that have the same in all of them are a group. */
  within: z.union([name, z.array(name).min(1).max(20)]),
  /** The conditions of the rows that count; by default every row does. */
  counts: z.unknown().optional(),
});
export type Running = z.infer<typeof Running>;

/** A source as a command's field may have it. */
export const Source = z
  .strictObject({
    column: name.optional(),
    constant: z.unknown().optional(),
    template: name.optional(),
    /** The first of them that has a value. */
    coalesce: several.optional(),
    minimum: several.optional(),
    maximum: several.optional(),
    running: Running.optional(),
    /** The joined file that the column is of. */
    of: name.optional(),
    /** What is looked up in the joined file's key. */
    by: z.unknown().optional(),
    /** A key that the joined file does not have counts as empty; by default it is wrong. */
    missing: z.literal('empty').optional(),
    aliases: z.record(z.string(), aliasTarget).optional(),
    /** What stands for an empty cell: a constant, or another source. */
    default: z.unknown().optional(),
    /** The only texts it may have, after its aliases. */
    oneOf: z.array(scalar).min(1).optional(),
    /** Texts that conditions need not know, because they lead to nothing on purpose. */
    ignore: z.array(scalar).min(1).optional(),
    type: ValueType.optional(),
    currency: z.unknown().optional(),
    numbers: NumberStyle.optional(),
    zone: Zone.optional(),
    format: z.union([name, z.array(name).min(1).max(20)]).optional(),
    pivot: z.int().min(0).max(99).optional(),
    language: Locale.optional(),
    time: z.literal('ignore').optional(),
    /** Which instant of its day a date without a time is; the start by default. */
    day: z.enum(['start', 'end']).optional(),
    /** A source: of two times of one day, a date without a time is not before it. */
    notBefore: z.unknown().optional(),
    plus: z
      .strictObject({ days: z.unknown().optional(), months: z.unknown().optional() })
      .optional(),
    yes: z.array(scalar).min(1).optional(),
    no: z.array(scalar).min(1).optional(),
  })
  .superRefine((source, context) => {
    const wrong = wrongAt(context);
    const given = origins.filter((key) => key in source);
    if (given.length !== 1)
      context.addIssue({
        code: 'custom',
        path: given.slice(1, 2),
        message: `expected exactly one of ${origins.join(', ')}`,
      });
    if (source.of !== undefined && source.column === undefined)
      wrong('of', 'expected a column beside it');
    if ((source.of === undefined) !== (source.by === undefined))
      wrong(source.of === undefined ? 'by' : 'of', 'expected "of" and "by" together');
    if (source.missing !== undefined && source.of === undefined)
      wrong('missing', 'expected it beside a column of a joined file');
    if (choices.some((choice) => choice in source))
      for (const key of ['aliases', 'oneOf', 'ignore'] as const)
        if (key in source) wrong(key, 'expected it beside each of the sources');
  })
  .superRefine((source, context) => {
    const wrong = wrongAt(context);
    if ('currency' in source && (source.type ?? 'money') !== 'money')
      wrong('currency', 'expected it beside type money only');
    if (source.type === 'money' && !('currency' in source))
      wrong('type', 'expected a currency beside type money');
    /** Keys that fit some types only, and a source without a type. */
    const only = (
      keys: readonly (keyof typeof source)[],
      types: readonly ValueType[],
      of: string,
    ) => {
      if (source.type === undefined || types.includes(source.type)) return;
      for (const key of keys) if (key in source) wrong(key, `expected it beside ${of} only`);
    };
    only(readingDates, ['date', 'date-time'], 'dates');
    only(
      ['numbers'],
      ['integer', 'decimal', 'percent', 'part', 'money', 'date', 'date-time'],
      'numbers',
    );
    only(['yes', 'no'], ['boolean'], 'type boolean');
    if (source.time !== undefined && source.type === 'date')
      wrong('time', 'expected it beside dates that have a time');
    if (source.day === 'end' && 'notBefore' in source)
      wrong('notBefore', 'expected it beside the start of the day');
    const { yes, no } = wordsOf(source);
    const both = yes.find((word) => no.some((other) => foldedWord(word) === foldedWord(other)));
    if (both !== undefined) wrong('no', `${both} cannot mean yes and no`);
  });
export type Source = z.infer<typeof Source>;

/** The keys of a source that say how dates are written and read. */
export const readingDates = [
  'zone',
  'format',
  'pivot',
  'language',
  'time',
  'day',
  'notBefore',
  'plus',
] as const;

/** What a source says of how its value is read: its parts read theirs the same way. */
export type Reading = Partial<
  Pick<Source, 'type' | 'currency' | 'numbers' | 'yes' | 'no' | (typeof readingDates)[number]>
>;

/** How a source is read. */
export const readingOf = (source: Source): Reading =>
  Object.fromEntries(
    Object.entries(source).filter(([key]) =>
      ['type', 'currency', 'numbers', 'yes', 'no', ...readingDates].includes(key),
    ),
  );

/** The words for yes and no of a source, as far as it names them. */
export const wordsOf = ({ yes, no }: Pick<Source, 'yes' | 'no'>) => ({
  yes: yes?.map(String) ?? usualWords.yes,
  no: no?.map(String) ?? usualWords.no,
});
