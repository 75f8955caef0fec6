/** How large a quotation may grow. */
export const quotationLimits = {
  /** Lines of one version, alternatives among them. */
  lines: 1_000,
  /** Currencies of one version: as many as its stored subtotals and frozen rates may name. */
  currencies: 50,
  /** Versions of one quotation. */
  versions: 100,
  /** Orders of the customer's against one version. */
  acceptances: 1_000,
} as const;
