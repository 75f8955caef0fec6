import type { ApprovalPolicy } from '@presales/domain';
import { defineProcess, type Process } from './process.ts';

/** What drafts may be without being approved. */
export interface ApprovalSettings {
  readonly policy: ApprovalPolicy;
}

/**
 * The policy is held against every draft that its author submits. Whether it demands anything the
 * quotation itself decides: where it does not, nothing happens.
 */
export const policyDemandsApproval = ({ policy }: ApprovalSettings): Process =>
  defineProcess({
    name: 'policy-demands-approval',
    sentence: 'A submitted quotation is put up for approval when the policy demands it.',
    on: {
      QuotationSubmitted: ({ data: { quotationId }, metadata: { occurredAt: at } }) => [
        {
          aggregate: 'quotation',
          command: { type: 'RequestApproval', data: { quotationId, policy, at } },
        },
      ],
    },
  });
