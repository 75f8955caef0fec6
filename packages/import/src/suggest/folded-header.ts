/**
 * A name as names of columns are compared: without case, accents, punctuation and a trailing asterisk,
 * `closeDate`, `Close_Date*` and `CLOSE DATE` being one.
 */
export const foldedHeader = (name: string): string =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
