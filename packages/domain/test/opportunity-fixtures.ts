import type { DealValue } from '@presales/domain';
import type { OpportunityCommand, OpportunityEvent } from '@presales/domain/opportunity';
import { money } from '@presales/kernel';

export const at = '2026-03-02T09:00:00.000Z';
export const opportunityId = 'o1';
/** The seed's own example of a pipeline (S74). */
export const steps = ['call', 'visit', 'offer', 'contract'];
export const pipeline = { pipelineId: 'direct', version: 3, steps };
export const opening = { opportunityId, partyId: 'acme', ownerId: 'anna', pipeline } as const;
export const open: OpportunityCommand = { type: 'OpenOpportunity', data: { ...opening, at } };
export const opened = {
  type: 'OpportunityOpened',
  data: { ...opening, openedAt: at, step: 'call', origin: { kind: 'direct' } },
} satisfies OpportunityEvent;
const { partyId: _, ...openingOfNobody } = opening;
export const openedForNobody: OpportunityEvent = {
  type: 'OpportunityOpened',
  data: { ...openingOfNobody, openedAt: at, step: 'call', origin: { kind: 'direct' } },
};

export const moveTo = (step: string): OpportunityCommand => ({
  type: 'MoveOpportunity',
  data: { opportunityId, step, at },
});
export const moved = (
  from: string,
  to: string,
  direction: 'forward' | 'skip' | 'backward',
  skipped: readonly string[] = [],
): OpportunityEvent => ({
  type: 'OpportunityStepEntered',
  data: { opportunityId, from, to, direction, skipped },
});

export const worth = (net: number): DealValue => ({
  net: money(net, 'EUR'),
  margin: money(0, 'EUR'),
  netOfUnknownCost: money(net, 'EUR'),
});
export const value = worth(100_00);
export const win: OpportunityCommand = {
  type: 'WinOpportunity',
  data: { opportunityId, value, at },
};
export const won = {
  type: 'OpportunityWon',
  data: {
    opportunityId,
    partyId: 'acme',
    value,
    credit: [{ salespersonId: 'anna', share: 10_000 }],
    step: 'call',
    skipped: ['visit', 'offer', 'contract'],
  },
} satisfies OpportunityEvent;
export const lose: OpportunityCommand = {
  type: 'LoseOpportunity',
  data: { opportunityId, reason: 'competitor', competitor: 'Rival', at },
};
export const lost: OpportunityEvent = {
  type: 'OpportunityLost',
  data: { opportunityId, reason: 'competitor', competitor: 'Rival', step: 'call' },
};
export const reopen: OpportunityCommand = {
  type: 'ReopenOpportunity',
  data: { opportunityId, reason: 'typo', at },
};
export const reverse: OpportunityCommand = {
  type: 'ReverseWin',
  data: { opportunityId, reason: 'refund', at },
};
export const reversed: OpportunityEvent = {
  type: 'OpportunityWinReversed',
  data: { opportunityId, reason: 'refund' },
};
export const reviseTo = (expected: number, quotationId?: string): OpportunityCommand => ({
  type: 'ReviseOpportunityValue',
  data: {
    opportunityId,
    expectedValue: money(expected, 'EUR'),
    ...(quotationId === undefined ? {} : { quotationId }),
    at,
  },
});
export const giveTo = (ownerId: string): OpportunityCommand => ({
  type: 'ChangeOpportunityOwner',
  data: { opportunityId, ownerId, reason: 'on leave', at },
});
export const givenTo = (from: string, to: string): OpportunityEvent => ({
  type: 'OpportunityOwnerChanged',
  data: { opportunityId, from, to, reason: 'on leave' },
});
