import type { PipelineSteps } from './vocabulary.ts';

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
