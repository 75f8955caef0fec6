import { NonNegativeMoney } from '@presales/kernel';
import { z } from 'zod';

/** Where a cost comes from, best first (B3). */
export const CostSource = z.enum(['accounting', 'receipt', 'supplier-coefficient']);
export type CostSource = z.infer<typeof CostSource>;

/** What one piece costs us, and how we know. */
export const UnitCost = z.strictObject({ amount: NonNegativeMoney, source: CostSource }).readonly();
export type UnitCost = z.infer<typeof UnitCost>;
