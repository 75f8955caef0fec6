import { type LocalDate, WHOLE } from '@presales/kernel';
import type { CreditShare, CreditSplit } from '../../shared/credit.ts';
import { inEffect } from '../../shared/dated.ts';
import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Dated, Deal, Opportunity } from '../state.ts';

/**
 * Who holds a deal's credit on a day (B11): the split in effect then; before the first one
 * the owner has the whole.
 */
export const creditOn = (deal: Deal, day: LocalDate): CreditSplit =>
  inEffect(deal.credit, day)?.shares ?? [{ salespersonId: deal.ownerId, share: WHOLE }];

/** Who is credited beside the split on a day. */
export const overlayOn = (deal: Deal, day: LocalDate): readonly CreditShare[] =>
  inEffect(deal.overlay, day)?.shares ?? [];

/** Splits an open deal's credit among people, from a day on. */
export const allocateCredit = (
  { at: _, ...allocated }: Data<'AllocateCredit'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { effectiveFrom, credit } = allocated;
  if (isAllocated(state.deal.credit, { effectiveFrom, shares: credit })) return emit();
  return emit({ type: 'SalesCreditAllocated', data: allocated });
};

/** Credits people beside the split, from a day on. */
export const allocateOverlay = (
  { at: _, ...allocated }: Data<'AllocateOverlayCredit'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (isAllocated(state.deal.overlay, allocated)) return emit();
  return emit({ type: 'OverlayCreditAllocated', data: allocated });
};

const isAllocated = (
  dated: readonly Dated<readonly CreditShare[]>[],
  { effectiveFrom, shares }: Dated<readonly CreditShare[]>,
): boolean =>
  dated.some((known) => known.effectiveFrom === effectiveFrom && sameShares(known.shares, shares));

/** Whether the same people have the same shares, in whatever order. */
const sameShares = (left: readonly CreditShare[], right: readonly CreditShare[]): boolean =>
  left.length === right.length &&
  left.every(({ salespersonId, share }) =>
    right.some((other) => other.salespersonId === salespersonId && other.share === share),
  );
