import {
  type CampaignCommand,
  type CampaignEvent,
  campaign,
  correctedCost,
} from '@presales/domain/campaign';
import { fold, limits, type Money, money } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(campaign);

const at = '2026-03-02T09:00:00.000Z';
const campaignId = 'expo';
const costDate = '2026-04-10';
const planned: CampaignEvent = {
  type: 'CampaignPlanned',
  data: { campaignId, name: 'Spring fair', channel: 'trade-fair', startsOn: '2026-04-01' },
};
const spent = (amount: Money, costId = 'c1'): CampaignEvent => ({
  type: 'CampaignCostRecorded',
  data: { campaignId, costId, amount, kind: 'event', costDate },
});
const correction = (delta: Money, correctionId = 'k1', costId = 'c1') => ({
  campaignId,
  costId,
  correctionId,
  delta,
  reason: 'billed twice',
});
const correct = (delta: Money, correctionId?: string, costId?: string): CampaignCommand => ({
  type: 'CorrectCampaignCost',
  data: { ...correction(delta, correctionId, costId), at },
});
const corrected = (delta: Money, correctionId?: string, costId?: string): CampaignEvent => ({
  type: 'CampaignCostCorrected',
  data: { ...correction(delta, correctionId, costId), kind: 'event', costDate },
});
const usd = (cents: number): Money => money(cents, 'USD');
const threeHundred = spent(usd(300_00));

describe("a campaign's cost that was recorded wrongly (S51)", () => {
  it('is corrected by a difference, which falls on the kind and the day of the cost', () =>
    given(planned, threeHundred)
      .when(correct(usd(-50_00)))
      .emits(corrected(usd(-50_00))));

  it('may turn out higher', () =>
    given(planned, threeHundred)
      .when(correct(usd(1)))
      .emits(corrected(usd(1))));

  it('may be corrected several times', () =>
    given(planned, threeHundred, corrected(usd(-50_00)))
      .when(correct(usd(-250_00), 'k2'))
      .emits(corrected(usd(-250_00), 'k2')));

  it('falls to nothing at most', () =>
    given(planned, threeHundred)
      .when(correct(usd(-300_00)))
      .emits(corrected(usd(-300_00))));

  it('does not become income', () =>
    given(planned, threeHundred)
      .when(correct(usd(-300_01)))
      .refuses({
        code: 'campaign/correction-beyond-cost',
        costId: 'c1',
        amount: usd(300_00),
      }));

  it('does not become income by several corrections', () =>
    given(planned, threeHundred, corrected(usd(-50_00)), corrected(usd(-20_00), 'k2'))
      .when(correct(usd(-230_01), 'k3'))
      .refuses({
        code: 'campaign/correction-beyond-cost',
        costId: 'c1',
        amount: usd(230_00),
      }));

  it('is not mixed up with what was corrected of another cost', () =>
    given(planned, threeHundred, spent(usd(50_00), 'c2'), corrected(usd(-50_00), 'k1', 'c2'))
      .when(correct(usd(-300_00), 'k2'))
      .emits(corrected(usd(-300_00), 'k2')));

  it('may be corrected by less than a cent', () => {
    const fine = { amount: -1, currency: 'USD', scale: 4 };
    given(planned, threeHundred).when(correct(fine)).emits(corrected(fine));
  });

  it.each([
    ['rises to nothing at most', 300_00],
    ['may be a larger one', -1],
  ])('that was money back %s', (_, cents) =>
    given(planned, spent(usd(-300_00)))
      .when(correct(usd(cents)))
      .emits(corrected(usd(cents))),
  );

  it('that was money back does not become spending', () =>
    given(planned, spent(usd(-300_00)))
      .when(correct(usd(300_01)))
      .refuses({
        code: 'campaign/correction-beyond-cost',
        costId: 'c1',
        amount: usd(-300_00),
      }));

  it.each([1, -1])('that was nothing may turn out as anything: %d cent', (cents) =>
    given(planned, spent(usd(0)))
      .when(correct(usd(cents)))
      .emits(corrected(usd(cents))),
  );

  it('changes by a difference that is one', () =>
    given(planned, threeHundred)
      .when(correct(usd(0)))
      .changesNothing());

  it('is corrected once under one id', () =>
    given(planned, threeHundred, corrected(usd(-300_00)))
      .when(correct(usd(-300_00)))
      .changesNothing());

  it.each([
    ['another difference', correct(usd(-1))],
    ['another cost', correct(usd(-50_00), 'k1', 'c2')],
  ])('does not share the id of a correction with %s', (_, command) =>
    given(planned, threeHundred, spent(usd(300_00), 'c2'), corrected(usd(-50_00)))
      .when(command)
      .refuses({ code: 'campaign/correction-exists', correctionId: 'k1' }),
  );

  it('is corrected in its own currency', () =>
    given(planned, threeHundred)
      .when(correct(money(-50_00, 'EUR')))
      .refuses({ code: 'campaign/correction-currency', costId: 'c1', currency: 'USD' }));

  it('was recorded, or is not corrected', () =>
    given(planned)
      .when(correct(usd(-1)))
      .refuses({ code: 'campaign/unknown-cost', costId: 'c1' }));

  it('belongs to a campaign that was planned', () =>
    given()
      .when(correct(usd(-1)))
      .refuses({ code: 'campaign/not-planned' }));

  it('stays within what an amount may be', () =>
    given(planned, spent(usd(limits.amount)))
      .when(correct(usd(1)))
      .refuses({ code: 'campaign/amount-too-large', costId: 'c1' }));

  it('may be as much as an amount may be', () =>
    given(planned, spent(usd(limits.amount - 1)))
      .when(correct(usd(1)))
      .emits(corrected(usd(1))));

  it('may be of the largest amount in whole units, as long as no cents are corrected', () => {
    const whole = { amount: Math.floor(limits.amount / 100), currency: 'USD', scale: 0 };
    given(planned, spent(whole))
      .when(correct({ ...whole, amount: -whole.amount }))
      .emits(corrected({ ...whole, amount: -whole.amount }));
  });

  it('is corrected after the campaign is over', () =>
    given(planned, { type: 'CampaignStarted', data: { campaignId } }, threeHundred, {
      type: 'CampaignCompleted',
      data: { campaignId },
    })
      .when(correct(usd(-50_00)))
      .emits(corrected(usd(-50_00))));
});

describe('what stands of a cost', () => {
  const state = fold(campaign.decider, [
    planned,
    threeHundred,
    spent(usd(7_00), 'c2'),
    corrected(usd(-50_00)),
    corrected(usd(-20_00), 'k2'),
  ]);

  it.each([
    ['c1', usd(230_00)],
    ['c2', usd(7_00)],
    ['c3', undefined],
  ])('is what was recorded with its corrections: %s', (costId, amount) => {
    if (state.status === 'absent') throw new Error('the campaign was planned');
    expect(correctedCost(state.record, costId)).toEqual(amount);
  });
});
