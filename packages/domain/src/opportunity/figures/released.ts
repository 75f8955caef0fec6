import type { Of } from '@presales/kernel';
import type { OpportunityEvent } from '../events.ts';
import type { OpportunityRecord } from '../state.ts';
import type { ReleaseReason } from '../vocabulary.ts';

/** The event by which a deal's value follows its primary quotation no more; none where it has none. */
export const released = (
  { opened: { opportunityId }, primary, saidByHand }: OpportunityRecord,
  reason: ReleaseReason,
): readonly Of<OpportunityEvent, 'PrimaryQuotationReleased'>[] => {
  if (primary === undefined) return [];
  const { value: expectedValue, margin, netOfUnknownCost } = saidByHand ?? {};
  return [
    {
      type: 'PrimaryQuotationReleased',
      data: {
        opportunityId,
        quotationId: primary,
        reason,
        ...(expectedValue === undefined ? {} : { expectedValue }),
        ...(margin === undefined ? {} : { margin }),
        ...(netOfUnknownCost === undefined ? {} : { netOfUnknownCost }),
      },
    },
  ];
};
