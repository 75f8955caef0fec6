import { Id, Instant, LocalDate, message, NonNegativeMoney, Text } from '@presales/kernel';
import { z } from 'zod';
import { ProductKind } from './vocabulary.ts';

const productId = Id;

const at = Instant;

/** What can be asked of a product or service. Partner levels are named as the suppliers' are. */
export const ProductCommand = z.discriminatedUnion('type', [
  message('ListProduct', {
    productId,
    kind: ProductKind,
    name: Text,
    supplierId: Id.optional(),
    group: Id.optional(),
    at,
  }),
  message('RenameProduct', { productId, name: Text, at }),
  message('ChangeProductSupplier', { productId, supplierId: Id, at }),
  message('ChangeProductGroup', { productId, group: Id, at }),
  message('RecordAccountingCost', {
    productId,
    cost: NonNegativeMoney,
    validFrom: LocalDate,
    at,
  }),
  message('WithdrawAccountingCost', { productId, from: LocalDate, at }),
  /** Once for each `receiptId`. */
  message('RecordReceiptCost', {
    productId,
    receiptId: Id,
    cost: NonNegativeMoney,
    receivedOn: LocalDate,
    at,
  }),
  message('OverridePrice', {
    productId,
    level: Id,
    price: NonNegativeMoney,
    validFrom: LocalDate,
    at,
  }),
  message('WithdrawPriceOverride', { productId, level: Id, from: LocalDate, at }),
  message('DiscontinueProduct', {
    productId,
    from: LocalDate,
    replacedBy: Id.optional(),
    reason: Text.optional(),
    at,
  }),
  message('RelistProduct', { productId, at }),
]);
export type ProductCommand = z.infer<typeof ProductCommand>;
