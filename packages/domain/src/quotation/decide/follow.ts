import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import type { Quotation } from '../state.ts';

/**
 * Follows the quotation as a deal (S66), even one that was accepted before anybody did (B26); one
 * that belongs to a deal already stays with it.
 */
export const follow = ({ at: _, ...data }: Data<'FollowQuotation'>, state: Quotation): Answer => {
  if (state.status === 'absent' || state.status === 'declined' || state.status === 'withdrawn')
    return notInPlay(state);
  const { opportunityId } = state.record;
  if (opportunityId === data.opportunityId) return emit();
  return opportunityId === undefined
    ? emit({ type: 'QuotationFollowed', data })
    : refuse({ code: 'quotation/already-followed', opportunityId });
};
