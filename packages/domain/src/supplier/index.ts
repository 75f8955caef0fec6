export { SupplierCommand } from './commands.ts';
export { SupplierEvent } from './events.ts';
export { type Supplier, type SupplierRefusal, supplier, supplierLimits } from './supplier.ts';
