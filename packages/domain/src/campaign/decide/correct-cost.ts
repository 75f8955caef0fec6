import { plus } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import { afterCorrections } from '../figures/corrected-cost.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Campaign } from '../state.ts';

/**
 * Corrects a cost by a difference. A cost may be corrected several times, down to zero but never
 * past it: money that comes back is recorded as a negative cost of its own.
 */
export const correctCost = (
  { at: _, ...correction }: Data<'CorrectCampaignCost'>,
  state: Campaign,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const { costId, correctionId, delta } = correction;
  const { costs, corrections } = state.record;
  const cost = costs.get(costId);
  if (cost === undefined) return refuse({ code: 'campaign/unknown-cost', costId });
  const { kind, costDate } = cost;
  const data = { ...correction, kind, costDate };
  const recorded = corrections.get(correctionId);
  if (recorded !== undefined)
    return same(recorded, data)
      ? emit()
      : refuse({ code: 'campaign/correction-exists', correctionId });
  if (delta.currency !== cost.amount.currency)
    return refuse({
      code: 'campaign/correction-currency',
      costId,
      currency: cost.amount.currency,
    });
  if (delta.amount === 0) return emit();
  const before = afterCorrections(cost, corrections);
  const after = bounded(() => plus(before, delta));
  if (after === undefined) return refuse({ code: 'campaign/amount-too-large', costId });
  if (Math.sign(after.amount) * Math.sign(cost.amount.amount) < 0)
    return refuse({ code: 'campaign/correction-beyond-cost', costId, amount: before });
  return emit({ type: 'CampaignCostCorrected', data });
};
