import {
  currentVersion,
  type PipelineCommand,
  type PipelineEvent,
  pipeline,
} from '@presales/domain/pipeline';
import { fold } from '@presales/kernel';
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
  it('begins with version 1 (S74)', () => given().when(define).emits(defined));

  it('is the same version when nothing about it changes', () =>
    given(defined).when(define).changesNothing());

  it.each([
    ['name', { ...definition, name: 'Partner sales' }],
    ['probability', { ...definition, steps: steps.map((step) => ({ ...step, probability: 50 })) }],
    ['step name', { ...definition, steps: steps.map((step) => ({ ...step, name: 'Other' })) }],
    ['order', { ...definition, steps: [...steps].reverse() }],
    ['number of steps', { ...definition, steps: steps.slice(0, 1) }],
    [
      'forecast category',
      {
        ...definition,
        steps: steps.map((step) => ({ ...step, forecastCategory: 'commit' as const })),
      },
    ],
    ['number of days', { ...definition, steps: steps.map((step) => ({ ...step, maxDays: 14 })) }],
  ])('gets a new version when its %s changes (S74)', (_, changed) =>
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

describe('a step of a pipeline', () => {
  const retire = (step: string): PipelineCommand => ({
    type: 'RetirePipelineStep',
    data: { pipelineId: 'direct', step, at },
  });
  const retired = (version: number): PipelineEvent => ({
    type: 'PipelineDefined',
    data: {
      ...definition,
      version,
      steps: [
        { step: 'call', name: 'Phone call', probability: 10, retired: true },
        ...steps.slice(1),
      ],
    },
  });

  it('is retired by the next version, which keeps its name for the deals before (S74)', () =>
    given(defined).when(retire('call')).emits(retired(2)));

  it('is retired once', () => given(defined, retired(2)).when(retire('call')).changesNothing());

  it('is one that the pipeline has', () =>
    given(defined).when(retire('demo')).refuses({ code: 'pipeline/unknown-step', step: 'demo' }));

  it('is not retired before its pipeline is defined', () =>
    given().when(retire('call')).refuses({ code: 'pipeline/not-defined' }));

  it('is not retired when it is the last that deals can enter', () =>
    given(defined, retired(2))
      .when(retire('visit'))
      .refuses({ code: 'pipeline/last-step', step: 'visit' }));

  it('comes back by a definition that has it', () =>
    given(defined, retired(2))
      .when(define)
      .emits({ type: 'PipelineDefined', data: { ...definition, version: 3 } }));

  it('is not retired with all the others', () =>
    expect(() =>
      given().when({
        type: 'DefinePipeline',
        data: {
          ...definition,
          steps: [
            { step: 'call', name: 'Phone call', probability: 10, retired: true },
            { step: 'visit', name: 'Visit', probability: 30, retired: true },
          ],
          at,
        },
      }),
    ).toThrow('data.steps: expected a step that is not retired'));

  it.each([
    [0, 'data.steps[0].maxDays: expected at least 1'],
    [3_651, 'data.steps[0].maxDays: expected at most 3650'],
  ])('is not stood at for at most %d days', (maxDays, message) =>
    expect(() =>
      given().when({
        type: 'DefinePipeline',
        data: {
          ...definition,
          steps: [{ step: 'call', name: 'Phone call', probability: 10, maxDays }],
          at,
        },
      }),
    ).toThrow(message),
  );

  it('may be stood at for a day, or for ten years', () => {
    for (const maxDays of [1, 3_650]) {
      const one = [{ step: 'call', name: 'Phone call', probability: 10, maxDays }];
      given()
        .when({ type: 'DefinePipeline', data: { ...definition, steps: one, at } })
        .emits({ type: 'PipelineDefined', data: { ...definition, steps: one, version: 1 } });
    }
  });

  it('goes with a deal as the latest version has it, unless it is retired', () => {
    const first = { step: 'call', name: 'Phone call', probability: 10 };
    const second = { step: 'visit', name: 'Visit', probability: 30 };
    const history: readonly PipelineEvent[] = [
      defined,
      {
        type: 'PipelineDefined',
        data: {
          ...definition,
          version: 2,
          steps: [
            { ...first, forecastCategory: 'pipeline' },
            { step: 'demo', name: 'Demonstration', probability: 40, retired: true },
            { ...second, maxDays: 14 },
          ],
        },
      },
    ];
    expect(currentVersion(fold(pipeline.decider, history))).toEqual({
      pipelineId: 'direct',
      version: 2,
      steps: ['call', 'visit'],
      terms: [
        { step: 'call', probability: 10, forecastCategory: 'pipeline' },
        { step: 'visit', probability: 30, maxDays: 14 },
      ],
    });
  });

  it('goes with no deal while there is no pipeline', () =>
    expect(currentVersion(pipeline.decider.initialState)).toBeUndefined());
});
