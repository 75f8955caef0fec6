import { type PipelineCommand, type PipelineEvent, pipeline } from '@presales/domain';
import { scenario } from '@presales/testing';

const { given } = scenario(pipeline);

const at = '2026-03-02T09:00:00.000Z';
const steps = [
  { step: 'call', name: 'Phone call', probability: 10 },
  { step: 'visit', name: 'Visit', probability: 30 },
];
const definition = { pipelineId: 'direct', name: 'Direct sales', steps };
const define: PipelineCommand = { type: 'DefinePipeline', data: { ...definition, at } };
const defined: PipelineEvent = { type: 'PipelineDefined', data: { ...definition, version: 1 } };

describe('a pipeline', () => {
  it('begins with version 1', () => given().when(define).emits(defined));

  it('is the same version when nothing about it changes', () =>
    given(defined).when(define).changesNothing());

  it.each([
    ['name', { ...definition, name: 'Partner sales' }],
    ['probability', { ...definition, steps: steps.map((step) => ({ ...step, probability: 50 })) }],
    ['step name', { ...definition, steps: steps.map((step) => ({ ...step, name: 'Other' })) }],
    ['order', { ...definition, steps: [...steps].reverse() }],
    ['number of steps', { ...definition, steps: steps.slice(0, 1) }],
  ])('gets a new version when its %s changes', (_, changed) =>
    given(defined)
      .when({ type: 'DefinePipeline', data: { ...changed, at } })
      .emits({ type: 'PipelineDefined', data: { ...changed, version: 2 } }),
  );

  it('refuses a step that stands twice', () =>
    expect(() =>
      given().when({
        type: 'DefinePipeline',
        data: { ...definition, steps: [...steps, ...steps.slice(0, 1)], at },
      }),
    ).toThrow('data.steps: expected every step once'));
});
