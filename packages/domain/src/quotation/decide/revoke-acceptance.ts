import { bounded } from '../../shared/bounded.ts';
import { subtotalsOfPriced } from '../figures/pricing.ts';
import { soldLines } from '../figures/sold.ts';
import { isAnythingTaken } from '../figures/taken.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { valued } from '../rules/rates.ts';
import { type ExistingQuotation, offerOf, type Quotation } from '../state.ts';

/**
 * The customer or we take the acceptance of a version, whole or in part, back with a reason. It stays
 * in history; the offer is open again, for another answer or a revision. What was taken of other
 * versions stays sold.
 */
export const revokeAcceptance = (
  { quotationId, version, reason }: Data<'RevokeAcceptance'>,
  state: Quotation,
): Answer => {
  const { status } = state;
  if (status === 'absent' || status === 'declined' || status === 'withdrawn')
    return notInPlay({ status });
  const offer = offerOf(state, version);
  const isCurrent =
    (status === 'accepted' || status === 'partly-accepted') && state.version === version;
  if (!isCurrent && (offer === undefined || !isAnythingTaken(offer)))
    return refuse({ code: 'quotation/not-accepted' });
  const left = leftWithout(state, version);
  if (left !== undefined && 'refusal' in left) return refuse(left.refusal);
  return emit({
    type: 'QuotationAcceptanceRevoked',
    data: { quotationId, version, reason, ...(left === undefined ? {} : { left }) },
  });
};

/** What other versions have sold, at the rates that are frozen. */
const leftWithout = (state: ExistingQuotation, version: number) => {
  const subtotals = bounded(() => subtotalsOfPriced(soldLines(state, version)));
  if (subtotals === undefined) return { refusal: { code: 'quotation/amount-too-large' } } as const;
  if (subtotals.length === 0) return undefined;
  const currencies = subtotals.map(({ net }) => net.currency);
  const valuation = valued(state.record, undefined, currencies, subtotals);
  return 'refusal' in valuation ? valuation : { subtotals, value: valuation.value };
};
