import { z } from 'zod';
import { decimalMark } from '../mapping/number-marks.ts';
import type { NumberStyle } from '../mapping/source.ts';
import { encodingName } from './encoding.ts';

/** A label of the WHATWG Encoding Standard: `utf-8`, `windows-1252`, `utf-16le`. */
export const Encoding = z.string().refine((label) => encodingName(label) !== undefined, {
  error: 'expected an encoding such as utf-8 or windows-1252',
});

/** How text files are written; what is left out is found from the file. */
export const CsvOptions = z.strictObject({
  delimiter: z.string().length(1).optional(),
  encoding: Encoding.optional(),
  /** Whether rows that are shorter than the header end in empty cells; by default they are wrong. */
  pad: z.boolean().optional(),
});

/** Which part of a workbook is read. */
export const ExcelOptions = z.strictObject({
  /** The sheet's name; needed where more than one holds anything. */
  sheet: z.string().min(1).optional(),
});

/** What one file may come to, so that a small one cannot fill the machine. */
export const FileLimits = z.strictObject({
  /** Bytes of a compressed file or of a workbook's parts once unpacked; by default 2 GiB. */
  unpackedBytes: z.int().positive().optional(),
});

/** How a file that holds a table is written; what is left out is found from the file. */
export interface TableFormat
  extends Readonly<z.infer<typeof CsvOptions>>,
    Readonly<z.infer<typeof ExcelOptions>>,
    Readonly<z.infer<typeof FileLimits>> {
  /** The decimal mark that numbers of a workbook are written with, by default a point. */
  readonly decimal?: string;
}

/** What the parts of a mapping say of how its files are written. */
export const tableFormatOf = ({
  csv,
  excel,
  limits,
  numbers,
}: {
  readonly csv: z.infer<typeof CsvOptions>;
  readonly excel: z.infer<typeof ExcelOptions>;
  readonly limits: z.infer<typeof FileLimits>;
  readonly numbers: NumberStyle;
}): TableFormat => ({ ...csv, ...excel, ...limits, decimal: decimalMark(numbers) });

/** What compressed files may come to where nothing else is said: 2 GiB. */
export const unpackedBytesByDefault = 2_147_483_648;

/**
 * How many times its size a compressed file may come to where nothing else is said, once that is much:
 * tables shrink to a tenth or a twentieth, very uniform ones to a hundredth, and only a file that is made
 * to fill a machine to a thousandth.
 */
export const unpackedShare = { most: 200, from: 16_777_216 } as const;

/** Columns of a table, at most: as many as a sheet of Excel has. */
export const columnLimit = 16_384;

/** Bytes in one record, at most: a quote that is never closed would otherwise swallow the file. */
export const recordLimit = 1_048_576;
