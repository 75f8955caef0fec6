import { type Answer, refuse } from '../refusals.ts';
import type { KnownShopOrder } from '../state.ts';

/** What was cancelled stays as it was, and what was transferred changes as a quotation does. */
export const notChangeable = ({ status, quotationId }: KnownShopOrder): Answer | undefined => {
  if (status === 'cancelled') return refuse({ code: 'shop-order/cancelled' });
  return quotationId === undefined
    ? undefined
    : refuse({ code: 'shop-order/transferred', quotationId });
};
