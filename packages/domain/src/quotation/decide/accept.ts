import { takenLines } from '../figures/taken.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onOffer } from '../rules/on-offer.ts';
import { worthOf } from '../rules/worth.ts';
import { isLapsed, type Quotation } from '../state.ts';

/**
 * The customer takes all that is still open of a version, through the end of its last valid day in
 * the seller's zone (B20): the day of the acceptance counts, not that of its entry. Rates given are frozen into the quotation; lines in several
 * currencies have no total without them (B6). An older version is taken where the policy
 * allows it.
 */
export const accept = (command: Data<'AcceptQuotation'>, state: Quotation): Answer =>
  takeAll(command, state, {});

/**
 * We take an order that came after the validity was over, on purpose and for a reason, as it is dated
 * (B28). Nobody has to say a false date. So is the rest of a part acceptance that lapsed.
 */
export const acceptLate = (
  { reason: late, ...command }: Data<'AcceptQuotationLate'>,
  state: Quotation,
): Answer => takeAll(command, state, { late });

const takeAll = (
  { quotationId, version, rates, policy, signer, at }: Data<'AcceptQuotation'>,
  state: Quotation,
  why: { readonly late?: string },
): Answer => {
  if (state.status === 'accepted' && state.version === version && !isLapsed(state)) return emit();
  const olderVersions = policy?.olderVersions === true;
  const late = why.late !== undefined;
  return onOffer({ version, at, olderVersions, byDate: true, late }, state, (record, offer) => {
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
        ...why,
      },
    });
  });
};
