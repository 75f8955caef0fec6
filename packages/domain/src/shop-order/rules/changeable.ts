import { type Answer, refuse } from '../refusals.ts';
import type { KnownShopOrder } from '../state.ts';

/**
 * The refusal of a change where none is possible: a cancelled order stays as it was, and a
 * transferred one is changed in its quotation.
 */
export const notChangeable = ({ status, quotationId }: KnownShopOrder): Answer | undefined => {
  if (status === 'cancelled') return refuse({ code: 'shop-order/cancelled' });
  return quotationId === undefined
    ? undefined
    : refuse({ code: 'shop-order/transferred', quotationId });
};
