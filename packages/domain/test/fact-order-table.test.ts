import { type AggregateName, aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandHandler,
  type CommandMessage,
  commandHandler,
  type Handled,
  type Instant,
  type Message,
  memoryEventLog,
} from '@presales/kernel';

type AnyAggregate = Aggregate<CommandMessage, unknown, Message, CodedRefusal>;
type AnyHandler = CommandHandler<CommandMessage, unknown, Message, CodedRefusal>;

const eur = (amount: number) => ({ amount, currency: 'EUR', scale: 2 });
const pipeline = { pipelineId: 'p', version: 1, steps: ['a', 'b', 'c'] };
const value = { net: eur(100), margin: eur(10), netOfUnknownCost: eur(0) };
const target = {
  holder: { kind: 'person', id: 'ana' },
  metric: { of: 'sales-value' },
  period: { start: '2026-03-01', end: '2026-04-01' },
};
const goal = (amount: number) => ({ in: 'money', amount: eur(amount) });
const line = {
  lineId: 'l',
  description: 'a machine',
  quantity: '1',
  unitPrice: eur(100),
};

type Step = readonly [type: string, data?: object];

interface Neighbour {
  readonly aggregate: AggregateName;
  /** Fields of every command. */
  readonly id: object;
  /** What happens first, each on a day of its own; the last of it is what the command follows. */
  readonly story: readonly Step[];
  /** What is dated before the last of the story. */
  readonly command: Step;
  readonly fact: string;
}

const opp = { opportunityId: 'D' };
const opening: Step = ['OpenOpportunity', { ownerId: 'ana', pipeline, partyId: 'acme' }];
const campaign = { campaignId: 'C' };
const planning: Step = ['PlanCampaign', { name: 'Fair', channel: 'event', startsOn: '2026-03-01' }];
const member = { campaignId: 'C', partyId: 'P' };
const capturing: Step = ['CaptureLead', { partyId: 'P', source: 'other' }];
const planned: Step = [
  'PlanActivity',
  {
    kind: 'visit',
    performerId: 'ana',
    subject: { partyId: 'P' },
    dueAt: '2026-03-20T09:00:00.000Z',
  },
];
const drafting: Step = ['DraftQuotation', { partyId: 'P', sellerZone: 'UTC' }];
const sending: readonly Step[] = [
  drafting,
  ['AddQuotationLine', { line }],
  ['SendQuotation', { validUntil: '2026-03-31' }],
];
const receiving: Step = ['ReceiveShopOrder', { partyId: 'P', lines: [line] }];
const requesting: Step = [
  'RequestEngagement',
  { opportunityId: 'D', kind: 'demonstration', subject: 'Show it' },
];

const of =
  (aggregate: AggregateName, id: object) =>
  (story: readonly Step[], command: Step, fact: string): Neighbour => ({
    aggregate,
    id,
    story,
    command,
    fact,
  });
const deal = of('opportunity', opp);
const lead = of('lead', { leadId: 'L' });
const spring = of('campaign', campaign);
const belonging = of('campaignMember', member);
const aim = of('target', target);
const task = of('activity', { activityId: 'A' });
const offer = of('quotation', { quotationId: 'Q' });
const order = of('shopOrder', { shopOrderId: 'S' });
const party = of('party', { partyId: 'P' });
const work = of('engagement', { engagementId: 'E' });
const inquiry = of('inquiry', { inquiryId: 'I' });
const product = of('product', { productId: 'X' });

const won: Step = ['WinOpportunity', { value }];
const reason = { reason: 'why' };

const neighbours: readonly Neighbour[] = [
  deal([opening], ['MoveOpportunity', { step: 'b' }], 'OpportunityOpened'),
  deal([opening], won, 'OpportunityOpened'),
  deal([opening], ['RecordCompetitor', { competitor: 'Globex' }], 'OpportunityOpened'),
  deal([opening, won], ['ReverseWin', { reason: 'refund' }], 'OpportunityWon'),
  deal(
    [opening, won],
    ['AdjustWin', { value: { ...value, net: eur(50) }, reason: 'refund' }],
    'OpportunityWon',
  ),
  deal([opening, won], ['ReopenOpportunity', reason], 'OpportunityWon'),
  deal(
    [opening, won, ['AdjustWin', { value: { ...value, net: eur(50) }, reason: 'refund' }]],
    ['ReverseWin', { reason: 'refund' }],
    'OpportunityWinAdjusted',
  ),
  deal(
    [opening, ['LoseOpportunity', { reason: 'price' }]],
    ['ReopenOpportunity', reason],
    'OpportunityLost',
  ),
  deal([opening, ['HoldOpportunity', reason]], ['ResumeOpportunity'], 'OpportunityHeld'),
  deal([opening, ['HoldOpportunity', reason]], won, 'OpportunityHeld'),
  deal(
    [opening, ['HoldOpportunity', reason], ['ResumeOpportunity']],
    ['HoldOpportunity', { reason: 'again' }],
    'OpportunityResumed',
  ),
  deal(
    [opening, ['MoveOpportunity', { step: 'b' }]],
    ['MoveOpportunity', { step: 'c' }],
    'OpportunityStepEntered',
  ),
  deal([opening, ['MoveOpportunity', { step: 'b' }]], won, 'OpportunityStepEntered'),
  deal(
    [opening, ['ReviseOpportunityValue', { expectedValue: eur(5) }]],
    ['ReviseOpportunityValue', { expectedValue: eur(6) }],
    'OpportunityValueRevised',
  ),
  deal(
    [opening, ['SetExpectedCloseDate', { closeOn: '2026-04-01' }]],
    ['SetExpectedCloseDate', { closeOn: '2026-04-02' }],
    'ExpectedCloseDateChanged',
  ),
  deal(
    [opening, ['SetForecastCategory', { category: 'commit' }]],
    ['ResetForecast'],
    'ForecastCategoryChanged',
  ),
  deal(
    [opening, ['SelectPrimaryQuotation', { quotationId: 'Q' }]],
    ['UnlinkQuotation', { quotationId: 'Q' }],
    'PrimaryQuotationSelected',
  ),
  lead([capturing], ['AssignLead', { salespersonId: 'ana' }], 'LeadCaptured'),
  lead([capturing], ['QualifyLeadForMarketing'], 'LeadCaptured'),
  lead(
    [capturing, ['AssignLead', { salespersonId: 'ana' }]],
    ['ConvertLead', { opportunityId: 'D' }],
    'LeadAssigned',
  ),
  lead(
    [capturing, ['AssignLead', { salespersonId: 'ana' }]],
    ['AssignLead', { salespersonId: 'bob', reason: 'holidays' }],
    'LeadAssigned',
  ),
  lead(
    [capturing, ['AssignLead', { salespersonId: 'ana' }]],
    ['UnassignLead', reason],
    'LeadAssigned',
  ),
  lead(
    [capturing, ['DisqualifyLead', { reason: 'spam' }]],
    ['ReopenLead', reason],
    'LeadDisqualified',
  ),
  lead(
    [capturing, ['ParkLead', { until: '2026-05-01', reason: 'no-timeline' }]],
    ['ResumeLead'],
    'LeadParked',
  ),
  lead(
    [capturing, ['ParkLead', { until: '2026-05-01', reason: 'no-timeline' }]],
    ['DisqualifyLead', { reason: 'spam' }],
    'LeadParked',
  ),
  lead([capturing, ['QualifyLeadForMarketing']], ['RecycleLead', reason], 'LeadMarketingQualified'),
  spring([planning], ['StartCampaign'], 'CampaignPlanned'),
  spring(
    [planning, ['BudgetCampaign', { budget: eur(100) }]],
    ['BudgetCampaign', { budget: eur(200), ...reason }],
    'CampaignBudgeted',
  ),
  spring(
    [planning, ['SetCampaignObjective', { objective: { of: 'leads', target: 1 } }]],
    ['SetCampaignObjective', { objective: { of: 'leads', target: 2 }, ...reason }],
    'CampaignObjectiveSet',
  ),
  spring([planning, ['StartCampaign']], ['PauseCampaign'], 'CampaignStarted'),
  spring([planning, ['StartCampaign'], ['PauseCampaign']], ['ResumeCampaign'], 'CampaignPaused'),
  spring([planning, ['StartCampaign']], ['CompleteCampaign'], 'CampaignStarted'),
  spring([planning, ['StartCampaign']], ['CancelCampaign', reason], 'CampaignStarted'),
  belonging([['EnrolCampaignMember']], ['RemoveCampaignMember'], 'CampaignMemberEnrolled'),
  belonging(
    [['EnrolCampaignMember'], ['RemoveCampaignMember']],
    ['EnrolCampaignMember'],
    'CampaignMemberRemoved',
  ),
  aim(
    [['SetTarget', { goal: goal(1) }]],
    ['WithdrawTarget', { ...reason, approvedBy: 'eve' }],
    'TargetSet',
  ),
  aim(
    [['SetTarget', { goal: goal(1) }]],
    ['ReviseTarget', { goal: goal(2), ...reason, approvedBy: 'eve' }],
    'TargetSet',
  ),
  aim(
    [
      ['SetTarget', { goal: goal(1) }],
      ['ReviseTarget', { goal: goal(2), ...reason, approvedBy: 'eve' }],
    ],
    ['WithdrawTarget', { ...reason, approvedBy: 'eve' }],
    'TargetRevised',
  ),
  task([planned], ['CompleteActivity', { outcome: 'reached' }], 'ActivityPlanned'),
  task([planned], ['CancelActivity', reason], 'ActivityPlanned'),
  task(
    [planned, ['CompleteActivity', { outcome: 'reached' }]],
    ['VoidActivity', reason],
    'ActivityCompleted',
  ),
  offer(sending, ['AcceptQuotation', { version: 1 }], 'QuotationSent'),
  offer(sending, ['DeclineQuotation', { reason: 'price' }], 'QuotationSent'),
  offer(sending, ['WithdrawQuotation', { reason: 'other', note: 'x' }], 'QuotationSent'),
  offer(sending, ['ReviseQuotation', reason], 'QuotationSent'),
  offer(
    [...sending, ['AcceptQuotation', { version: 1 }]],
    ['RevokeAcceptance', { version: 1, ...reason }],
    'QuotationAccepted',
  ),
  offer(
    [drafting, ['AddQuotationLine', { line }]],
    ['RemoveQuotationLine', { lineId: 'l' }],
    'QuotationLineAdded',
  ),
  order([receiving], ['CancelShopOrder', { reason: 'duplicate' }], 'ShopOrderReceived'),
  order(
    [receiving, ['RecordShopOrderPayment', { paymentId: 'p', amount: eur(100) }]],
    ['RecordShopOrderRefund', { refundId: 'r', amount: eur(100) }],
    'ShopOrderPaid',
  ),
  party(
    [
      ['RegisterParty', { details: { kind: 'person', name: 'Ada' } }],
      ['GiveConsent', { purpose: 'marketing', channel: 'e-mail', basis: 'opt-in' }],
    ],
    ['WithdrawConsent', { purpose: 'marketing', channel: 'e-mail' }],
    'ConsentGiven',
  ),
  party(
    [
      ['RegisterParty', { details: { kind: 'person', name: 'Ada' } }],
      ['LinkContact', { organisationId: 'acme' }],
    ],
    ['UnlinkContact', { organisationId: 'acme' }],
    'ContactLinked',
  ),
  work([requesting], ['AcceptEngagement', { specialistId: 'sam' }], 'EngagementRequested'),
  work([requesting], ['CancelEngagement', reason], 'EngagementRequested'),
  inquiry(
    [
      [
        'RegisterInquiry',
        {
          partyId: 'P',
          channel: 'e-mail',
          items: [{ itemId: 'i', description: 'a machine', quantity: '1', asks: ['price'] }],
        },
      ],
    ],
    ['CloseInquiry', reason],
    'InquiryReceived',
  ),
  product(
    [
      ['ListProduct', { kind: 'product', name: 'Machine' }],
      ['DiscontinueProduct', { from: '2026-03-04' }],
    ],
    ['RelistProduct'],
    'ProductDiscontinued',
  ),
];

const titled = neighbours.map(
  (neighbour) =>
    [`${neighbour.command[0]} before ${neighbour.fact}`, neighbour] as [string, Neighbour],
);

describe('what undoes, replaces or rests on a fact', () => {
  let handlers: Map<AggregateName, AnyHandler>;
  beforeEach(() => {
    const log = memoryEventLog({ now: () => '2026-04-01T00:00:00.000Z' });
    handlers = new Map(
      Object.entries(aggregates).map(([name, aggregate]) => [
        name as AggregateName,
        commandHandler(aggregate as unknown as AnyAggregate, {
          log,
          wait: async () => undefined,
          random: () => 0,
          cachedStreams: 10,
        }),
      ]),
    );
  });

  let given = 0;
  const give = async (
    { aggregate, id }: Neighbour,
    [type, data = {}]: Step,
    at: Instant,
  ): Promise<Handled<Message, CodedRefusal>> => {
    const handler = handlers.get(aggregate);
    if (handler === undefined) throw new Error(`no aggregate ${aggregate}`);
    given += 1;
    return handler.handle(
      { type, data: { ...id, ...data, at } },
      { actor: 'anna', commandId: `command-${given}` },
    );
  };

  const hourOf = (day: number, time: string): Instant => `2026-03-0${day + 1}T${time}Z`;

  /** Tells the story, one thing a day at noon; returns the day of the last. */
  const tell = async (neighbour: Neighbour): Promise<number> => {
    for (const [day, step] of neighbour.story.entries()) {
      const answer = await give(neighbour, step, hourOf(day, '12:00:00.000'));
      if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.refusal));
      expect(answer.events.length).toBeGreaterThan(0);
    }
    return neighbour.story.length - 1;
  };

  it.each(titled)('%s is refused, and told which and when', async (_, neighbour) => {
    const day = await tell(neighbour);
    const answer = await give(neighbour, neighbour.command, hourOf(day, '11:59:59.999'));
    const factAt = hourOf(day, '12:00:00.000');
    if (answer.outcome !== 'refused') throw new Error('it was taken');
    if (answer.refusal.code.endsWith('before-opening'))
      expect(answer.refusal).toMatchObject({ openedAt: factAt });
    else
      expect(answer.refusal).toEqual({
        code: expect.stringMatching(/\/before-fact$/),
        fact: neighbour.fact,
        factAt,
      });
  });

  it.each(titled)('%s, by the date alone, takes its time', async (_, neighbour) => {
    const day = await tell(neighbour);
    const answer = await give(neighbour, neighbour.command, hourOf(day, '00:00:00.000'));
    if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.refusal));
    expect(answer.events.map(({ metadata }) => metadata.occurredAt)).toContain(
      hourOf(day, '12:00:00.000'),
    );
  });

  it.each(titled)('%s: at the same instant it is taken', async (_, neighbour) => {
    const day = await tell(neighbour);
    const answer = await give(neighbour, neighbour.command, hourOf(day, '12:00:00.000'));
    expect(answer.outcome).toBe('emitted');
  });
});
