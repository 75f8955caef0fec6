import {
  forecastOf,
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';
import {
  at,
  lost,
  moved,
  opened,
  opportunityId,
  pipeline,
  reversed,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

/** Opened in a pipeline of which two steps say something. */
const openedWithTerms: OpportunityEvent = {
  ...opened,
  data: {
    ...opened.data,
    pipeline: {
      ...pipeline,
      terms: [
        { step: 'visit', probability: 30, forecastCategory: 'best-case' },
        { step: 'call', probability: 10 },
      ],
    },
  },
};
const setProbability = (probability: number): OpportunityCommand => ({
  type: 'SetProbability',
  data: { opportunityId, probability, at },
});
const probabilitySet = (probability: number): OpportunityEvent => ({
  type: 'OpportunityProbabilitySet',
  data: { opportunityId, probability },
});
const setCategory = (
  category: 'pipeline' | 'best-case' | 'commit' | 'omitted',
): OpportunityCommand => ({
  type: 'SetForecastCategory',
  data: { opportunityId, category, at },
});
const categoryChanged = (
  from: 'pipeline' | 'best-case' | 'commit' | 'omitted',
  to: 'pipeline' | 'best-case' | 'commit' | 'omitted',
): OpportunityEvent => ({
  type: 'ForecastCategoryChanged',
  data: { opportunityId, from, to },
});
const reset: OpportunityCommand = { type: 'ResetForecast', data: { opportunityId, at } };
const wasReset: OpportunityEvent = { type: 'ForecastReset', data: { opportunityId } };
const toVisit = moved('call', 'visit', 'forward');

const forecastAfter = (...events: readonly OpportunityEvent[]) =>
  forecastOf(fold(opportunity.decider, events));

describe('the forecast of a deal', () => {
  it('has the probability and category of the step it stands at', () => {
    expect(forecastAfter(openedWithTerms)).toEqual({ probability: 10, category: 'pipeline' });
    expect(forecastAfter(openedWithTerms, toVisit)).toEqual({
      probability: 30,
      category: 'best-case',
    });
  });

  it('has no probability where the step says none', () => {
    expect(forecastAfter(opened)).toEqual({ probability: undefined, category: 'pipeline' });
    expect(forecastAfter(openedWithTerms, moved('call', 'offer', 'skip', ['visit']))).toEqual({
      probability: undefined,
      category: 'pipeline',
    });
  });

  it('has what was set by hand, at every step, until it is reset', () => {
    const byHand = [openedWithTerms, probabilitySet(0), categoryChanged('pipeline', 'commit')];
    expect(forecastAfter(...byHand)).toEqual({ probability: 0, category: 'commit' });
    expect(forecastAfter(...byHand, toVisit)).toEqual({ probability: 0, category: 'commit' });
    expect(forecastAfter(...byHand, toVisit, wasReset)).toEqual({
      probability: 30,
      category: 'best-case',
    });
  });

  it('takes the one by hand and the other from the step', () => {
    expect(forecastAfter(openedWithTerms, toVisit, probabilitySet(99))).toEqual({
      probability: 99,
      category: 'best-case',
    });
    expect(
      forecastAfter(openedWithTerms, toVisit, categoryChanged('best-case', 'omitted')),
    ).toEqual({ probability: 30, category: 'omitted' });
  });

  it('is closed for certain once it is won, and left out once it is lost or taken back', () => {
    expect(forecastAfter(openedWithTerms, won)).toEqual({ probability: 100, category: 'closed' });
    expect(forecastAfter(openedWithTerms, lost)).toEqual({ probability: 0, category: 'omitted' });
    expect(forecastAfter(openedWithTerms, won, reversed)).toEqual({
      probability: 0,
      category: 'omitted',
    });
  });

  it('is none for a deal that was never opened, or was merged into another', () => {
    expect(forecastAfter()).toBeUndefined();
    expect(
      forecastAfter(openedWithTerms, {
        type: 'OpportunityMergedInto',
        data: { opportunityId, survivorId: 'o2' },
      }),
    ).toBeUndefined();
  });
});

describe('the probability of a deal', () => {
  it.each([0, 100])('is set by hand: %d %%', (probability) =>
    given(opened).when(setProbability(probability)).emits(probabilitySet(probability)),
  );

  it('is set by hand though the step says the same', () =>
    given(openedWithTerms).when(setProbability(10)).emits(probabilitySet(10)));

  it('is set once', () =>
    given(opened, probabilitySet(80)).when(setProbability(80)).changesNothing());

  it('is set anew', () =>
    given(opened, probabilitySet(80)).when(setProbability(81)).emits(probabilitySet(81)));
});

describe('the forecast category of a deal', () => {
  it('is set by hand, from what its step said', () => {
    given(opened).when(setCategory('commit')).emits(categoryChanged('pipeline', 'commit'));
    given(openedWithTerms, toVisit)
      .when(setCategory('commit'))
      .emits(categoryChanged('best-case', 'commit'));
  });

  it('is set by hand though the step says the same', () =>
    given(opened).when(setCategory('pipeline')).emits(categoryChanged('pipeline', 'pipeline')));

  it('is set once', () =>
    given(opened, categoryChanged('pipeline', 'commit'))
      .when(setCategory('commit'))
      .changesNothing());

  it('is set anew', () =>
    given(opened, categoryChanged('pipeline', 'commit'))
      .when(setCategory('omitted'))
      .emits(categoryChanged('commit', 'omitted')));
});

describe('the forecast of a deal is reset', () => {
  it('when its probability was set by hand', () =>
    given(opened, probabilitySet(0)).when(reset).emits(wasReset));

  it('when its category was set by hand', () =>
    given(opened, categoryChanged('pipeline', 'commit')).when(reset).emits(wasReset));

  it('once', () => given(opened, probabilitySet(0), wasReset).when(reset).changesNothing());

  it('never when it follows its step', () => given(opened).when(reset).changesNothing());
});

describe('the expected close date of a deal', () => {
  const closeOn = (day: string): OpportunityCommand => ({
    type: 'SetExpectedCloseDate',
    data: { opportunityId, closeOn: day, at },
  });
  const putOff = (from: string, to: string): OpportunityEvent => ({
    type: 'ExpectedCloseDateChanged',
    data: { opportunityId, from, to },
  });
  const first: OpportunityEvent = {
    type: 'ExpectedCloseDateChanged',
    data: { opportunityId, to: '2026-06-30' },
  };
  const openedWithDate: OpportunityEvent = {
    ...opened,
    data: { ...opened.data, expectedCloseOn: '2026-06-30' },
  };

  it('is set where there was none', () => given(opened).when(closeOn('2026-06-30')).emits(first));

  it('is put off from what it was', () => {
    given(opened, first).when(closeOn('2026-07-31')).emits(putOff('2026-06-30', '2026-07-31'));
    given(openedWithDate).when(closeOn('2026-07-31')).emits(putOff('2026-06-30', '2026-07-31'));
  });

  it('is set once', () => {
    given(opened, first).when(closeOn('2026-06-30')).changesNothing();
    given(openedWithDate).when(closeOn('2026-06-30')).changesNothing();
  });

  it('slips when it is put off, not when it is first set, comes nearer, or stays', () => {
    const slipsAfter = (...events: readonly OpportunityEvent[]) => {
      const state = fold(opportunity.decider, events);
      return state.status === 'absent' ? undefined : state.record.slips;
    };
    expect(slipsAfter(opened, first)).toBe(0);
    expect(slipsAfter(openedWithDate, putOff('2026-06-30', '2026-07-31'))).toBe(1);
    expect(slipsAfter(openedWithDate, putOff('2026-06-30', '2026-06-30'))).toBe(0);
    expect(
      slipsAfter(
        openedWithDate,
        putOff('2026-06-30', '2026-07-31'),
        putOff('2026-07-31', '2026-07-01'),
        putOff('2026-07-01', '2026-07-02'),
      ),
    ).toBe(2);
  });
});
