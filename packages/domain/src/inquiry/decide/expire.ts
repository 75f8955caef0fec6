import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import { overdue } from '../rules/validity.ts';
import { type Inquiry, isLive } from '../state.ts';

/** Records, once, that the last day on which the customer waits is over. */
export const expire = ({ inquiryId, at }: Data<'ExpireInquiry'>, state: Inquiry): Answer => {
  if (state.status === 'expired') return emit();
  if (!isLive(state)) return notLive(state);
  if (state.status === 'quoted') return refuse({ code: 'inquiry/quoted' });
  const { header } = state.record;
  const { validUntil } = header;
  if (validUntil === undefined) return refuse({ code: 'inquiry/no-last-day' });
  if (overdue(header, at) === undefined) return refuse({ code: 'inquiry/still-valid', validUntil });
  return emit({ type: 'InquiryExpired', data: { inquiryId, validUntil } });
};
