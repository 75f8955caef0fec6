/**
 * What the record of an import is: whose it is, and the fingerprint of the last note. What is noted is
 * read from its stream, not held.
 */
export type ImportRecord =
  | { readonly status: 'absent' }
  | { readonly status: 'kept'; readonly importName: string; readonly lastNote: string };
