import type { CreditShare } from '../../shared/credit.ts';
import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import { sameShares } from '../rules/same-shares.ts';
import type { Dated, Opportunity } from '../state.ts';

/** Splits an open deal's credit among people, from a day on. */
export const allocateCredit = (
  { at: _, ...allocated }: Data<'AllocateCredit'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { effectiveFrom, credit } = allocated;
  if (isAllocated(state.record.credit, { effectiveFrom, shares: credit })) return emit();
  return emit({ type: 'SalesCreditAllocated', data: allocated });
};

/** Credits people beside the split, from a day on. */
export const allocateOverlay = (
  { at: _, ...allocated }: Data<'AllocateOverlayCredit'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (isAllocated(state.record.overlay, allocated)) return emit();
  return emit({ type: 'OverlayCreditAllocated', data: allocated });
};

const isAllocated = (
  dated: readonly Dated<readonly CreditShare[]>[],
  { effectiveFrom, shares }: Dated<readonly CreditShare[]>,
): boolean =>
  dated.some((known) => known.effectiveFrom === effectiveFrom && sameShares(known.shares, shares));
