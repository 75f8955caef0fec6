import {
  attainmentOf,
  type CampaignActuals,
  type CampaignCommand,
  type CampaignEvent,
  CampaignObjective,
  campaign,
} from '@presales/domain/campaign';
import { CurrencyMismatch, money } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(campaign);

const at = '2026-03-02T09:00:00.000Z';
const campaignId = 'expo';
const planned: CampaignEvent = {
  type: 'CampaignPlanned',
  data: { campaignId, name: 'Spring fair', channel: 'trade-fair', startsOn: '2026-04-01' },
};
const started: CampaignEvent = { type: 'CampaignStarted', data: { campaignId } };

const set = (objective: CampaignObjective, reason?: string): CampaignCommand => ({
  type: 'SetCampaignObjective',
  data: { campaignId, objective, ...(reason === undefined ? {} : { reason }), at },
});
const stands = (objective: CampaignObjective, version = 1, reason?: string): CampaignEvent => ({
  type: 'CampaignObjectiveSet',
  data: { campaignId, version, objective, ...(reason === undefined ? {} : { reason }) },
});
const leads = (target: number): CampaignObjective => ({ of: 'leads', target });
const margin = (cents: number, currency = 'EUR'): CampaignObjective => ({
  of: 'opportunity-margin',
  target: money(cents, currency),
});

describe("a campaign's objectives (S52)", () => {
  it.each<CampaignObjective>([
    leads(200),
    { of: 'customers', target: 1 },
    { of: 'opportunities', target: 40 },
    { of: 'opportunity-value', target: money(80_000_00, 'EUR') },
    margin(25_000_00),
  ])('may be a target for $of', (objective) =>
    given(planned).when(set(objective)).emits(stands(objective)),
  );

  it('need a plan', () =>
    given()
      .when(set(leads(200)))
      .refuses({ code: 'campaign/not-planned' }));

  it('have a first version without a reason', () =>
    given(planned)
      .when(set(leads(200), 'as last year'))
      .emits(stands(leads(200))));

  it('are revised with a reason, in a version of their own', () =>
    given(planned, started, stands(leads(200)))
      .when(set(leads(300), 'a second hall'))
      .emits(stands(leads(300), 2, 'a second hall')));

  it('count their versions on', () =>
    given(planned, stands(leads(200)), stands(leads(300), 2, 'a second hall'))
      .when(set(leads(200), 'one hall after all'))
      .emits(stands(leads(200), 3, 'one hall after all')));

  it('are not revised without a reason', () =>
    given(planned, stands(leads(200)))
      .when(set(leads(300)))
      .refuses({ code: 'campaign/objective-reason-needed', objective: leads(200) }));

  it('stand beside each other, each in its own versions', () =>
    given(planned, stands(leads(200)), stands(leads(300), 2, 'a second hall'))
      .when(set(margin(1)))
      .emits(stands(margin(1))));

  it('are set once at one number', () =>
    given(planned, stands(leads(200)))
      .when(set(leads(200)))
      .changesNothing());

  it('take 1,000 EUR for 1,000.00 EUR', () =>
    given(planned, stands(margin(1_000_00)))
      .when(set({ of: 'opportunity-margin', target: { amount: 1_000, currency: 'EUR', scale: 0 } }))
      .changesNothing());

  it('are others in another currency', () =>
    given(planned, stands(margin(1_000_00)))
      .when(set(margin(1_000_00, 'USD'), 'sold abroad'))
      .emits(stands(margin(1_000_00, 'USD'), 2, 'sold abroad')));

  it('may be revised during a pause', () =>
    given(planned, started, { type: 'CampaignPaused', data: { campaignId } })
      .when(set(leads(200)))
      .emits(stands(leads(200))));

  it.each<readonly ['completed' | 'cancelled', CampaignEvent]>([
    ['completed', { type: 'CampaignCompleted', data: { campaignId } }],
    ['cancelled', { type: 'CampaignCancelled', data: { campaignId, reason: 'no hall' } }],
  ])('are settled before the campaign is %s', (status, over) => {
    given(planned, started, over)
      .when(set(leads(200)))
      .refuses({ code: `campaign/${status}` });
    given(planned, started, stands(leads(200)), over)
      .when(set(leads(200)))
      .changesNothing();
  });

  it.each([
    { of: 'leads', target: 0 },
    { of: 'leads', target: 1.5 },
    { of: 'opportunity-value', target: money(0, 'EUR') },
    { of: 'opportunity-margin', target: money(-1, 'EUR') },
    { of: 'opportunity-margin', target: 5 },
    { of: 'leads', target: money(5, 'EUR') },
    { of: 'revenue', target: money(5, 'EUR') },
  ])('are above zero, in money or by number: not $of of $target', (objective) =>
    expect(CampaignObjective.safeParse(objective).success).toBe(false),
  );

  it('say that money has to be above zero', () =>
    expect(
      CampaignObjective.safeParse({ of: 'opportunity-value', target: money(0, 'EUR') }).error
        ?.issues,
    ).toMatchObject([{ message: 'expected an amount above zero', path: ['target', 'amount'] }]));

  it('may be one cent', () => expect(CampaignObjective.safeParse(margin(1)).success).toBe(true));
});

describe('how far a campaign has come (metrics.md 3: attainment = actual / target)', () => {
  const actuals: CampaignActuals = {
    leads: 125,
    customers: 3,
    opportunities: 50,
    opportunityValue: money(100_000_00, 'EUR'),
    opportunityMargin: money(-500_00, 'EUR'),
  };

  it.each<readonly [CampaignObjective, object]>([
    [leads(200), { actual: 125, target: 200, gap: 75, percent: '62.50' }],
    [
      { of: 'customers', target: 7 },
      { actual: 3, target: 7, gap: 4, percent: '42.86' },
    ],
    [
      { of: 'opportunities', target: 40 },
      { actual: 50, target: 40, gap: -10, percent: '125.00' },
    ],
    [
      { of: 'opportunity-value', target: money(80_000_00, 'EUR') },
      {
        actual: money(100_000_00, 'EUR'),
        target: money(80_000_00, 'EUR'),
        gap: money(-20_000_00, 'EUR'),
        percent: '125.00',
      },
    ],
    [
      margin(25_000_00),
      {
        actual: money(-500_00, 'EUR'),
        target: money(25_000_00, 'EUR'),
        gap: money(25_500_00, 'EUR'),
        percent: '-2.00',
      },
    ],
  ])('is told for each objective as a share and as what is left: %j (S52)', (objective, expected) =>
    expect(attainmentOf(objective, actuals)).toEqual(expected),
  );

  it('is not told of money in another currency than its target', () =>
    expect(() => attainmentOf(margin(1, 'USD'), actuals)).toThrow(CurrencyMismatch));
});
