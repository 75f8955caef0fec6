/** Every bound of a supplier. */
export const supplierLimits = {
  /** Partner levels. */
  levels: 50,
} as const;
