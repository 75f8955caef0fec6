import { CurrencyCode } from '@presales/kernel';
import { numberMarks } from '../mapping/number-marks.ts';
import { decimalOf } from '../mapping/number-text.ts';
import type { NumberStyle } from '../mapping/source.ts';

/** How the amounts of a column are written. */
export interface AmountStyle {
  readonly numbers: NumberStyle;
  /** The currency that stands beside them, where it is one. */
  readonly currency?: CurrencyCode;
  /** The sign it was told by, where the sign is not the currency's own code. */
  readonly sign?: string;
  /** Signs and codes beside the amounts, where they are several or none that is known. */
  readonly signs: readonly string[];
}

/** Signs of currencies. A dollar is that of the United States unless somebody says otherwise. */
const currencyOfSign: Readonly<Record<string, CurrencyCode>> = {
  $: 'USD',
  US$: 'USD',
  A$: 'AUD',
  C$: 'CAD',
  R$: 'BRL',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₺': 'TRY',
  '₴': 'UAH',
  '₽': 'RUB',
  '₩': 'KRW',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  lei: 'RON',
  'Fr.': 'CHF',
};

const styles: readonly NumberStyle[] = [
  { decimal: '.' },
  { decimal: '.', group: ',' },
  { decimal: ',', group: '.' },
  { decimal: ',', group: ' ' },
  { decimal: '.', group: "'" },
  { decimal: '.', group: ' ' },
];

/** How amounts are written; undefined where less than nine tenths of the cells are amounts. */
export const amountStyle = (cells: readonly string[]): AmountStyle | undefined => {
  const signs = [...new Set(cells.map(signOf).filter((sign) => sign !== ''))];
  const lowered = signs.map((sign) => sign.toLowerCase());
  const read = (cell: string, style: NumberStyle) => decimalOf(cell, numberMarks(style), lowered);
  const scored = styles.map((style) => {
    const values = cells.map((cell) => read(cell, style));
    return {
      style,
      fits: values.filter((value) => value !== undefined).length,
      // An amount of three decimals is more likely one that is grouped in another way.
      fine: values.filter((value) => /\.\d{3,}$/.test(value ?? '')).length,
    };
  });
  const [best] = scored.sort((one, other) => other.fits - one.fits || one.fine - other.fine);
  if (best === undefined || cells.length === 0 || best.fits * 10 < cells.length * 9)
    return undefined;
  const [sign] = signs;
  const currency = signs.length === 1 && sign !== undefined ? currencyBySign(sign) : undefined;
  return {
    numbers: best.style,
    signs,
    ...(currency === undefined ? {} : { currency }),
    ...(currency === undefined || sign === undefined || sign === currency ? {} : { sign }),
  };
};

/** What stands beside the digits of an amount. */
const signOf = (cell: string): string =>
  cell
    .replaceAll(/^[\s()+−-]+|[\s()−-]+$/gu, '')
    .replaceAll(/^[\d.,'’\s]+|[\d.,'’\s]*\d[\d.,'’\s]*$/gu, '')
    .trim();

const currencyBySign = (sign: string): CurrencyCode | undefined =>
  currencyOfSign[sign] ?? CurrencyCode.safeParse(sign).data;

/** The currency that a column's name gives: `Amount (EUR)`. */
export const currencyInName = (name: string): CurrencyCode | undefined =>
  (name.match(/\b[A-Z]{3}\b|[€£$]/g) ?? [])
    .map(currencyBySign)
    .find((currency) => currency !== undefined);
