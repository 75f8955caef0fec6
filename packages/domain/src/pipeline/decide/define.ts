import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import type { Pipeline } from '../state.ts';

/** Defines a pipeline, or its next version where it is known and something differs. */
export const define = (
  { at: _, ...definition }: Data<'DefinePipeline'>,
  state: Pipeline,
): Answer => {
  const { name, steps } = definition;
  if (state.status === 'absent')
    return emit({ type: 'PipelineDefined', data: { ...definition, version: 1 } });
  if (same({ name, steps }, { name: state.name, steps: state.steps })) return emit();
  return emit({ type: 'PipelineDefined', data: { ...definition, version: state.version + 1 } });
};
