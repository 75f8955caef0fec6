import type { PipelineEvent } from './events.ts';
import type { Pipeline } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (_state: Pipeline, event: PipelineEvent): Pipeline => {
  switch (event.type) {
    case 'PipelineDefined':
      return { status: 'defined', ...event.data };
  }
};
