import { type CampaignCommand, type CampaignEvent, campaign } from '@presales/domain/campaign';
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

const pause: CampaignCommand = {
  type: 'PauseCampaign',
  data: { campaignId, reason: 'strike', at },
};
const paused: CampaignEvent = { type: 'CampaignPaused', data: { campaignId, reason: 'strike' } };
const resume: CampaignCommand = { type: 'ResumeCampaign', data: { campaignId, at } };
const resumed: CampaignEvent = { type: 'CampaignResumed', data: { campaignId } };
const cancelFor = (reason: string): CampaignCommand => ({
  type: 'CancelCampaign',
  data: { campaignId, reason, at },
});
const cancel = cancelFor('no hall');
const cancelled: CampaignEvent = {
  type: 'CampaignCancelled',
  data: { campaignId, reason: 'no hall' },
};

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

  it.each([
    budgetOf(money(1, 'EUR')),
    start,
    pause,
    resume,
    complete,
    cancel,
    spend,
    { type: 'ChangeCampaignParent', data: { campaignId, parentId: 'fairs', at } } as const,
  ])('has to be planned before $type', (command) =>
    given().when(command).refuses({ code: 'campaign/not-planned' }),
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
  it('is none where nothing was planned', () => given(started, spent).is({ status: 'absent' }));

  it('starts', () => given(planned).when(start).emits(started));
  it('starts once', () => given(planned, started).when(start).changesNothing());
  it('is paused, and says why', () => given(planned, started).when(pause).emits(paused));

  it('may be paused without a reason', () =>
    given(planned, started)
      .when({ type: 'PauseCampaign', data: { campaignId, at } })
      .emits({ type: 'CampaignPaused', data: { campaignId } }));

  it('is paused once', () => given(planned, started, paused).when(pause).changesNothing());
  it('goes on after a pause', () => given(planned, started, paused).when(resume).emits(resumed));

  it.each([
    ['that was never halted', [started]],
    ['that goes on already', [started, paused, resumed]],
  ])('does not go on twice: %s', (_, history) =>
    given(planned, ...history)
      .when(resume)
      .changesNothing(),
  );

  it('is paused again after it went on', () =>
    given(planned, started, paused, resumed).when(pause).emits(paused));

  it('is resumed, not started, after a pause', () =>
    given(planned, started, paused).when(start).refuses({ code: 'campaign/paused' }));

  it.each([pause, resume, complete])('has to start before $type', (command) =>
    given(planned).when(command).refuses({ code: 'campaign/not-started' }),
  );

  it('ends', () => given(planned, started).when(complete).emits(completed));
  it('ends from a pause', () => given(planned, started, paused).when(complete).emits(completed));
  it('ends once', () => given(planned, started, completed).when(complete).changesNothing());

  it.each([start, pause, resume, cancel])('is over once it ended: refuses $type', (command) =>
    given(planned, started, completed).when(command).refuses({ code: 'campaign/completed' }),
  );

  it.each([
    ['planned', []],
    ['running', [started]],
    ['paused', [started, paused]],
  ])('may be cancelled while %s', (_, history) =>
    given(planned, ...history)
      .when(cancel)
      .emits(cancelled),
  );

  it('is cancelled once', () => given(planned, cancelled).when(cancel).changesNothing());

  it.each([start, pause, resume, complete, cancelFor('too dear')])(
    'is over once it was cancelled: refuses $type',
    (command) =>
      given(planned, started, cancelled).when(command).refuses({ code: 'campaign/cancelled' }),
  );
});

describe('a campaign that is part of another', () => {
  const part = { ...details, parentId: 'fairs' };
  const partPlanned: CampaignEvent = { type: 'CampaignPlanned', data: part };
  const changeTo = (
    parentId: string | undefined,
    ancestors?: readonly string[],
  ): CampaignCommand => ({
    type: 'ChangeCampaignParent',
    data: {
      campaignId,
      ...(parentId === undefined ? {} : { parentId }),
      ...(ancestors === undefined ? {} : { ancestors }),
      at,
    },
  });

  it('is planned as such; what that is part of is not recorded here', () =>
    given()
      .when({ type: 'PlanCampaign', data: { ...part, ancestors: ['marketing'], at } })
      .emits(partPlanned));

  it('is planned once, whatever is known of its parent today', () =>
    given(partPlanned)
      .when({ type: 'PlanCampaign', data: { ...part, ancestors: ['sales'], at } })
      .changesNothing());

  it.each([
    ['itself', campaignId, undefined],
    ['a part of a part of itself', 'fairs', ['marketing', campaignId]],
  ])('is not planned as part of %s', (_, parentId, ancestors) =>
    given()
      .when({ type: 'PlanCampaign', data: { ...details, parentId, ancestors, at } })
      .refuses({ code: 'campaign/part-of-itself', parentId }),
  );

  it('becomes part of one later', () =>
    given(planned)
      .when(changeTo('fairs', ['marketing']))
      .emits({ type: 'CampaignParentChanged', data: { campaignId, to: 'fairs' } }));

  it('moves from one to another', () =>
    given(partPlanned)
      .when(changeTo('spring'))
      .emits({
        type: 'CampaignParentChanged',
        data: { campaignId, from: 'fairs', to: 'spring' },
      }));

  it('stands alone again', () =>
    given(partPlanned)
      .when(changeTo(undefined, [campaignId]))
      .emits({ type: 'CampaignParentChanged', data: { campaignId, from: 'fairs' } }));

  it.each([
    ['its own already', [partPlanned], 'fairs'],
    [
      'the one it moved to',
      [planned, { type: 'CampaignParentChanged', data: { campaignId, to: 'fairs' } }] as const,
      'fairs',
    ],
    ['none, and had none', [planned], undefined],
  ])('stays where it is: %s', (_, history, parentId) =>
    given(...history)
      .when(changeTo(parentId))
      .changesNothing(),
  );

  it.each([
    ['itself', campaignId, undefined],
    ['a part of itself', 'halls', [campaignId]],
  ])('does not become part of %s', (_, parentId, ancestors) =>
    given(planned)
      .when(changeTo(parentId, ancestors))
      .refuses({ code: 'campaign/part-of-itself', parentId }),
  );

  it('may be moved when it is over: reports roll up along parents', () =>
    given(planned, started, completed)
      .when(changeTo('fairs'))
      .emits({ type: 'CampaignParentChanged', data: { campaignId, to: 'fairs' } }));
});

describe("a campaign's cost", () => {
  it.each([
    ['before the start', [planned]],
    ['while it lasts', [planned, started]],
    ['after its end, which is normal', [planned, started, completed]],
    ['after it was cancelled', [planned, started, cancelled]],
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
