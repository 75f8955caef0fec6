import type { Data, InquiryRefusal } from '../refusals.ts';
import type { InquiryItemState, InquiryRecord } from '../state.ts';
import type { CopyingRequirement } from '../values/copying-requirements.ts';
import { overdue } from './validity.ts';

/** A copying requirement that is not met, and the refusal where it is taken strictly. */
interface Violation {
  readonly requirement: CopyingRequirement;
  readonly refusal: InquiryRefusal;
}

/** The copying requirements that a reference to an item does not meet. */
export const violationsOf = (
  { quotationId, partyId, at }: Data<'QuoteInquiry'>,
  { received, header }: InquiryRecord,
  itemId: string,
  { rejection: reason, quoted }: InquiryItemState,
): readonly Violation[] => {
  const violations: Violation[] = [];
  if (partyId !== undefined && partyId !== received.partyId)
    violations.push({
      requirement: 'customer',
      refusal: { code: 'inquiry/other-customer', partyId: received.partyId },
    });
  if (reason !== undefined)
    violations.push({
      requirement: 'rejected',
      refusal: { code: 'inquiry/item-rejected', itemId, reason },
    });
  const validUntil = overdue(header, at);
  if (validUntil !== undefined)
    violations.push({
      requirement: 'validity',
      refusal: { code: 'inquiry/expired', validUntil },
    });
  const other = [...quoted.keys()].find((id) => id !== quotationId);
  if (other !== undefined)
    violations.push({
      requirement: 'second-reference',
      refusal: { code: 'inquiry/already-referenced', itemId, quotationId: other },
    });
  return violations;
};
