import { endOfDay, majorUnits, parseMoney, parsePeriod } from '@presales/kernel';
import { open } from '@presales/runtime';

const presales = await open({ eventLog: 'memory:', actor: 'anna' });
const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 1 };
const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'visit', 'offer'] };

// A deal won in March; in April the customer sends everything back.
const deal = { opportunityId: 'O-1' };
await presales.opportunity({
  type: 'OpenOpportunity',
  data: { ...deal, ownerId: 'anna', pipeline, at: '2026-03-02T09:00:00.000Z' },
});
await presales.opportunity({
  type: 'WinOpportunity',
  data: {
    ...deal,
    value: {
      net: parseMoney('1200.00', 'EUR'),
      margin: parseMoney('0.00', 'EUR'),
      netOfUnknownCost: parseMoney('1200.00', 'EUR'),
    },
    at: '2026-03-20T15:00:00.000Z',
  },
});
const reported = await presales.caughtUp();
await presales.opportunity({
  type: 'ReverseWin',
  data: { ...deal, reason: 'refund', at: '2026-04-07T10:00:00.000Z' },
});
await presales.caughtUp();

// March as it was reported, as it is known now, and as it stood on its last day.
const march = { calendar, currency: 'EUR', period: parsePeriod('2026-03', calendar) };
const first = await presales.funnel({ ...march, knownAt: reported });
const now = await presales.funnel(march);
const then = await presales.funnel({
  ...march,
  asOf: endOfDay('2026-03-31', calendar.zone),
  mode: 'imputed',
});
for (const { outcomes, wonValue } of [first, now, then])
  console.log(`won ${outcomes.won}, reversed ${outcomes.reversed}, ${majorUnits(wonValue)} EUR`);

// Two of three steps were skipped. Only the imputed funnel counts them as passed.
for (const { mode, steps } of [now, then])
  console.log(mode, steps.map(({ step, reached }) => `${step} ${reached}`).join(', '));

await presales.close();
