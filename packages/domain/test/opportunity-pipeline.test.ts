import type { PipelineVersion } from '@presales/domain';
import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { scenario } from '@presales/testing';
import {
  at,
  moved,
  moveTo,
  opened,
  opportunityId,
  pipeline,
  win,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

/** The next version: no visits any more, a demonstration in their place. */
const next: PipelineVersion = {
  pipelineId: 'direct',
  version: 4,
  steps: ['call', 'demo', 'offer', 'contract'],
  terms: [{ step: 'demo', probability: 40 }],
};
/** Another pipeline, with steps of the same and of other names. */
const partners: PipelineVersion = {
  pipelineId: 'partners',
  version: 1,
  steps: ['registration', 'offer', 'call'],
};

const change = (pipeline: PipelineVersion, step?: string): OpportunityCommand => ({
  type: 'ChangePipeline',
  data: { opportunityId, pipeline, ...(step === undefined ? {} : { step }), at },
});
const changed = (
  from: { readonly pipelineId: string; readonly version: number; readonly step: string },
  pipeline: PipelineVersion,
  step: string,
): OpportunityEvent => ({
  type: 'OpportunityPipelineChanged',
  data: { opportunityId, from, pipeline, step },
});
const atCall = { pipelineId: 'direct', version: 3, step: 'call' };
const atVisit = { ...atCall, step: 'visit' };
const toVisit = moved('call', 'visit', 'forward');

describe('an open deal changes its pipeline (S74)', () => {
  it('not by itself: it keeps its version while the pipeline goes on', () =>
    given(opened).when(moveTo('demo')).refuses({ code: 'opportunity/unknown-step', step: 'demo' }));

  it('by moving to a newer version, where it stands at the same step', () =>
    given(opened)
      .when(change(next))
      .emits(changed(atCall, next, 'call')));

  it('at a step that is named', () =>
    given(opened, toVisit)
      .when(change(next, 'demo'))
      .emits(changed(atVisit, next, 'demo')));

  it('to a step that is named where the one it stands at is gone', () =>
    given(opened, toVisit)
      .when(change(next))
      .refuses({ code: 'opportunity/unknown-step', step: 'visit' }));

  it('to a step that there is', () =>
    given(opened)
      .when(change(next, 'visit'))
      .refuses({ code: 'opportunity/unknown-step', step: 'visit' }));

  it('once', () => {
    given(opened, changed(atCall, next, 'call'))
      .when(change(next))
      .changesNothing();
    given(opened, changed(atCall, next, 'demo'))
      .when(change(next, 'demo'))
      .changesNothing();
  });

  it('not where it runs already: there it is moved', () =>
    given(opened)
      .when(change(pipeline, 'visit'))
      .refuses({ code: 'opportunity/same-pipeline', version: 3 }));

  it('not to an older version', () =>
    given(opened, changed(atCall, next, 'call'))
      .when(change(pipeline))
      .refuses({ code: 'opportunity/older-version', version: 4 }));

  it('to another one, of whatever version; both steps are recorded', () =>
    given(opened, toVisit)
      .when(change(partners, 'registration'))
      .emits(changed(atVisit, partners, 'registration')));

  it('to another one at a step of the same id', () =>
    given(opened)
      .when(change(partners))
      .emits(changed(atCall, partners, 'call')));

  it('not to one that names a step twice', () =>
    given(opened)
      .when(change({ ...partners, steps: ['call', 'offer', 'offer'] }))
      .refuses({ code: 'opportunity/step-twice', step: 'offer' }));

  it('not to one with terms of a step that it has not', () =>
    given(opened)
      .when(change({ ...partners, terms: [{ step: 'visit', probability: 1 }] }))
      .refuses({ code: 'opportunity/unknown-step', step: 'visit' }));
});

describe('a deal that changed its pipeline', () => {
  it('moves through the new steps', () =>
    given(opened, changed(atCall, next, 'call'))
      .when(moveTo('offer'))
      .emits(moved('call', 'offer', 'skip', ['demo'])));

  it('has still entered the steps of the earlier version', () =>
    given(opened, toVisit, changed(atVisit, next, 'offer'))
      .when(win)
      .emits({
        type: 'OpportunityWon',
        data: { ...won.data, step: 'offer', skipped: ['demo', 'contract'] },
      }));

  it('has entered no step of the other pipeline but the one it came to', () =>
    given(opened, moved('call', 'offer', 'skip', ['visit']), changed(atCall, partners, 'offer'))
      .when(win)
      .emits({
        type: 'OpportunityWon',
        data: { ...won.data, step: 'offer', skipped: ['registration', 'call'] },
      }));

  it('is still the deal that was opened', () =>
    given(opened, changed(atCall, next, 'call'))
      .when({
        type: 'OpenOpportunity',
        data: { opportunityId, partyId: 'acme', ownerId: 'anna', pipeline, at },
      })
      .changesNothing());
});
