/** What a number of a workbook is shown as. */
export type Shown = 'number' | 'date' | 'time' | 'date-time' | 'duration';

/** Excel's own formats, which a workbook names by number alone. */
const builtIn = (id: number): Shown => {
  if (id >= 14 && id <= 17) return 'date';
  if (id >= 18 && id <= 21) return 'time';
  if (id === 22) return 'date-time';
  if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58)
    return 'date';
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return 'time';
  if (id === 45 || id === 47) return 'time';
  return id === 46 ? 'duration' : 'number';
};

/** What a number is shown as by a format of Excel: its number, and its text where it has one. */
export const shownAs = (id: number, format: string | undefined): Shown =>
  format === undefined ? builtIn(id) : byText(format);

const byText = (format: string): Shown => {
  const [first = ''] = format
    .replaceAll(/"[^"]*"|\\.|[_*]./g, '')
    .toLowerCase()
    .split(';');
  if (/\[(?:h+|m+|s+)\]/.test(first)) return 'duration';
  // What is left in brackets is a colour, a condition, a currency or a language.
  const letters = first.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/general/g, '');
  const time = /[hs]|am\/pm|a\/p/.test(letters);
  const date = /[yd]|m{3}/.test(letters) || (!time && letters.includes('m'));
  if (date) return time ? 'date-time' : 'date';
  return time ? 'time' : 'number';
};
