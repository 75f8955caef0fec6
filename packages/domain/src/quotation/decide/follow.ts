import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import type { Quotation } from '../state.ts';

/** Follows the quotation as a deal (S66); one that belongs to a deal already stays with it. */
export const follow = ({ at: _, ...data }: Data<'FollowQuotation'>, state: Quotation): Answer => {
  const partly = state.status === 'partly-accepted';
  if (!(partly || state.status === 'draft' || state.status === 'sent')) return notInPlay(state);
  const { opportunityId } = state.record;
  if (opportunityId === data.opportunityId) return emit();
  return opportunityId === undefined
    ? emit({ type: 'QuotationFollowed', data })
    : refuse({ code: 'quotation/already-followed', opportunityId });
};
