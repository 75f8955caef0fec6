import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { scenario } from '@presales/testing';
import {
  at,
  givenTo,
  giveTo,
  lose,
  lost,
  moved,
  moveTo,
  opened,
  opportunityId,
  reopen,
  win,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const hold = (reason: string, until?: string, when = at): OpportunityCommand => ({
  type: 'HoldOpportunity',
  data: { opportunityId, reason, ...(until === undefined ? {} : { until }), at: when },
});
const held = (reason: string, until?: string): OpportunityEvent => ({
  type: 'OpportunityHeld',
  data: { opportunityId, reason, ...(until === undefined ? {} : { until }) },
});
const resume: OpportunityCommand = { type: 'ResumeOpportunity', data: { opportunityId, at } };
const resumed: OpportunityEvent = { type: 'OpportunityResumed', data: { opportunityId } };

describe('an open deal is held', () => {
  it('for a reason, until a day or without one', () => {
    given(opened).when(hold('budget', '2026-05-01')).emits(held('budget', '2026-05-01'));
    given(opened).when(hold('budget')).emits(held('budget'));
  });

  it('once', () => {
    given(opened, held('budget')).when(hold('budget')).changesNothing();
    given(opened, held('budget', '2026-05-01'))
      .when(hold('budget', '2026-05-01', '2026-06-01T00:00:00.000Z'))
      .changesNothing();
  });

  it('anew for another reason, or until another day', () => {
    given(opened, held('budget', '2026-05-01'))
      .when(hold('holidays', '2026-05-01'))
      .emits(held('holidays', '2026-05-01'));
    given(opened, held('budget', '2026-05-01'))
      .when(hold('budget', '2026-06-01'))
      .emits(held('budget', '2026-06-01'));
    given(opened, held('budget', '2026-05-01')).when(hold('budget')).emits(held('budget'));
  });

  it('until a later day than today', () => {
    given(opened)
      .when(hold('budget', '2026-03-02'))
      .refuses({ code: 'opportunity/until-past', until: '2026-03-02' });
    given(opened).when(hold('budget', '2026-03-03')).emits(held('budget', '2026-03-03'));
  });

  it("until a later day than today in the deal's zone", () =>
    given({ ...opened, data: { ...opened.data, zone: 'Europe/Bucharest' } })
      .when(hold('budget', '2026-03-03', '2026-03-02T22:30:00.000Z'))
      .refuses({ code: 'opportunity/until-past', until: '2026-03-03' }));
});

describe('a deal that is held', () => {
  it('is not moved', () =>
    given(opened, held('budget'))
      .when(moveTo('visit'))
      .refuses({ code: 'opportunity/held', reason: 'budget' }));

  it('stands where it stands', () =>
    given(opened, held('budget')).when(moveTo('call')).changesNothing());

  it('is open all the same', () => {
    given(opened, held('budget')).when(reopen).changesNothing();
    given(opened, held('budget')).when(giveTo('ben')).emits(givenTo('anna', 'ben'));
  });

  it('stays held when something else about it changes', () =>
    given(opened, held('budget'), givenTo('anna', 'ben'))
      .when(moveTo('visit'))
      .refuses({ code: 'opportunity/held', reason: 'budget' }));

  it('may be won or lost as it is: customers do not wait (S69)', () => {
    given(opened, held('budget')).when(win).emits(won);
    given(opened, held('budget')).when(lose).emits(lost);
  });

  it('is resumed', () => given(opened, held('budget')).when(resume).emits(resumed));

  it('is resumed once', () => {
    given(opened, held('budget'), resumed).when(resume).changesNothing();
    given(opened).when(resume).changesNothing();
  });

  it('moves again once it is resumed', () =>
    given(opened, held('budget'), resumed)
      .when(moveTo('visit'))
      .emits(moved('call', 'visit', 'forward')));

  it('is not held any more once it was closed and reopened', () =>
    given(opened, held('budget'), lost, {
      type: 'OpportunityReopened',
      data: { opportunityId, previousOutcome: 'lost', step: 'call', reason: 'typo' },
    })
      .when(moveTo('visit'))
      .emits(moved('call', 'visit', 'forward')));
});
