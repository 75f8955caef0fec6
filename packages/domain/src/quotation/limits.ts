/** How large a quotation may grow. */
export const quotationLimits = {
  /** Lines of one version. */
  lines: 1_000,
  /** Currencies of one version: as many as its stored subtotals and frozen rates may name. */
  currencies: 50,
} as const;
