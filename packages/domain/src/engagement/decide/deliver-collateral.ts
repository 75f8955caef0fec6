import type { Answer, Data } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import { contribute } from '../rules/contribute.ts';
import type { Engagement } from '../state.ts';

/** Records technical material that was delivered (S47). */
export const deliverCollateral = (
  { at: _, ...delivered }: Data<'DeliverCollateral'>,
  state: Engagement,
): Answer =>
  contribute(
    delivered.collateralId,
    { type: 'CollateralDelivered', data: delivered },
    atWork(state, 'collateral'),
  );
