import { z } from 'zod';

/** What is sold (S57). */
export const ProductKind = z.enum(['product', 'service']);
export type ProductKind = z.infer<typeof ProductKind>;
