import type { FactOrder } from '@presales/kernel';
import type { SupplierCommand } from '../commands.ts';
import type { SupplierEvent } from '../events.ts';

/**
 * What happens to a supplier after what (B21). Coefficients say themselves from which day on they hold.
 */
export const factOrder: FactOrder<SupplierCommand, SupplierEvent> = {
  settles: {
    SupplierRegistered: ['name'],
    SupplierRenamed: ['name'],
    CostCoefficientSet: [{ aspect: 'cost coefficient', by: ['validFrom'] }],
    PriceCoefficientSet: [{ aspect: 'price coefficient', by: ['level', 'validFrom'] }],
    PriceCoefficientWithdrawn: [{ aspect: 'price coefficient', by: ['level', 'from'] }],
    PriceRoundingSet: [{ aspect: 'rounding', by: ['level', 'validFrom'] }],
  },
  follows: {
    RegisterSupplier: [],
    RenameSupplier: ['name'],
    SetCostCoefficient: [],
    SetPriceCoefficient: [],
    WithdrawPriceCoefficient: [{ aspect: 'price coefficient', by: ['level'] }],
    SetPriceRounding: [],
  },
};
