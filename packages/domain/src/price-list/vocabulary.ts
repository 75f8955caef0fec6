import { Id, LocalDate, NonNegativeMoney } from '@presales/kernel';
import { z } from 'zod';

/** Every bound of a price list. */
export const priceListLimits = {
  /** Lines in one part: a part of the longest ids stays within one append. */
  linesOfPart: 500,
  /** Parts of one list: ten million lines. */
  parts: 20_000,
} as const;

/** What a supplier asks for one piece of a product, from a day on. */
export const PriceLine = z
  .strictObject({ productId: Id, price: NonNegativeMoney, validFrom: LocalDate })
  .readonly();
export type PriceLine = z.infer<typeof PriceLine>;
