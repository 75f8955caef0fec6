import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onOffer } from '../rules/on-offer.ts';
import type { Quotation } from '../state.ts';

/** Promises the version that the customer holds for longer, while it still binds us. */
export const extendValidity = (
  { quotationId, version, until, at }: Data<'ExtendQuotationValidity'>,
  state: Quotation,
): Answer =>
  onOffer({ version, at }, state, (_, { validUntil }) => {
    if (until === validUntil) return emit();
    if (until < validUntil) return refuse({ code: 'quotation/validity-shortened', validUntil });
    return emit({
      type: 'QuotationValidityExtended',
      data: { quotationId, version, from: validUntil, to: until },
    });
  });
