import type { Inquiry } from '../inquiry.ts';
import { type Answer, type Data, emit, isLive, notLive, refuse } from '../refusals.ts';
import { overdue } from '../rules/validity.ts';

/** Nothing more will come of it, for a reason: answered by phone, asked elsewhere, a joke. */
export const close = ({ inquiryId, reason }: Data<'CloseInquiry'>, state: Inquiry): Answer => {
  if (state.status === 'closed' && state.reason === reason) return emit();
  if (!isLive(state)) return notLive(state);
  return emit({ type: 'InquiryClosed', data: { inquiryId, reason } });
};

/** Records, once, that the last day the customer waits is over. */
export const expire = ({ inquiryId, at }: Data<'ExpireInquiry'>, state: Inquiry): Answer => {
  if (state.status === 'expired') return emit();
  if (!isLive(state)) return notLive(state);
  if (state.status === 'quoted') return refuse({ code: 'inquiry/quoted' });
  const { validUntil } = state.header;
  if (validUntil === undefined) return refuse({ code: 'inquiry/no-last-day' });
  if (overdue(state.header, at) === undefined)
    return refuse({ code: 'inquiry/still-valid', validUntil });
  return emit({ type: 'InquiryExpired', data: { inquiryId, validUntil } });
};
