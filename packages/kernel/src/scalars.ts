import { z } from 'zod';
import { Decimal, scaled } from './decimal.ts';
import { limits } from './limits.ts';
import { identityText, lineText } from './text-form.ts';

/**
 * Control characters would break terminals, logs and stream names, and half of a surrogate pair is
 * lost where a store keeps UTF-8: two ids could become one. Ids and texts carry neither.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u;

/**
 * The identity of anything: 1 to 200 characters, no control characters. Parsing gives it the form in
 * which it identifies (`identityText`), so that an id typed in another form finds the same stream.
 */
export const Id = z
  .string()
  .overwrite(identityText)
  .min(1, { error: 'expected an id of at least 1 character' })
  .max(limits.idLength)
  .refine((id) => !control.test(id), { error: 'expected an id without control characters' });
export type Id = z.infer<typeof Id>;

/** One line of text a person reads: a name, a reason. Parsing gives it its visible form (`lineText`). */
export const Text = z
  .string()
  .overwrite(lineText)
  .min(1)
  .max(limits.textLength)
  .refine((text) => !control.test(text), { error: 'expected one line of text' });
export type Text = z.infer<typeof Text>;

/**
 * Text of several lines: a note, a letter. Line breaks and tabs are its only control characters. It
 * identifies nothing and is kept as it was written.
 */
export const Note = z
  .string()
  .min(1)
  .max(limits.textLength)
  .refine((text) => !control.test(text.replace(/[\n\r\t]/g, '')) && text.trim() !== '', {
    error: 'expected text',
  });
export type Note = z.infer<typeof Note>;

/** A share or discount in hundredths of a percent: 10,000 is the whole. */
export const BasisPoints = z.int().min(0).max(10_000);
export type BasisPoints = z.infer<typeof BasisPoints>;

/**
 * A share or discount in hundredths of a percent, or finer: 833.33 is 8.3333 %. What counts is its
 * decimal text, so it is exact all the same; at most five places.
 */
export const FineBasisPoints = z
  .number()
  .min(0)
  .max(10_000)
  .refine((number) => /^\d+(?:\.\d{1,5})?$/.test(String(number)), {
    error: 'expected basis points with at most five decimal places',
  });
export type FineBasisPoints = z.infer<typeof FineBasisPoints>;

/** The whole, in basis points. */
export const WHOLE = 10_000;

/** A percentage as an exact decimal text, from nothing to the tenfold: `"8.875"`. */
export const Percentage = Decimal.refine(
  (text) => !text.startsWith('-') && scaled(text).amount <= 1_000 * 10 ** scaled(text).scale,
  { error: 'expected a percentage as text, such as "8.875", of at most 1000' },
);
export type Percentage = z.infer<typeof Percentage>;

/** A probability in whole percent. */
export const Percent = z.int().min(0).max(100);
export type Percent = z.infer<typeof Percent>;
