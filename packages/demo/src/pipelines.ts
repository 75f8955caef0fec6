import type { PipelineVersion } from '@presales/domain';
import type { PipelineStep } from '@presales/domain/pipeline';
import { MANAGER } from './people.ts';
import type { Script } from './script.ts';
import { at, type Moment, morningOf } from './timeline.ts';

/** A step of a pipeline and the share of average deals that goes on from it. */
export interface Stage extends PipelineStep {
  readonly goesOn: number;
  /** Days that a deal usually stands here, at least and at most. */
  readonly days: readonly [number, number];
}

/** A pipeline of the story, with what usually happens at its steps. */
export interface Way {
  readonly pipeline: PipelineVersion;
  readonly name: string;
  readonly stages: readonly [Stage, ...Stage[]];
}

/** The pipeline of strangers who become customers. */
export const NEW_BUSINESS = 'new-business';
/** The pipeline of customers who buy again. */
export const REPEAT_BUSINESS = 'repeat-business';
/** The pipeline of orders that come in over the web shop. */
export const WEB_SHOP = 'web-shop';

const way = (
  pipelineId: string,
  name: string,
  version: number,
  stages: readonly [Stage, ...Stage[]],
): Way => {
  const open = stages.filter(({ retired }) => retired === undefined);
  return {
    name,
    stages,
    pipeline: {
      pipelineId,
      version,
      steps: open.map(({ step }) => step),
      terms: open.map(({ step, probability, forecastCategory, maxDays }) => ({
        step,
        probability,
        ...(forecastCategory === undefined ? {} : { forecastCategory }),
        ...(maxDays === undefined ? {} : { maxDays }),
      })),
    },
  };
};

const call: Stage = {
  step: 'call',
  name: 'Phone call',
  probability: 10,
  maxDays: 20,
  goesOn: 0.74,
  days: [1, 12],
};
const visit: Stage = {
  step: 'visit',
  name: 'Visit',
  probability: 25,
  maxDays: 30,
  goesOn: 0.77,
  days: [3, 20],
};
const demo: Stage = {
  step: 'demo',
  name: 'Demonstration',
  probability: 40,
  maxDays: 30,
  goesOn: 0.81,
  days: [4, 22],
};
const proof: Stage = {
  step: 'proof',
  name: 'Proof of concept',
  probability: 50,
  maxDays: 30,
  goesOn: 0.93,
  days: [4, 14],
};
const offer: Stage = {
  step: 'offer',
  name: 'Offer',
  probability: 60,
  forecastCategory: 'best-case',
  maxDays: 40,
  goesOn: 0.74,
  days: [3, 25],
};
const contract: Stage = {
  step: 'contract',
  name: 'Contract',
  probability: 85,
  forecastCategory: 'commit',
  maxDays: 30,
  goesOn: 0.86,
  days: [2, 14],
};

/** In summer larger customers are given a proof of concept, which is dropped again in autumn. */
const PROOF_FROM = morningOf(7, 1);
const PROOF_UNTIL = morningOf(11, 17);

const newBusiness: readonly [Way, ...Way[]] = [
  way(NEW_BUSINESS, 'New business', 1, [call, visit, demo, offer, contract]),
  way(NEW_BUSINESS, 'New business', 2, [call, visit, demo, proof, offer, contract]),
  way(NEW_BUSINESS, 'New business', 3, [
    call,
    visit,
    demo,
    { ...proof, retired: true },
    offer,
    contract,
  ]),
];

/** Strangers become customers: call, visit, demonstration, offer, contract. */
export const newBusinessAt = (moment: Moment): Way => {
  const version = moment < PROOF_FROM ? 0 : moment < PROOF_UNTIL ? 1 : 2;
  return newBusiness[version] ?? newBusiness[0];
};

/** Customers buy again: their inquiry is answered with an offer. */
export const repeatBusiness: Way = way(REPEAT_BUSINESS, 'Repeat business', 1, [
  { step: 'inquiry', name: 'Inquiry', probability: 35, maxDays: 10, goesOn: 0.85, days: [1, 4] },
  { ...offer, probability: 55, goesOn: 0.72, days: [2, 18] },
  { ...contract, probability: 90, goesOn: 0.91, days: [1, 8] },
]);

/** The shop's orders have been placed when they come in; what is left is to be paid. */
const webShop: Way = way(WEB_SHOP, 'Web shop', 1, [
  {
    step: 'ordered',
    name: 'Ordered',
    probability: 80,
    forecastCategory: 'commit',
    goesOn: 1,
    days: [0, 7],
  },
]);

const define = ({ pipeline: { pipelineId }, name, stages }: Way, moment: Moment) =>
  ({
    type: 'DefinePipeline',
    data: {
      pipelineId,
      name,
      steps: stages.map(({ goesOn: _, days: __, ...step }) => step),
      at: at(moment),
    },
  }) as const;

/** Pipelines are defined before the first deal; one of them changes twice. */
export const tellOfPipelines = (script: Script, actor: string): void => {
  const [first, second] = newBusiness;
  for (const way of [first, repeatBusiness, webShop])
    script.thread().ask(actor, 'pipeline', define(way, morningOf(1, 1)));
  const thread = script.thread();
  if (second) thread.ask(MANAGER, 'pipeline', define(second, PROOF_FROM));
  thread.ask(MANAGER, 'pipeline', {
    type: 'RetirePipelineStep',
    data: { pipelineId: NEW_BUSINESS, step: proof.step, at: at(PROOF_UNTIL) },
  });
};
