import type { OpportunityCommand } from '@presales/domain/opportunity';
import { type Instant, majorUnits, parseMoney } from '@presales/kernel';
import { type CommandRequest, open, type Presales } from '@presales/runtime';

const eur = (text: string) => parseMoney(text, 'EUR');
const worth = (text: string) => ({
  net: eur(text),
  margin: eur('0.00'),
  netOfUnknownCost: eur('0.00'),
});
const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'visit', 'offer'] };
const opportunityId = 'O-1';
const opened = '2026-03-01T09:00:00.000Z';
const won = '2026-03-20T15:00:00.000Z';

type Asked = CommandRequest<OpportunityCommand>;

/** What the aggregate and the reports say of the one deal. */
const said = async (presales: Presales) => {
  await presales.caughtUp();
  const { outcomes, wonValue, openPipeline } = await presales.funnel({ currency: 'EUR' });
  const roi = await presales.campaignRoi({ currency: 'EUR' });
  const targets = await presales.targetTracking({ currency: 'EUR' });
  const { state } = await presales.opportunity.load(opportunityId);
  return {
    status: state.status,
    outcomes,
    won: majorUnits(wonValue),
    expected: openPipeline && majorUnits(openPipeline.expected),
    sales: majorUnits(roi.sales.revenue),
    toTargets: targets.sales && majorUnits(targets.sales.total.value),
  };
};

describe('what happened after what', () => {
  let presales: Presales;
  let now: Instant;
  beforeEach(async () => {
    now = '2026-06-01T09:00:00.000Z';
    presales = await open({ eventLog: 'memory:', now: () => now });
  });
  afterEach(() => presales.close());

  const ask = async (type: Asked['type'], data: object = {}) => {
    const answer = await presales.opportunity({ type, data: { opportunityId, ...data } } as Asked);
    return answer.outcome === 'refused'
      ? answer.refusal
      : answer.events.map((event) => [event.type, event.metadata.occurredAt]);
  };
  const openDeal = () => ask('OpenOpportunity', { ownerId: 'ana', pipeline, at: opened });
  const winDeal = () => ask('WinOpportunity', { value: worth('1000.00'), at: won });
  const beforeWin = {
    code: 'opportunity/before-fact',
    fact: 'OpportunityWon',
    factAt: won,
  };

  it('a refund entered for the day of its win takes it back in every report', async () => {
    await openDeal();
    await winDeal();
    expect(await ask('ReverseWin', { reason: 'refund', at: '2026-03-20T00:00:00.000Z' })).toEqual([
      ['OpportunityWinReversed', won],
    ]);
    expect(await said(presales)).toMatchObject({
      status: 'won-reversed',
      outcomes: { won: 0, reversed: 1 },
      won: '0.00',
      sales: '0.00',
      toTargets: '0.00',
    });
  });

  it('a refund that another machine stamped two seconds before the win is refused, and told why', async () => {
    await openDeal();
    await winDeal();
    expect(await ask('ReverseWin', { reason: 'refund', at: '2026-03-20T14:59:58.000Z' })).toEqual(
      beforeWin,
    );
    expect(await said(presales)).toMatchObject({ status: 'won', won: '1000.00', sales: '1000.00' });
  });

  it('a refund of the day before the win is refused, by date as by the hour', async () => {
    await openDeal();
    await winDeal();
    for (const at of ['2026-03-19T00:00:00.000Z', '2026-03-19T23:59:59.999Z'])
      expect(await ask('ReverseWin', { reason: 'refund', at })).toEqual(beforeWin);
  });

  it('a win stated anew by the day of the win has its new value in every report', async () => {
    await openDeal();
    await winDeal();
    const at = '2026-03-20T00:00:00.000Z';
    await ask('AdjustWin', { value: worth('400.00'), reason: 'refund', at });
    expect(await said(presales)).toMatchObject({
      won: '400.00',
      sales: '400.00',
      toTargets: '400.00',
    });
  });

  it('a loss taken back by its day leaves the deal open in the report as well', async () => {
    await openDeal();
    await ask('LoseOpportunity', { reason: 'price', at: won });
    await ask('ReopenOpportunity', { reason: 'they called', at: '2026-03-20T00:00:00.000Z' });
    expect(await said(presales)).toMatchObject({ status: 'open', outcomes: { open: 1, lost: 0 } });
  });

  it('a day is counted where the deal counts its days', async () => {
    const data = { ownerId: 'ana', pipeline, zone: 'Europe/Bucharest', at: opened };
    await ask('OpenOpportunity', data);
    // 23:30 of the 20th in UTC is the 21st in Bucharest.
    await ask('WinOpportunity', { value: worth('1000.00'), at: '2026-03-20T23:30:00.000Z' });
    expect(await ask('ReverseWin', { reason: 'refund', at: '2026-03-20T22:00:00.000Z' })).toEqual([
      ['OpportunityWinReversed', '2026-03-20T23:30:00.000Z'],
    ]);
  });

  it('a date entered for the day of the opening is the opening’s hour', async () => {
    await openDeal();
    expect(
      await ask('WinOpportunity', { value: worth('1.00'), at: '2026-03-01T00:00:00.000Z' }),
    ).toEqual([['OpportunityWon', opened]]);
  });

  it('a command without an hour follows a fact that a clock ahead of ours has dated', async () => {
    await openDeal();
    await winDeal();
    now = '2026-03-20T14:59:57.000Z';
    expect(await ask('ReverseWin', { reason: 'refund' })).toEqual([
      ['OpportunityWinReversed', won],
    ]);
  });

  it('a command without an hour is refused where the fact is more than an hour away', async () => {
    await openDeal();
    await winDeal();
    now = '2026-03-20T13:59:59.999Z';
    expect(await ask('ReverseWin', { reason: 'refund' })).toEqual(beforeWin);
    now = '2026-03-20T14:00:00.000Z';
    expect(await ask('ReverseWin', { reason: 'refund' })).toEqual([
      ['OpportunityWinReversed', won],
    ]);
  });

  it('what is so already may be said for any time', async () => {
    await openDeal();
    await winDeal();
    expect(await ask('WinOpportunity', { value: worth('1000.00'), at: opened })).toEqual([]);
  });

  it('a deal that was reopened is not won again before that', async () => {
    await openDeal();
    await winDeal();
    const reopened = '2026-03-22T10:00:00.000Z';
    await ask('ReopenOpportunity', { reason: 'wrong value', at: reopened });
    expect(await ask('WinOpportunity', { value: worth('1200.00'), at: won })).toEqual({
      code: 'opportunity/before-fact',
      fact: 'OpportunityReopened',
      factAt: reopened,
    });
  });

  it('a step, a loss and a value entered late are not dated before what they replace', async () => {
    await openDeal();
    const later = '2026-03-10T10:00:00.000Z';
    const at = '2026-03-04T00:00:00.000Z';
    await ask('MoveOpportunity', { step: 'offer', at: later });
    await ask('ReviseOpportunityValue', { expectedValue: eur('900.00'), at: later });
    const before = (fact: string) => ({ code: 'opportunity/before-fact', fact, factAt: later });
    expect(await ask('MoveOpportunity', { step: 'visit', at })).toEqual(
      before('OpportunityStepEntered'),
    );
    expect(await ask('LoseOpportunity', { reason: 'price', at })).toEqual(
      before('OpportunityStepEntered'),
    );
    expect(await ask('ReviseOpportunityValue', { expectedValue: eur('500.00'), at })).toEqual(
      before('OpportunityValueRevised'),
    );
    expect(await said(presales)).toMatchObject({ status: 'open', expected: '900.00' });
  });

  it('a value entered late is taken though the deal has moved on since', async () => {
    await openDeal();
    await ask('MoveOpportunity', { step: 'offer', at: '2026-03-10T10:00:00.000Z' });
    const at = '2026-03-04T00:00:00.000Z';
    expect(await ask('ReviseOpportunityValue', { expectedValue: eur('500.00'), at })).toEqual([
      ['OpportunityValueRevised', at],
    ]);
  });
});

describe('what is dated in the future', () => {
  const nextYear = '2027-03-03T10:00:00.000Z';
  let presales: Presales;
  let now: Instant;
  beforeEach(async () => {
    now = '2026-06-01T09:00:00.000Z';
    presales = await open({ eventLog: 'memory:', now: () => now });
  });
  afterEach(() => presales.close());

  const openDeal = () =>
    presales.opportunity({
      type: 'OpenOpportunity',
      data: { opportunityId, ownerId: 'ana', pipeline, at: opened },
    });
  const winDeal = (at: Instant) =>
    presales.opportunity({
      type: 'WinOpportunity',
      data: { opportunityId, value: worth('1000.00'), at },
    });

  it('a win is in no report before its time, and in all of them from then on', async () => {
    await openDeal();
    await winDeal(nextYear);
    const before = await said(presales);
    expect(before).toMatchObject({ status: 'won', outcomes: { open: 1, won: 0 }, won: '0.00' });
    expect(before).toMatchObject({ sales: '0.00', toTargets: '0.00' });
    now = nextYear;
    expect(await said(presales)).toMatchObject({
      outcomes: { open: 0, won: 1 },
      won: '1000.00',
      sales: '1000.00',
      toTargets: '1000.00',
    });
  });

  it('is in a report that is asked as of a later day', async () => {
    await openDeal();
    await winDeal(nextYear);
    await presales.caughtUp();
    const asOf = '2027-04-01T00:00:00.000Z';
    expect((await presales.funnel({ currency: 'EUR', asOf })).outcomes).toMatchObject({ won: 1 });
  });

  it('counts already where it is within an hour, because clocks differ', async () => {
    await openDeal();
    await winDeal('2026-06-01T10:00:00.000Z');
    expect(await said(presales)).toMatchObject({ outcomes: { won: 1 } });
    now = '2026-06-01T08:59:59.999Z';
    expect(await said(presales)).toMatchObject({ outcomes: { won: 0 } });
  });

  it('a cost, a budget and a campaign count from their day on', async () => {
    const campaignId = 'fair';
    const plan = { name: 'Fair', channel: 'trade-fair', startsOn: '2026-03-01' } as const;
    await presales.campaign({ type: 'PlanCampaign', data: { campaignId, ...plan, at: opened } });
    await presales.campaign({
      type: 'PlanCampaign',
      data: { campaignId: 'next', ...plan, at: nextYear },
    });
    await presales.campaign({
      type: 'RecordCampaignCost',
      data: {
        campaignId,
        costId: 'c',
        amount: eur('70.00'),
        kind: 'other',
        costDate: '2027-03-03',
        at: opened,
      },
    });
    await presales.campaign({
      type: 'BudgetCampaign',
      data: { campaignId, budget: eur('50.00'), at: nextYear },
    });
    const reported = async () => {
      await presales.caughtUp();
      const { campaigns } = await presales.campaignRoi({ currency: 'EUR' });
      return new Map(
        campaigns.map((line) => [line.campaignId, [majorUnits(line.actualCost), line.budget]]),
      );
    };
    expect(await reported()).toEqual(new Map([['fair', ['0.00', undefined]]]));
    now = nextYear;
    expect(await reported()).toEqual(
      new Map([
        ['fair', ['70.00', eur('50.00')]],
        ['next', ['0.00', undefined]],
      ]),
    );
  });

  it('a lead that is dropped next year stands open until then', async () => {
    const lead = { leadId: 'L-1', partyId: 'p', source: 'other' } as const;
    await presales.lead({ type: 'CaptureLead', data: { ...lead, at: opened } });
    await presales.lead({
      type: 'DisqualifyLead',
      data: { leadId: 'L-1', reason: 'no-budget', at: nextYear },
    });
    await presales.caughtUp();
    expect((await presales.leads()).standing).toMatchObject({ suspects: 1, disqualified: 0 });
    now = nextYear;
    expect((await presales.leads()).standing).toMatchObject({ suspects: 0, disqualified: 1 });
  });
});
