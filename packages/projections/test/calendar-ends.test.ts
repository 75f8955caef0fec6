import { END_OF_TIME, type Instant, parsePeriod } from '@presales/kernel';
import { engagementsOf, funnelFrom, leadsFrom, retentionOf, roiFrom, targetsFrom } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, pipelineDefined, worth } from './deals.ts';
import { countTarget, moneyTarget } from './goals.ts';
import type { Happening } from './history.ts';
import { lead } from './leads.ts';

const first: Instant = '0000-01-01T00:00:00.000Z';
const noonOfFirst: Instant = '0000-01-01T12:00:00.000Z';
const early = campaign('early');

/** All that can be dated from the first instant there is to the last. */
const history: readonly Happening[] = [
  pipelineDefined(),
  { ...early.planned('0000-01-01'), at: first },
  early.spent('10', '0000-01-01'),
  early.spent('10', '9999-12-31'),
  early.answeredBy('acme', noonOfFirst),
  lead('l').captured(first, 'webinar', { campaignId: 'early' }),
  lead('l').givenTo('anna', END_OF_TIME),
  deal('won').opened({ at: noonOfFirst, partyId: 'acme', closeOn: '0000-01-01' }),
  deal('won').won(END_OF_TIME, worth('100', { margin: '40' })),
  deal('lost').opened({ at: first, expected: '5', closeOn: '9999-12-31' }),
  deal('lost').lost(END_OF_TIME),
  deal('open').opened({ at: END_OF_TIME, expected: '7' }),
  moneyTarget('100', { period: { start: '0000-01-01', end: '9999-12-31' }, at: first }),
  countTarget(Number.MAX_SAFE_INTEGER, { of: 'leads' }, { at: first }),
];

describe.each(['UTC', 'Europe/Amsterdam', 'Pacific/Kiritimati', 'America/Los_Angeles'])(
  'a history from the first instant to the last, reported in %s',
  (zone) => {
    const calendar = { zone, fiscalYearStart: 1 };

    it('has every figure', async () => {
      const { outcomes, cycle } = await (await funnelFrom(history))({ calendar });
      expect(outcomes).toMatchObject({ created: 3, won: 1, lost: 1, open: 1 });
      // As many as ten thousand years of the calendar have, less those that the zone's clocks take.
      expect(Math.abs(Number(cycle.won.meanDays) - 3_652_424)).toBeLessThanOrEqual(1);
      const roi = await roiFrom(history);
      expect((await roi({ calendar })).total.actualCost.amount).toBe(20_00);
      await roi({ calendar, attribution: 'time-decay', decayBy: 'instant', lookBackDays: 4e6 });
      const { sales } = await (await targetsFrom(history))({ calendar, currency: 'EUR' });
      expect(sales?.total.value.amount).toBe(100_00);
      expect((await (await leadsFrom(history))({ calendar, currency: 'EUR' })).total.leads).toBe(1);
      expect((await engagementsOf(history, { calendar })).nothingKnown).toBeUndefined();
    });

    it.each(['0000', '0000-01', '0000-01-01', '9999', '9999-12', '9999-12-31', '9999-W52'])(
      'has those of %s as well',
      async (label) => {
        const period = parsePeriod(label, calendar);
        const funnel = await funnelFrom(history);
        for (const groupBy of ['opened-week', 'closed-week', 'opened-year', 'closed-year'] as const)
          await funnel({ calendar, period, basis: 'period', groupBy });
        await (await roiFrom(history))({ calendar, period });
        await (await leadsFrom(history))({ calendar, period, currency: 'EUR' });
        await (await targetsFrom(history))({ calendar, period, currency: 'EUR' });
        expect((await retentionOf(history, { calendar, period })).atStart).toBe(0);
      },
    );
  },
);
