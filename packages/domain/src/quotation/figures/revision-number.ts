/** What people call a version of a quotation: its number, from the second on with a suffix. */
export const quotationNumber = (quotationId: string, version: number): string =>
  version === 1 ? quotationId : `${quotationId}/${version}`;
