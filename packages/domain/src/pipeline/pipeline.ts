import { type Aggregate, aggregate, type Decision, decisions, type Of } from '@presales/kernel';
import type { PipelineVersion } from '../shared/pipeline-version.ts';
import { same } from '../shared/same.ts';
import { PipelineCommand } from './commands.ts';
import { PipelineEvent, type PipelineSteps } from './events.ts';

/** What a pipeline is: its latest version. */
export type Pipeline =
  | { readonly status: 'absent' }
  | {
      readonly status: 'defined';
      readonly pipelineId: string;
      readonly version: number;
      readonly name: string;
      readonly steps: PipelineSteps;
    };

/** Why a pipeline's command is refused. Whatever fits the schema may be the next version. */
export type PipelineRefusal =
  | { readonly code: 'pipeline/not-defined' }
  | { readonly code: 'pipeline/unknown-step'; readonly step: string }
  /** A pipeline keeps one step at least that deals can enter. */
  | { readonly code: 'pipeline/last-step'; readonly step: string };

const evolve = (_state: Pipeline, event: PipelineEvent): Pipeline => {
  switch (event.type) {
    case 'PipelineDefined':
      return { status: 'defined', ...event.data };
  }
};

const decide = (command: PipelineCommand, state: Pipeline): Answer => {
  switch (command.type) {
    case 'DefinePipeline':
      return define(command.data, state);
    case 'RetirePipelineStep':
      return retire(command.data, state);
  }
};

/** The steps that deals of one kind go through (S74), in versions. */
export const pipeline: Aggregate<PipelineCommand, Pipeline, PipelineEvent, PipelineRefusal> =
  aggregate({
    category: 'pipeline',
    commands: PipelineCommand,
    events: PipelineEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.pipelineId,
  });

/**
 * The latest version of a pipeline as a deal takes it along: the steps it can enter, and what they
 * say of it. Undefined for a pipeline that was never defined.
 */
export const currentVersion = (state: Pipeline): PipelineVersion | undefined => {
  if (state.status === 'absent') return undefined;
  const { pipelineId, version } = state;
  const open = state.steps.filter(({ retired }) => retired === undefined);
  return {
    pipelineId,
    version,
    steps: open.map(({ step }) => step),
    terms: open.map(({ step, probability, forecastCategory, maxDays }) => ({
      step,
      probability,
      ...(forecastCategory === undefined ? {} : { forecastCategory }),
      ...(maxDays === undefined ? {} : { maxDays }),
    })),
  };
};

type Answer = Decision<PipelineEvent, PipelineRefusal>;
type Data<Type extends PipelineCommand['type']> = Of<PipelineCommand, Type>['data'];
const { emit, refuse } = decisions<PipelineEvent, PipelineRefusal>();

function define({ at: _, ...definition }: Data<'DefinePipeline'>, state: Pipeline): Answer {
  const { name, steps } = definition;
  if (state.status === 'absent')
    return emit({ type: 'PipelineDefined', data: { ...definition, version: 1 } });
  if (same({ name, steps }, { name: state.name, steps: state.steps })) return emit();
  return emit({ type: 'PipelineDefined', data: { ...definition, version: state.version + 1 } });
}

function retire({ pipelineId, step }: Data<'RetirePipelineStep'>, state: Pipeline): Answer {
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
}
