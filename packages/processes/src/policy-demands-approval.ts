import type { ApprovalPolicy } from '@presales/domain/quotation';
import { localDate } from '@presales/kernel';
import { defineProcess, type Process } from './process.ts';
import { publishedRates } from './published-rates.ts';

/** What drafts may be without being approved. */
export interface ApprovalSettings {
  readonly policy: ApprovalPolicy;
}

/**
 * The policy is held against every draft that its author submits. The quotation itself decides
 * whether the policy demands an approval; if it does not, nothing happens. Nothing beyond the policy
 * is sent unapproved, submitted or not: `open` holds it against every sending (B30). A draft in other
 * currencies than the policy's largest total is held against it at the rates published for the day
 * of the submission; if one of them is not published, the quotation refuses and says so.
 */
export const policyDemandsApproval = ({ policy }: ApprovalSettings): Process =>
  defineProcess({
    name: 'policy-demands-approval',
    sentence: 'A submitted quotation is put up for approval when the policy demands it.',
    approvalPolicy: policy,
    on: {
      QuotationSubmitted: async (
        { data: { quotationId, measured }, metadata: { occurredAt: at } },
        lookup,
      ) => {
        const base = policy.maxTotal?.currency;
        const currencies = measured.currencies.map(({ list }) => list.currency);
        const quotation = await lookup.load('quotation', quotationId);
        const zone = quotation.status === 'absent' ? 'UTC' : quotation.record.header.sellerZone;
        const rates =
          base === undefined || currencies.every((currency) => currency === base)
            ? undefined
            : await publishedRates(currencies, base, localDate(at, zone), lookup);
        return [
          {
            aggregate: 'quotation',
            command: {
              type: 'RequestApproval',
              data: { quotationId, policy, ...(rates === undefined ? {} : { rates }), at },
            },
          },
        ];
      },
    },
  });
