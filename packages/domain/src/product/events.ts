import { Id, LocalDate, message, NonNegativeMoney, Text } from '@presales/kernel';
import { z } from 'zod';
import { ProductKind } from './vocabulary.ts';

const productId = Id;

/** All that can have happened to a product or service of the catalogue. */
export const ProductEvent = z.discriminatedUnion('type', [
  message('ProductListed', {
    productId,
    kind: ProductKind,
    name: Text,
    /** Whom we buy it from; absent for what we make or do ourselves. */
    supplierId: Id.optional(),
    /** What it is reported and planned with: laptops, services. Absent where it is in no group. */
    group: Id.optional(),
  }),
  message('ProductRenamed', { productId, name: Text }),
  message('ProductSupplierChanged', { productId, from: Id.optional(), to: Id }),
  /** It is in this group from now on; what was sold before counts where it was. */
  message('ProductGroupChanged', { productId, from: Id.optional(), to: Id }),
  /** What the books say one piece costs; goes before every other cost (S60). */
  message('AccountingCostRecorded', { productId, cost: NonNegativeMoney, validFrom: LocalDate }),
  message('AccountingCostWithdrawn', { productId, from: LocalDate }),
  /** What one piece cost by a goods receipt (S62). */
  message('ReceiptCostRecorded', {
    productId,
    receiptId: Id,
    cost: NonNegativeMoney,
    receivedOn: LocalDate,
  }),
  /** A price set by hand goes before the one that the coefficients give. */
  message('PriceOverridden', {
    productId,
    level: Id,
    price: NonNegativeMoney,
    validFrom: LocalDate,
  }),
  message('PriceOverrideWithdrawn', { productId, level: Id, from: LocalDate }),
  message('ProductDiscontinued', {
    productId,
    /** The first day on which it is sold no more. */
    from: LocalDate,
    replacedBy: Id.optional(),
    reason: Text.optional(),
  }),
  message('ProductRelisted', { productId }),
]);
export type ProductEvent = z.infer<typeof ProductEvent>;
