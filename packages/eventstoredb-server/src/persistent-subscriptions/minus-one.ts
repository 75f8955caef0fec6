/** -1 as an unsigned 64-bit number: an unknown position, or a start at the end. */
export const MINUS_ONE = '18446744073709551615';
