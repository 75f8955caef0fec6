/** Places that an exponent may move the point by; no double has a larger one. */
const furthest = 400;

/**
 * A number without its exponent: `1.5e-7` becomes `0.00000015`. Zeros that say nothing are left out;
 * every other digit stays as it is.
 *
 * @param text a number as JSON and Excel write it; anything else is given back
 */
export const plainDecimal = (text: string): string => {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (found === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const moved = Number(exponent);
  if (Math.abs(moved) > furthest) return text;
  const digits = whole + fraction;
  const point = whole.length + moved;
  const before = digits.slice(0, Math.max(0, point)).padEnd(point, '0').replace(/^0+/, '');
  const after = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(point)).replace(/0+$/, '');
  if (before === '' && after === '') return '0';
  return `${sign}${before === '' ? '0' : before}${after === '' ? '' : `.${after}`}`;
};
