import type { PipelineSteps, PipelineVersion } from '@presales/domain';
import type { Script } from './script.ts';
import { at, morningOf } from './timeline.ts';

/** A step of a pipeline and the share of average deals that goes on from it. */
export interface Stage {
  readonly step: string;
  readonly name: string;
  readonly probability: number;
  readonly goesOn: number;
  /** Days that a deal usually stands here, at least and at most. */
  readonly days: readonly [number, number];
}

/** A way that deals go. */
export interface Way {
  readonly pipeline: PipelineVersion;
  readonly name: string;
  readonly stages: readonly [Stage, ...Stage[]];
}

const way = (pipelineId: string, name: string, stages: readonly [Stage, ...Stage[]]): Way => ({
  pipeline: { pipelineId, version: 1, steps: stages.map(({ step }) => step) },
  name,
  stages,
});

/** Strangers become customers: call, visit, demonstration, offer, contract. */
export const newBusiness: Way = way('new-business', 'New business', [
  { step: 'call', name: 'Phone call', probability: 10, goesOn: 0.74, days: [1, 12] },
  { step: 'visit', name: 'Visit', probability: 25, goesOn: 0.76, days: [3, 20] },
  { step: 'demo', name: 'Demonstration', probability: 40, goesOn: 0.8, days: [4, 22] },
  { step: 'offer', name: 'Offer', probability: 60, goesOn: 0.72, days: [3, 25] },
  { step: 'contract', name: 'Contract', probability: 85, goesOn: 0.84, days: [2, 14] },
]);

/** Customers buy again: their inquiry is answered with an offer. */
export const repeatBusiness: Way = way('repeat-business', 'Repeat business', [
  { step: 'inquiry', name: 'Inquiry', probability: 35, goesOn: 0.85, days: [1, 4] },
  { step: 'offer', name: 'Offer', probability: 55, goesOn: 0.7, days: [2, 18] },
  { step: 'contract', name: 'Contract', probability: 90, goesOn: 0.9, days: [1, 8] },
]);

/** Pipelines are defined before the first deal. */
export const tellOfPipelines = (script: Script, actor: string): void => {
  for (const { pipeline, name, stages } of [newBusiness, repeatBusiness]) {
    const steps: PipelineSteps = stages.map(({ step, name, probability }) => ({
      step,
      name,
      probability,
    }));
    script.thread().ask(actor, 'pipeline', {
      type: 'DefinePipeline',
      data: { pipelineId: pipeline.pipelineId, name, steps, at: at(morningOf(1, 1)) },
    });
  }
};
