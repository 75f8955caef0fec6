import { Id, Instant, LocalDate, message, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';
import { PriceRounding } from '../shared/pricing/price-rounding.ts';

const supplierId = Id;

const at = Instant;

/** What can be asked of a supplier. */
export const SupplierCommand = z.discriminatedUnion('type', [
  message('RegisterSupplier', { supplierId, name: Text, at }),
  message('RenameSupplier', { supplierId, name: Text, at }),
  message('SetCostCoefficient', {
    supplierId,
    factor: PositiveDecimal,
    validFrom: LocalDate,
    at,
  }),
  message('SetPriceCoefficient', {
    supplierId,
    level: Id,
    factor: PositiveDecimal,
    validFrom: LocalDate,
    at,
  }),
  message('WithdrawPriceCoefficient', { supplierId, level: Id, from: LocalDate, at }),
  message('SetPriceRounding', {
    supplierId,
    level: Id,
    rounding: PriceRounding,
    validFrom: LocalDate,
    at,
  }),
]);
export type SupplierCommand = z.infer<typeof SupplierCommand>;
