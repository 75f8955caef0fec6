import { majorUnits, parseMoney } from '@presales/kernel';
import { open } from '@presales/runtime';

const presales = await open({ eventLog: 'memory:', actor: 'anna' });
const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'visit', 'offer'] };

// A campaign that cost 1,000 EUR, and a customer who answered it.
await presales.campaign({
  type: 'PlanCampaign',
  data: { campaignId: 'fair', name: 'Spring fair', channel: 'trade-fair', startsOn: '2026-03-01' },
});
await presales.campaign({ type: 'StartCampaign', data: { campaignId: 'fair' } });
await presales.campaign({
  type: 'RecordCampaignCost',
  data: {
    campaignId: 'fair',
    costId: 'stand',
    amount: parseMoney('1000.00', 'EUR'),
    kind: 'event',
    costDate: '2026-03-01',
  },
});
await presales.campaignMember({
  type: 'RecordCampaignResponse',
  data: {
    campaignId: 'fair',
    partyId: 'acme',
    responseId: 'r-1',
    kind: 'visit',
    at: '2026-03-02T10:00:00.000Z',
  },
});

// Two deals: one won eleven days later, one lost.
for (const opportunityId of ['O-1', 'O-2'])
  await presales.opportunity({
    type: 'OpenOpportunity',
    data: {
      opportunityId,
      partyId: opportunityId === 'O-1' ? 'acme' : 'globex',
      ownerId: 'anna',
      pipeline,
      at: '2026-03-05T09:00:00.000Z',
    },
  });
await presales.opportunity({
  type: 'WinOpportunity',
  data: {
    opportunityId: 'O-1',
    value: {
      net: parseMoney('11785.40', 'EUR'),
      margin: parseMoney('3255.40', 'EUR'),
      netOfUnknownCost: parseMoney('0.00', 'EUR'),
    },
    at: '2026-03-16T15:00:00.000Z',
  },
});
await presales.opportunity({
  type: 'LoseOpportunity',
  data: { opportunityId: 'O-2', reason: 'price', at: '2026-03-20T12:00:00.000Z' },
});
await presales.target({
  type: 'SetTarget',
  data: {
    holder: { kind: 'person', id: 'anna' },
    metric: { of: 'sales-value' },
    period: { start: '2026-01-01', end: '2026-04-01' },
    goal: { in: 'money', amount: parseMoney('10000.00', 'EUR') },
  },
});

await presales.caughtUp();

const funnel = await presales.funnel({ currency: 'EUR' });
console.log(funnel.outcomes, funnel.winRate.closed, funnel.cycle.won);

const roi = await presales.campaignRoi({ currency: 'EUR' });
for (const { name, margin, actualCost, profit, roi: percent } of roi.campaigns)
  console.log(
    `${name}: margin ${majorUnits(margin)}, cost ${majorUnits(actualCost)}, profit ${majorUnits(profit)}, ROI ${percent} %`,
  );

const { targets } = await presales.targetTracking();
for (const { name, attainment } of targets) console.log(`${name}: ${attainment} % of the target`);

// The same history, as it was on an earlier day.
const before = await presales.funnel({ currency: 'EUR', asOf: '2026-03-17T00:00:00.000Z' });
console.log(before.outcomes);

await presales.close();
