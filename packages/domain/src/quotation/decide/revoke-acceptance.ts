import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import type { Quotation } from '../state.ts';

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
