import {
  type Opportunity,
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';
import {
  givenTo,
  lost,
  opened,
  opportunityId,
  reversed,
  value,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const on = (event: OpportunityEvent, occurredAt: string) => ({
  ...event,
  metadata: { occurredAt },
});
const [first, second, third, fourth, fifth] = [1, 2, 3, 4, 5].map(
  (day) => `2026-03-0${day}T12:00:00.000Z`,
) as [string, string, string, string, string];
const anna = [{ salespersonId: 'anna', share: 10_000 }];
const ben = [{ salespersonId: 'ben', share: 10_000 }];
const reason = 'entered for the wrong day';
const correct = (wonAt: string, at = fifth): OpportunityCommand => ({
  type: 'CorrectWinDate',
  data: { opportunityId, wonAt, reason, at },
});
const corrected = (wonAt: string, credit = anna): OpportunityEvent => ({
  type: 'OpportunityWinDateCorrected',
  data: { opportunityId, wonAt, credit, reason },
});
const openedThen = on({ ...opened, data: { ...opened.data, openedAt: first } }, first);
const wonThen = on(won, fourth);
const outside = (earliest: string, latest: string) =>
  ({ code: 'opportunity/win-date-out-of-order', earliest, latest }) as const;

describe('a win that was entered for the wrong day', () => {
  it('is put on the right one, before or after', () => {
    given(openedThen, wonThen).when(correct(second)).emits(corrected(second));
    given(openedThen, on(won, second)).when(correct(fourth)).emits(corrected(fourth));
    given(openedThen, on(won, second)).when(correct(fifth)).emits(corrected(fifth));
  });

  it('is of that day from then on, and nothing happens when it is said again', () => {
    const state = fold(opportunity.decider, [openedThen, wonThen, on(corrected(second), fifth)]);
    expect(state).toMatchObject({ status: 'won', wonAt: second, value });
    given(openedThen, wonThen, on(corrected(second), fifth))
      .when(correct(second))
      .changesNothing();
    given(openedThen, wonThen).when(correct(fourth)).changesNothing();
  });

  it('is credited to who owned the deal on the right day', () => {
    const handedOver = on(givenTo('anna', 'ben'), third);
    const wonByBen: OpportunityEvent = { ...won, data: { ...won.data, credit: ben } };
    given(openedThen, handedOver, on(wonByBen, fourth))
      .when(correct(second))
      .emits(corrected(second, anna));
  });

  it('is credited by the split of the right day, overlay included', () => {
    const overlay = [{ salespersonId: 'dora', share: 1_000 }];
    given(
      openedThen,
      on(
        {
          type: 'SalesCreditAllocated',
          data: { opportunityId, credit: ben, effectiveFrom: '2026-03-03' },
        },
        first,
      ),
      on(
        {
          type: 'OverlayCreditAllocated',
          data: { opportunityId, shares: overlay, effectiveFrom: '2026-03-03' },
        },
        first,
      ),
      on(won, second),
    )
      .when(correct(third))
      .emits({
        type: 'OpportunityWinDateCorrected',
        data: { opportunityId, wonAt: third, credit: ben, overlay, reason },
      });
  });

  it('keeps the credit that was corrected itself, of whatever day the split is', () => {
    const creditCorrected: OpportunityEvent = {
      type: 'SalesCreditCorrected',
      data: { opportunityId, credit: ben, reason: 'wrong split' },
    };
    given(openedThen, wonThen, on(creditCorrected, fifth))
      .when(correct(second))
      .emits(corrected(second, ben));
  });

  it('is not before its opening, step or rest, nor after its correction', () => {
    given(openedThen, wonThen)
      .when(correct('2026-02-28T12:00:00.000Z'))
      .refuses(outside(first, fifth));
    given(openedThen, wonThen)
      .when(correct('2026-03-05T12:00:00.001Z'))
      .refuses(outside(first, fifth));
    const stepped = on(
      {
        type: 'OpportunityStepEntered',
        data: { opportunityId, from: 'call', to: 'visit', direction: 'forward', skipped: [] },
      },
      third,
    );
    given(openedThen, stepped, wonThen).when(correct(second)).refuses(outside(third, fifth));
    given(openedThen, stepped, wonThen).when(correct(third)).emits(corrected(third));
    const held = on({ type: 'OpportunityHeld', data: { opportunityId, reason: 'x' } }, third);
    const resumed = on({ type: 'OpportunityResumed', data: { opportunityId } }, second);
    given(openedThen, held, wonThen).when(correct(second)).refuses(outside(third, fifth));
    given(openedThen, held, resumed, wonThen).when(correct(second)).refuses(outside(third, fifth));
  });

  it('is not after a refund of it that was entered since', () => {
    const adjusted = (at: string) =>
      on({ type: 'OpportunityWinAdjusted', data: { opportunityId, value, reason: 'refund' } }, at);
    given(openedThen, on(won, second), adjusted(third), adjusted(fourth))
      .when(correct('2026-03-03T12:00:00.001Z'))
      .refuses(outside(first, third));
    given(openedThen, on(won, second), adjusted(third), adjusted(fourth))
      .when(correct(third))
      .emits(corrected(third));
  });

  it('takes the hour of the opening where the day of the opening is meant', () =>
    given(openedThen, wonThen).when(correct('2026-03-01T00:00:00.000Z')).emits(corrected(first)));

  it('is a win that stands', () => {
    given().when(correct(second)).refuses({ code: 'opportunity/not-opened' });
    given(opened).when(correct(second)).refuses({ code: 'opportunity/not-won', status: 'open' });
    given(opened, lost)
      .when(correct(second))
      .refuses({ code: 'opportunity/not-won', status: 'lost' });
    given(opened, won, reversed)
      .when(correct(second))
      .refuses({ code: 'opportunity/not-won', status: 'won-reversed' });
  });

  it('changes nothing of a deal that is not won', () => {
    const open: Opportunity = fold(opportunity.decider, [opened]);
    expect(fold(opportunity.decider, [opened, corrected(second)])).toEqual(open);
  });
});
