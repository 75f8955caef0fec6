import { choices, Source } from '../mapping/source.ts';

/** A source of a mapping in words, and the columns of the input that it draws on. */
export interface SourceWords {
  readonly words: string;
  readonly columns: readonly string[];
}

/** The values of a mapping by their names. */
export type Values = Readonly<Record<string, unknown>>;

/** Says where a value comes from. The mapping was checked: what is named is there. */
export const sourceWords = (input: unknown, values: Values): SourceWords => {
  if (typeof input === 'string' && input.startsWith('$'))
    return sourceWords(values[input.slice(1)], values);
  const { data: source } = Source.safeParse(input);
  if (source === undefined || ('constant' in source && source.type === undefined))
    return {
      words: JSON.stringify(source === undefined ? input : source.constant),
      columns: [],
    };
  const origin = originWords(source, values);
  const more = detailWords(source, values);
  return {
    words: [origin.words, ...more.words].join(', '),
    columns: [...origin.columns, ...more.columns],
  };
};

const originWords = (source: Source, values: Values): SourceWords => {
  const { column, template, of, by, running } = source;
  if (column !== undefined && of !== undefined) {
    const key = sourceWords(by, values);
    return { words: `column ${quote(column)} of ${of}, by ${key.words}`, columns: key.columns };
  }
  if (column !== undefined) return { words: `column ${quote(column)}`, columns: [column] };
  if (template !== undefined) return templateWords(template, values);
  const choice = choices.find((each) => source[each] !== undefined);
  if (choice !== undefined) {
    const parts = (source[choice] ?? []).map((part) => sourceWords(part, values));
    return {
      words: `${choiceWords[choice]} of ${parts.map(({ words }) => words).join('; ')}`,
      columns: parts.flatMap(({ columns }) => columns),
    };
  }
  if (running !== undefined) {
    const within = [running.within].flat().map((name) => columnOrValue(name, values));
    return {
      words: `the number of the row within ${within.map(({ words }) => words).join(' and ')}`,
      columns: within.flatMap(({ columns }) => columns),
    };
  }
  return { words: JSON.stringify(source.constant), columns: [] };
};

const choiceWords: Readonly<Record<(typeof choices)[number], string>> = {
  coalesce: 'the first that is there',
  minimum: 'the least',
  maximum: 'the greatest',
};

const templateWords = (template: string, values: Values): SourceWords => {
  const parts = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) =>
    columnOrValue(name, values),
  );
  return {
    words: `${JSON.stringify(template)} put together`,
    columns: parts.flatMap(({ columns }) => columns),
  };
};

const columnOrValue = (name: string, values: Values): SourceWords =>
  name.startsWith('$')
    ? sourceWords(name, values)
    : { words: `column ${quote(name)}`, columns: [name] };

/** What is done with the cell, as far as the source says it. */
const detailWords = (
  source: Source,
  values: Values,
): { readonly words: readonly string[]; readonly columns: readonly string[] } => {
  const columns: string[] = [];
  const said = (part: unknown): string => {
    const inner = sourceWords(part, values);
    columns.push(...inner.columns);
    return inner.words;
  };
  const { aliases = {}, format, numbers, plus } = source;
  const words = [
    source.type === undefined ? undefined : `as ${source.type}`,
    source.currency === undefined ? undefined : `in ${bare(said(source.currency))}`,
    format === undefined ? undefined : `written ${[format].flat().join(' or ')}`,
    source.language === undefined ? undefined : `months in ${source.language}`,
    numbers === undefined ? undefined : numberWords(numbers),
    source.zone === undefined ? undefined : `zone ${source.zone}`,
    source.time === undefined ? undefined : 'without its time',
    source.day === undefined ? undefined : `a day is its ${source.day}`,
    ...Object.entries(aliases).map(([from, to]) =>
      from === '*'
        ? `anything else as ${quote(String(to))}`
        : `${quote(from)} as ${quote(String(to))}`,
    ),
    source.oneOf === undefined
      ? undefined
      : `only ${source.oneOf.map(String).map(quote).join(', ')}`,
    plus?.days === undefined ? undefined : `plus ${bare(said(plus.days))} days`,
    plus?.months === undefined ? undefined : `plus ${bare(said(plus.months))} months`,
    source.notBefore === undefined ? undefined : `not before ${said(source.notBefore)}`,
    source.missing === undefined ? undefined : 'empty where the key is missing',
    source.default === undefined ? undefined : `or else ${said(source.default)}`,
  ];
  return { words: words.filter((each) => each !== undefined), columns };
};

const numberWords = ({ locale, decimal = '.', group }: NonNullable<Source['numbers']>): string =>
  locale === undefined ? `numbers as 1${group ?? ''}234${decimal}5` : `numbers as in ${locale}`;

const bare = (words: string): string => words.replace(/^"(.*)"$/, '$1');

const quote = (text: string): string => JSON.stringify(text);
