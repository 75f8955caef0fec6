/**
 * The code of an error of the operating system or of Node (`ENOENT`, `Z_DATA_ERROR`). Told by its
 * shape: such errors can come from another realm, where `instanceof` does not hold.
 */
export const systemCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** An error's own words. */
export const wordsOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
