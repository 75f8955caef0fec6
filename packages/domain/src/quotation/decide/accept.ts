import { takenLines } from '../figures/taken.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onOffer } from '../rules/on-offer.ts';
import { worthOf } from '../rules/worth.ts';
import type { Quotation } from '../state.ts';

/**
 * The customer takes all that is still open of a version, through the end of its last valid day in
 * the seller's zone (B20). Rates given are frozen into the quotation; lines in several
 * currencies have no total without them (B6). An older version is taken where the policy
 * allows it.
 */
export const accept = (
  { quotationId, version, rates, policy, signer, at }: Data<'AcceptQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'accepted' && state.version === version) return emit();
  const olderVersions = policy?.olderVersions === true;
  return onOffer({ version, at, olderVersions }, state, (record, offer) => {
    const worth = worthOf(record, offer, () => takenLines(offer, { open: 'taken' }), rates);
    if ('refusal' in worth) return refuse(worth.refusal);
    const { events, subtotals, value } = worth;
    return emit(...events, {
      type: 'QuotationAccepted',
      data: {
        quotationId,
        version,
        subtotals,
        value,
        ...(signer === undefined ? {} : { signer }),
      },
    });
  });
};
