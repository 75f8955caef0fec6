import { type Aggregate, aggregate, type Decision, decisions, type Of } from '@presales/kernel';
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

/** Nothing is refused: whatever fits the schema may be the next version. */
export type PipelineRefusal = never;

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

type Answer = Decision<PipelineEvent, PipelineRefusal>;
type Data<Type extends PipelineCommand['type']> = Of<PipelineCommand, Type>['data'];
const { emit } = decisions<PipelineEvent, PipelineRefusal>();

function define({ at: _, ...definition }: Data<'DefinePipeline'>, state: Pipeline): Answer {
  if (state.status === 'defined' && sameDefinition(state, definition)) return emit();
  const version = state.status === 'defined' ? state.version + 1 : 1;
  return emit({ type: 'PipelineDefined', data: { ...definition, version } });
}

const sameDefinition = (
  { name, steps }: { readonly name: string; readonly steps: PipelineSteps },
  other: { readonly name: string; readonly steps: PipelineSteps },
): boolean =>
  name === other.name &&
  steps.length === other.steps.length &&
  steps.every((step, index) => {
    const twin = other.steps[index];
    return (
      step.step === twin?.step && step.name === twin.name && step.probability === twin.probability
    );
  });
