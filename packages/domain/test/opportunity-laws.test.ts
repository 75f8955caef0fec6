import { forecastOf, type OpportunityEvent, opportunity } from '@presales/domain/opportunity';
import { WHOLE } from '@presales/kernel';
import { opportunityStories } from '@presales/testing';
import fc from 'fast-check';
import { eventsAfter, run } from './run.ts';

const stories = (check: (events: readonly OpportunityEvent[]) => void): void =>
  fc.assert(
    fc.property(opportunityStories, (commands) => check(eventsAfter(opportunity, commands))),
    { numRuns: 150 },
  );

describe('whatever is asked of an opportunity,', () => {
  it('it has one outcome at a time, and changes only while it is open', () =>
    stories((events) => {
      let status = 'absent';
      for (const event of events) {
        switch (event.type) {
          case 'OpportunityOpened':
            expect(status).toBe('absent');
            status = 'open';
            break;
          case 'OpportunityWon':
            expect(status).toBe('open');
            status = 'won';
            break;
          case 'OpportunityWinExtended':
          case 'OpportunityWinAdjusted':
          case 'SalesCreditCorrected':
          case 'OpportunityWinDateCorrected':
            expect(status).toBe('won');
            break;
          case 'OpportunityLost':
            expect(status).toBe('open');
            status = 'lost';
            break;
          case 'OpportunityWinReversed':
            expect(status).toBe('won');
            status = 'lost';
            break;
          case 'OpportunityReopened':
            expect(status).toBe(event.data.previousOutcome);
            status = 'open';
            break;
          case 'OpportunityMergedInto':
            expect(status).toBe('open');
            status = 'merged';
            break;
          case 'OpportunityUnmerged':
            expect(status).toBe('merged');
            status = 'open';
            break;
          case 'OpportunityAbsorbed':
          case 'OpportunityReleased':
            expect(['open', 'won', 'lost']).toContain(status);
            break;
          default:
            expect(status).toBe('open');
        }
      }
    }));

  it('it stands at a step of its pipeline; when it is won, every step was entered or skipped', () =>
    stories((events) => {
      let entered = new Set<string>();
      let pipeline = { pipelineId: '', version: 0, steps: [] as readonly string[] };
      let at = '';
      for (const event of events) {
        if (event.type === 'OpportunityOpened') ({ pipeline, step: at } = event.data);
        if (event.type === 'OpportunityStepEntered') {
          expect(event.data.from).toBe(at);
          at = event.data.to;
        }
        if (event.type === 'OpportunityPipelineChanged') {
          const { from, pipeline: next } = event.data;
          const { pipelineId, version } = pipeline;
          expect(from).toEqual({ pipelineId, version, step: at });
          if (next.pipelineId === pipelineId) expect(next.version).toBeGreaterThan(version);
          else entered = new Set();
          ({ pipeline, step: at } = event.data);
        }
        entered.add(at);
        expect(pipeline.steps).toContain(at);
        if (event.type === 'OpportunityWon') {
          const open = pipeline.steps.filter((step) => entered.has(step));
          expect([...open, ...event.data.skipped].sort()).toEqual([...pipeline.steps].sort());
        }
      }
    }));

  it('the credit of a win totals exactly 100 %, whatever is credited beside it (B11)', () =>
    stories((events) => {
      for (const event of events)
        if (event.type === 'OpportunityWon')
          expect(event.data.credit.reduce((total, { share }) => total + share, 0)).toBe(WHOLE);
    }));

  it('it follows one primary quotation at most, which is one of its own', () =>
    fc.assert(
      fc.property(opportunityStories, (commands) => {
        for (const { state } of run(opportunity, commands)) {
          if (state.status === 'absent') continue;
          const { quotations, primary } = state.record;
          expect(new Set(quotations).size).toBe(quotations.length);
          if (primary !== undefined) expect(quotations).toContain(primary);
        }
      }),
    ));

  it('every slip is a later day than the one before', () =>
    fc.assert(
      fc.property(opportunityStories, (commands) => {
        let slips = 0;
        for (const { events, state } of run(opportunity, commands)) {
          for (const { type, data } of events)
            if (type === 'ExpectedCloseDateChanged' && data.from !== undefined)
              slips += data.to > data.from ? 1 : 0;
          if (state.status !== 'absent') expect(state.record.slips).toBe(slips);
        }
      }),
    ));

  it('it counts as closed exactly while it is won', () =>
    fc.assert(
      fc.property(opportunityStories, (commands) => {
        for (const { state } of run(opportunity, commands))
          expect(forecastOf(state)?.category === 'closed').toBe(state.status === 'won');
      }),
    ));
});
