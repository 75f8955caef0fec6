import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { PipelineCommand } from './commands.ts';
import { define } from './decide/define.ts';
import { retire } from './decide/retire-step.ts';
import { PipelineEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, PipelineRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Pipeline } from './state.ts';

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
    inOrder: inOrder('pipeline/before-fact', factOrder),
    identify: ({ data }) => data.pipelineId,
  });
