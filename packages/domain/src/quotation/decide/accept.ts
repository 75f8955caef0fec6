import { bounded } from '../../shared/bounded.ts';
import type { DealValue } from '../../shared/deal-value.ts';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import type { QuotationEvent } from '../events.ts';
import { type PricedLine, subtotalsOfPriced } from '../figures/pricing.ts';
import { takenLines } from '../figures/taken.ts';
import { countingLines } from '../figures/terms.ts';
import {
  type Answer,
  type Data,
  emit,
  notInPlay,
  type QuotationRefusal,
  refuse,
} from '../refusals.ts';
import { onOffer } from '../rules/on-offer.ts';
import { valued } from '../rules/rates.ts';
import type { Offer, Quotation, Standing } from '../state.ts';

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
  return onOffer({ version, at, olderVersions }, state, (standing, offer) => {
    const worth = worthOf(standing, offer, () => takenLines(offer, { open: 'taken' }), rates);
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

/**
 * The customer or we take an acceptance, whole or in part, back with a reason. It stays in history;
 * the offer is open again, for another answer or a revision.
 */
export const revokeAcceptance = (
  { quotationId, version, reason }: Data<'RevokeAcceptance'>,
  state: Quotation,
): Answer => {
  const { status } = state;
  if (status === 'absent' || status === 'declined' || status === 'withdrawn')
    return notInPlay({ status });
  return (status === 'accepted' || status === 'partly-accepted') && state.version === version
    ? emit({ type: 'QuotationAcceptanceRevoked', data: { quotationId, version, reason } })
    : refuse({ code: 'quotation/not-accepted' });
};

/** What was taken, by currency and as one value, with the event that freezes its rates. */
export type Worth =
  | {
      readonly subtotals: readonly DealValue[];
      readonly value: DealValue;
      readonly events: readonly QuotationEvent[];
    }
  | { readonly refusal: QuotationRefusal };

/** Values what was taken of an offer. */
export const worthOf = (
  standing: Standing,
  { terms }: Offer,
  taken: () => readonly PricedLine[],
  rates: FrozenRates | undefined,
): Worth => {
  const subtotals = bounded(() => subtotalsOfPriced(taken()));
  if (subtotals === undefined) return { refusal: { code: 'quotation/amount-too-large' } };
  if (subtotals.length === 0) return { refusal: { code: 'quotation/no-lines' } };
  const offered = [...new Set(countingLines(terms).map(({ unitPrice }) => unitPrice.currency))];
  const valuation = valued(standing, rates, offered, subtotals);
  return 'refusal' in valuation ? valuation : { subtotals, ...valuation };
};
