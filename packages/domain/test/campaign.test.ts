import {
  type CampaignCommand,
  type CampaignEvent,
  type CampaignMemberCommand,
  type CampaignMemberEvent,
  campaign,
  campaignMember,
  campaignMemberIdOf,
} from '@presales/domain';
import { type Money, money } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(campaign);

const at = '2026-03-02T09:00:00.000Z';
const campaignId = 'expo';
const details = {
  campaignId,
  name: 'Spring fair',
  channel: 'trade-fair',
  startsOn: '2026-04-01',
  endsOn: '2026-05-01',
} as const;
const plan: CampaignCommand = { type: 'PlanCampaign', data: { ...details, at } };
const planned: CampaignEvent = { type: 'CampaignPlanned', data: details };

const budgetOf = (budget: Money, reason?: string): CampaignCommand => ({
  type: 'BudgetCampaign',
  data: { campaignId, budget, ...(reason === undefined ? {} : { reason }), at },
});
const budgeted: CampaignEvent = {
  type: 'CampaignBudgeted',
  data: { campaignId, budget: money(1_000_00, 'EUR') },
};
const revised: CampaignEvent = {
  type: 'CampaignBudgetRevised',
  data: {
    campaignId,
    from: money(1_000_00, 'EUR'),
    to: money(2_000_00, 'EUR'),
    reason: 'larger stand',
  },
};

const start: CampaignCommand = { type: 'StartCampaign', data: { campaignId, at } };
const started: CampaignEvent = { type: 'CampaignStarted', data: { campaignId } };
const complete: CampaignCommand = { type: 'CompleteCampaign', data: { campaignId, at } };
const completed: CampaignEvent = { type: 'CampaignCompleted', data: { campaignId } };

const cost = {
  campaignId,
  costId: 'c1',
  amount: money(300_00, 'USD'),
  kind: 'event',
  costDate: '2026-04-10',
} as const;
const spend: CampaignCommand = { type: 'RecordCampaignCost', data: { ...cost, at } };
const spent: CampaignEvent = { type: 'CampaignCostRecorded', data: cost };

describe('a campaign', () => {
  it('is planned', () => given().when(plan).emits(planned));

  it('is planned once', () => given(planned).when(plan).changesNothing());

  it('is still that campaign when it is planned again after it went on', () =>
    given(planned, budgeted, started, spent, completed).when(plan).changesNothing());

  it('is not planned again under another name', () =>
    given(planned)
      .when({ type: 'PlanCampaign', data: { ...details, name: 'Autumn fair', at } })
      .refuses({ code: 'campaign/already-planned' }));

  it('may last one day', () =>
    given()
      .when({ type: 'PlanCampaign', data: { ...details, endsOn: '2026-04-02', at } })
      .emits({ type: 'CampaignPlanned', data: { ...details, endsOn: '2026-04-02' } }));

  it.each(['2026-04-01', '2026-03-31'])('does not end on %s, when it starts on April 1', (endsOn) =>
    given()
      .when({ type: 'PlanCampaign', data: { ...details, endsOn, at } })
      .refuses({ code: 'campaign/ends-before-start' }),
  );

  it('may be open-ended', () => {
    const { endsOn: _, ...open } = details;
    given()
      .when({ type: 'PlanCampaign', data: { ...open, at } })
      .emits({ type: 'CampaignPlanned', data: open });
  });

  it.each([budgetOf(money(1, 'EUR')), start, complete, spend])(
    'has to be planned before $type',
    (command) => given().when(command).refuses({ code: 'campaign/not-planned' }),
  );
});

describe("a campaign's budget (S51)", () => {
  it('is set without a reason', () =>
    given(planned)
      .when(budgetOf(money(1_000_00, 'EUR')))
      .emits(budgeted));

  it('is set once at one amount', () =>
    given(planned, budgeted)
      .when(budgetOf(money(1_000_00, 'EUR')))
      .changesNothing());

  it('takes 1,000 EUR for 1,000.00 EUR', () =>
    given(planned, budgeted)
      .when(budgetOf({ amount: 1_000, currency: 'EUR', scale: 0 }))
      .changesNothing());

  it('is revised with a reason', () =>
    given(planned, budgeted)
      .when(budgetOf(money(2_000_00, 'EUR'), 'larger stand'))
      .emits(revised));

  it('is not revised without a reason', () =>
    given(planned, budgeted)
      .when(budgetOf(money(2_000_00, 'EUR')))
      .refuses({ code: 'campaign/reason-needed', budget: money(1_000_00, 'EUR') }));

  it('is revised from what it was revised to', () =>
    given(planned, budgeted, revised)
      .when(budgetOf(money(1_000_00, 'EUR'), 'smaller stand'))
      .emits({
        type: 'CampaignBudgetRevised',
        data: {
          campaignId,
          from: money(2_000_00, 'EUR'),
          to: money(1_000_00, 'EUR'),
          reason: 'smaller stand',
        },
      }));

  it('is another one in another currency', () =>
    given(planned, budgeted)
      .when(budgetOf(money(1_000_00, 'USD'), 'paid abroad'))
      .emits({
        type: 'CampaignBudgetRevised',
        data: {
          campaignId,
          from: money(1_000_00, 'EUR'),
          to: money(1_000_00, 'USD'),
          reason: 'paid abroad',
        },
      }));
});

describe('the course of a campaign', () => {
  it('starts', () => given(planned).when(start).emits(started));
  it('starts once', () => given(planned, started).when(start).changesNothing());
  it('does not start again after its end', () =>
    given(planned, started, completed).when(start).refuses({ code: 'campaign/completed' }));
  it('ends', () => given(planned, started).when(complete).emits(completed));
  it('ends once', () => given(planned, started, completed).when(complete).changesNothing());
  it('does not end before it started', () =>
    given(planned).when(complete).refuses({ code: 'campaign/not-started' }));
});

describe("a campaign's cost", () => {
  it.each([
    ['before the start', [planned]],
    ['while it lasts', [planned, started]],
    ['after its end, which is normal', [planned, started, completed]],
  ])('is recorded %s, in any currency', (_, history) =>
    given(...history)
      .when(spend)
      .emits(spent),
  );

  it('may be taken back', () => {
    const back = { ...cost, costId: 'c2', amount: money(-300_00, 'USD') };
    given(planned, spent)
      .when({ type: 'RecordCampaignCost', data: { ...back, at } })
      .emits({ type: 'CampaignCostRecorded', data: back });
  });

  it('is recorded once', () => given(planned, spent).when(spend).changesNothing());

  it.each([
    ['amount', { ...cost, amount: money(300_01, 'USD') }],
    ['kind', { ...cost, kind: 'media' as const }],
    ['date', { ...cost, costDate: '2026-04-11' }],
  ])('does not share its id with a cost of another %s', (_, other) =>
    given(planned, spent)
      .when({ type: 'RecordCampaignCost', data: { ...other, at } })
      .refuses({ code: 'campaign/cost-exists', costId: 'c1' }),
  );
});

describe("a campaign's member", () => {
  const { given } = scenario(campaignMember);
  const member = { campaignId, partyId: 'acme' };
  const enrol: CampaignMemberCommand = { type: 'EnrolCampaignMember', data: { ...member, at } };
  const enrolled: CampaignMemberEvent = { type: 'CampaignMemberEnrolled', data: member };
  const response = { ...member, responseId: 'r1', kind: 'form' } as const;
  const respond: CampaignMemberCommand = {
    type: 'RecordCampaignResponse',
    data: { ...response, at },
  };
  const responded: CampaignMemberEvent = { type: 'CampaignResponseRecorded', data: response };

  it('is enrolled', () => given().when(enrol).emits(enrolled));
  it('is enrolled once', () => given(enrolled, responded).when(enrol).changesNothing());
  it('answers', () => given(enrolled).when(respond).emits(responded));
  it('is enrolled by answering', () => given().when(respond).emits(enrolled, responded));
  it('is counted once for one answer', () =>
    given(enrolled, responded).when(respond).changesNothing());

  it('may answer in the same way again', () =>
    given(enrolled, responded)
      .when({ type: 'RecordCampaignResponse', data: { ...response, responseId: 'r2', at } })
      .emits({ type: 'CampaignResponseRecorded', data: { ...response, responseId: 'r2' } }));

  it('does not answer in two ways under one id', () =>
    given(enrolled, responded)
      .when({ type: 'RecordCampaignResponse', data: { ...response, kind: 'click', at } })
      .refuses({ code: 'campaign-member/response-exists', responseId: 'r1', kind: 'form' }));

  it('has a stream for each campaign and party', () => {
    expect(campaignMember.identify(enrol)).toBe('expo/acme');
    expect(campaignMemberIdOf('a/b', 'c')).not.toBe(campaignMemberIdOf('a', 'b/c'));
    expect(campaignMemberIdOf('a%2Fb', 'c')).not.toBe(campaignMemberIdOf('a/b', 'c'));
  });
});
