export { SupplierCommand } from './commands.ts';
export { SupplierEvent } from './events.ts';
export type { SupplierRefusal } from './refusals.ts';
export type { Supplier } from './state.ts';
export { supplier } from './supplier.ts';
export { supplierLimits } from './vocabulary.ts';
