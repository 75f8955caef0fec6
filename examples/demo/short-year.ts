import { shortYear, tell } from '@presales/demo';

const presales = await tell(
  { eventLog: 'memory:', readModels: 'memory:' },
  { seed: 1, size: shortYear },
);

await presales.caughtUp('funnel', 'campaign-roi');
const { outcomes, wonValue } = await presales.funnel({ currency: 'EUR' });
console.log(`${outcomes.won} of ${outcomes.created} deals won:`, wonValue);

const { campaigns } = await presales.campaignRoi({ currency: 'EUR' });
for (const { name, leads, roi } of campaigns.slice(0, 3)) console.log(name, leads, roi);

await presales.close();
