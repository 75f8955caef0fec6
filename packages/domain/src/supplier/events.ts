import { Id, LocalDate, message, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';
import { PriceRounding } from '../shared/pricing/price-rounding.ts';

const supplierId = Id;

const levels = z.array(Id).max(50).readonly();

/** All that can have happened to a supplier and to the terms that turn its prices into ours. */
export const SupplierEvent = z.discriminatedUnion('type', [
  message('SupplierRegistered', { supplierId, name: Text }),
  message('SupplierRenamed', { supplierId, name: Text }),
  /** Everything of the supplier costs its price times the factor, from this day on (S59, S60). */
  message('CostCoefficientSet', {
    supplierId,
    factor: PositiveDecimal,
    validFrom: LocalDate,
    /** Partner levels whose price is then at cost or below: a warning. */
    levelsAtLoss: levels,
  }),
  /** Everything of the supplier is sold at its price times the factor, at one level (S59, S61). */
  message('PriceCoefficientSet', {
    supplierId,
    level: Id,
    factor: PositiveDecimal,
    validFrom: LocalDate,
    /** Whether that is at cost or below: a warning. */
    atLoss: z.boolean(),
  }),
  message('PriceCoefficientWithdrawn', { supplierId, level: Id, from: LocalDate }),
  message('PriceRoundingSet', {
    supplierId,
    level: Id,
    rounding: PriceRounding,
    validFrom: LocalDate,
  }),
]);
export type SupplierEvent = z.infer<typeof SupplierEvent>;
