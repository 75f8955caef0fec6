import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { faultOf } from '../rules/pipeline-fault.ts';
import type { Opportunity, OpportunityOpening } from '../state.ts';

/**
 * Opens a deal at a step of its pipeline: the first, unless another is named. Asked again at another
 * hour, it is the same opening.
 */
export const open = ({ at, ...asked }: Data<'OpenOpportunity'>, state: Opportunity): Answer => {
  const { steps } = asked.pipeline;
  const [first] = steps;
  const step = asked.step ?? first;
  // The schema asks for one step at least, so the second half only tells the compiler.
  if (step === undefined || !steps.includes(step))
    return refuse({ code: 'opportunity/unknown-step', step: step ?? '' });
  const opened: OpportunityOpening = {
    ...asked,
    openedAt: at,
    step,
    origin: asked.origin ?? { kind: 'direct' },
  };
  if (state.status !== 'absent')
    return same(state.record.opened, { ...opened, openedAt: state.record.opened.openedAt })
      ? emit()
      : refuse({ code: 'opportunity/already-opened' });
  const fault = faultOf(asked.pipeline);
  if (fault !== undefined) return refuse(fault);
  if (opened.origin.kind === 'recycled' && opened.origin.id === undefined)
    return refuse({ code: 'opportunity/origin-unnamed' });
  return emit({ type: 'OpportunityOpened', data: opened });
};
