import type { Moment, MomentReader } from '../mapping/moment.ts';
import { isoMoment, momentFormat } from '../mapping/moment-format.ts';
import { monthNames } from '../mapping/month-names.ts';
import { numberMarks } from '../mapping/number-marks.ts';
import { excelMoment } from '../mapping/serial-moment.ts';

/** Which of day and month comes first in dates that are all numbers. */
export type DateOrder = 'day-first' | 'month-first';

/** How the dates of a column are written. */
export interface DateStyle {
  /** The formats that its cells need, as a mapping names them. */
  readonly formats: readonly string[];
  /** The language of month names. */
  readonly language?: string;
  /** Undefined where the year comes first, months have names, or days are counted. */
  readonly order?: DateOrder;
  readonly read: MomentReader;
  /** How many of the cells it reads. */
  readonly fits: number;
}

interface Base {
  readonly date: string;
  readonly order?: DateOrder;
  readonly language?: string;
}

const orders = (['/', '-', '.'] as const).flatMap((mark): readonly Base[] =>
  ['yyyy', 'yy'].flatMap((year): readonly Base[] => [
    { date: ['d', 'M', year].join(mark), order: 'day-first' },
    // Nobody writes the month first between dots.
    ...(mark === '.' ? [] : [{ date: ['M', 'd', year].join(mark), order: 'month-first' } as const]),
  ]),
);

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'ro'];

const named = languages.flatMap((language): readonly Base[] =>
  ['d-MMM-yyyy', 'd MMM yyyy', 'd. MMM yyyy', 'MMM d, yyyy', 'd MMM, yyyy', 'd-MMM-yy'].map(
    (date) => ({ date, language }),
  ),
);

const bases: readonly Base[] = [
  ...orders,
  { date: 'yyyy/M/d' },
  { date: 'yyyy.M.d' },
  { date: 'yyyy-M-d' },
  ...named,
];

const times = ['', ' H:mm', ' H:mm:ss', ' h:mm a', ' h:mm:ss a', ', H:mm', ', H:mm:ss', ', h:mm a'];

/** Excel's days of the years 1970 to 2079: smaller numbers are something else. */
const excelDays: MomentReader = (text) => {
  const days = Number(text);
  return days >= 25_569 && days < 65_746 ? excelMoment(1900, numberMarks({}))(text) : undefined;
};

const epoch =
  (digits: number): MomentReader =>
  (text): Moment | undefined => {
    if (!new RegExp(`^1\\d{${digits - 1}}$`).test(text)) return undefined;
    const iso = new Date(Number(text) * (digits === 10 ? 1000 : 1)).toISOString();
    return { date: iso.slice(0, 10), time: iso.slice(11, -1), offset: 'Z' };
  };

const namedFormats: readonly (readonly [string, MomentReader])[] = [
  ['iso', isoMoment],
  ['excel', excelDays],
  ['epoch-seconds', epoch(10)],
  ['epoch-milliseconds', epoch(13)],
];

/**
 * The ways of writing dates that read the most of some cells: one, or two where nothing tells day
 * and month apart; none where less than nine tenths of the cells are dates.
 */
export const dateStyles = (cells: readonly string[]): readonly DateStyle[] => {
  if (cells.length === 0) return [];
  const styles = [
    ...namedFormats.map(
      ([format, read]): DateStyle => ({
        formats: [format],
        read,
        fits: cells.filter((cell) => read(cell) !== undefined).length,
      }),
    ),
    ...bases.map((base) => styleOf(base, cells)),
  ];
  const most = Math.max(...styles.map(({ fits }) => fits));
  if (most * 10 < cells.length * 9) return [];
  const best = styles.filter(({ fits }) => fits === most);
  const [first] = best;
  const other = best.find(({ order }) => order !== undefined && order !== first?.order);
  if (first === undefined) return [];
  return first.order !== undefined && other !== undefined ? [first, other] : [first];
};

const styleOf = (base: Base, cells: readonly string[]): DateStyle => {
  const monthOf = base.language === undefined ? undefined : monthNames(base.language);
  const words = { pivot: 70, monthOf: monthOf ?? (() => undefined) };
  const readers = times.flatMap((time) => {
    const format = `${base.date}${time}`;
    const reader = momentFormat(format)?.reader(words);
    return reader === undefined ? [] : [{ format, reader }];
  });
  const read: MomentReader = (text) => {
    for (const { reader } of readers) {
      const moment = reader(text);
      if (moment !== undefined) return moment;
    }
    return undefined;
  };
  const [some] = cells;
  // Most styles fit nothing: the first cells tell.
  const fits =
    some !== undefined && cells.slice(0, 20).some((cell) => read(cell) !== undefined)
      ? cells.filter((cell) => read(cell) !== undefined).length
      : 0;
  const needed = readers.filter(
    ({ reader }) => fits > 0 && cells.some((cell) => reader(cell) !== undefined),
  );
  return {
    formats: needed.map(({ format }) => format),
    ...(base.language === undefined ? {} : { language: base.language }),
    ...(base.order === undefined ? {} : { order: base.order }),
    read,
    fits,
  };
};
