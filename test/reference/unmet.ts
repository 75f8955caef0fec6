const limit = 'a limit on how many a stream may hold; no generated history is so long';

/**
 * The refusals that no generated history meets, each with the reason. Every other refusal that is
 * written must be met, or it could be dead; these are each shown by a scenario of their aggregate.
 */
export const unmet: ReadonlyMap<string, string> = new Map([
  ['lead/too-many', limit],
  ['lead-distribution/full', limit],
  ['inquiry/too-many-items', limit],
  ['party/too-many-organisations', limit],
  ['quotation/too-many-acceptances', limit],
  ['quotation/too-many-currencies', limit],
  ['quotation/too-many-lines', limit],
  ['quotation/too-many-versions', limit],
  ['supplier/too-many-levels', limit],
]);
