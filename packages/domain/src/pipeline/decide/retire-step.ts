import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Pipeline } from '../state.ts';

/** Makes a next version in which no deal enters one of the steps any more. */
export const retire = (
  { pipelineId, step }: Data<'RetirePipelineStep'>,
  state: Pipeline,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'pipeline/not-defined' });
  const { name, version } = state;
  const retiring = state.steps.find((known) => known.step === step);
  if (retiring === undefined) return refuse({ code: 'pipeline/unknown-step', step });
  if (retiring.retired === true) return emit();
  const steps = state.steps.map((known) =>
    known === retiring ? { ...known, retired: true as const } : known,
  );
  if (steps.every(({ retired }) => retired === true))
    return refuse({ code: 'pipeline/last-step', step });
  return emit({
    type: 'PipelineDefined',
    data: { pipelineId, version: version + 1, name, steps },
  });
};
