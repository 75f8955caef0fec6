import { type Instant, majorUnits, type Period, parseMoney, parsePeriod } from '@presales/kernel';
import { open, type Presales } from '@presales/runtime';

const opportunityId = 'O-1';
const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 1 };
const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'offer'] };
const eur = (text: string) => parseMoney(text, 'EUR');
const value = { net: eur('1000.00'), margin: eur('0.00'), netOfUnknownCost: eur('1000.00') };

describe('a win that was entered for the wrong day (B44)', () => {
  let presales: Presales;
  let now: Instant;
  beforeEach(async () => {
    now = '2026-04-09T10:00:00.000Z';
    presales = await open({ eventLog: 'memory:', calendar, now: () => now });
    await presales.opportunity({
      type: 'OpenOpportunity',
      data: { opportunityId, ownerId: 'ana', pipeline, at: '2026-03-01T09:00:00.000Z' },
    });
    await presales.opportunity({
      type: 'AllocateCredit',
      data: {
        opportunityId,
        credit: [{ salespersonId: 'bob', share: 10_000 }],
        effectiveFrom: '2026-04-01',
        at: '2026-03-02T09:00:00.000Z',
      },
    });
    await presales.opportunity({ type: 'WinOpportunity', data: { opportunityId, value } });
    now = '2026-04-20T10:00:00.000Z';
  });
  afterEach(() => presales.close());

  const correct = async (wonAt: Instant) => {
    const answer = await presales.opportunity({
      type: 'CorrectWinDate',
      data: { opportunityId, wonAt, reason: 'signed in March' },
    });
    return answer.outcome === 'refused' ? answer.refusal : answer.events.length;
  };
  const month = (text: string): Period => parsePeriod(text, calendar);
  const reported = async (period: Period) => {
    await presales.caughtUp();
    const funnel = await presales.funnel({ currency: 'EUR', basis: 'period', period });
    const { sales } = await presales.targetTracking({ currency: 'EUR', period });
    const roi = await presales.campaignRoi({ currency: 'EUR', period });
    return [
      funnel.outcomes.won,
      majorUnits(funnel.wonValue),
      sales?.persons.map(({ name, value: sold }) => [name, majorUnits(sold)]),
      majorUnits(roi.sales.revenue),
    ];
  };
  const nothing = [0, '0.00', [], '0.00'];

  it('counts in the right month of every report, for whoever held the credit then', async () => {
    expect(await reported(month('2026-04'))).toEqual([
      1,
      '1000.00',
      [['bob', '1000.00']],
      '1000.00',
    ]);
    // The last instant of March in Bucharest, before the split.
    expect(await correct('2026-03-31T20:59:59.999Z')).toBe(1);
    expect(await reported(month('2026-04'))).toEqual(nothing);
    expect(await reported(month('2026-03'))).toEqual([
      1,
      '1000.00',
      [['ana', '1000.00']],
      '1000.00',
    ]);
    const { state } = await presales.opportunity.load(opportunityId);
    expect(state).toMatchObject({ status: 'won', wonAt: '2026-03-31T20:59:59.999Z' });
  });

  it('is taken back from there, and not before the correction', async () => {
    await correct('2026-03-31T09:00:00.000Z');
    const reverse = async (at: Instant) =>
      (
        await presales.opportunity({
          type: 'ReverseWin',
          data: { opportunityId, reason: 'refund', at },
        })
      ).outcome;
    expect(await reverse('2026-04-10T10:00:00.000Z')).toBe('refused');
    expect(await reverse('2026-04-20T10:00:00.000Z')).toBe('emitted');
    expect(await reported(month('2026-03'))).toEqual(nothing);
    expect(await reported(month('2026-04'))).toEqual(nothing);
  });

  it('is not dated before the deal, and the answer says between which times', async () => {
    expect(await correct('2026-02-28T09:00:00.000Z')).toEqual({
      code: 'opportunity/win-date-out-of-order',
      earliest: '2026-03-01T09:00:00.000Z',
      latest: '2026-04-20T10:00:00.000Z',
    });
  });
});

describe('a win that was typed for next year (B44)', () => {
  it('is put right at once: it is reopened at its own time, and merged into the deal that was won', async () => {
    const typed = '2027-03-30T09:00:00.000Z';
    const meant = '2026-03-30T09:00:00.000Z';
    let now: Instant = '2026-04-20T10:00:00.000Z';
    const presales = await open({ eventLog: 'memory:', calendar, now: () => now });
    const opening = { ownerId: 'ana', pipeline, at: '2026-03-01T09:00:00.000Z' };
    const right = 'O-2';
    try {
      const answers = [
        await presales.opportunity({
          type: 'OpenOpportunity',
          data: { opportunityId, ...opening },
        }),
        await presales.opportunity({
          type: 'WinOpportunity',
          data: { opportunityId, value, at: typed },
        }),
        await presales.opportunity({
          type: 'ReopenOpportunity',
          data: { opportunityId, reason: 'a slip of the pen', at: typed },
        }),
        await presales.opportunity({
          type: 'OpenOpportunity',
          data: { opportunityId: right, ...opening },
        }),
        await presales.opportunity({
          type: 'WinOpportunity',
          data: { opportunityId: right, value, at: meant },
        }),
        await presales.opportunity({
          type: 'AbsorbOpportunity',
          data: { opportunityId: right, mergedId: opportunityId },
        }),
        await presales.opportunity({
          type: 'MergeOpportunity',
          data: { opportunityId, survivorId: right, at: typed },
        }),
      ];
      expect(answers.map(({ outcome }) => outcome)).toEqual(answers.map(() => 'emitted'));
      const reported = async () => {
        await presales.caughtUp();
        const { outcomes, wonValue } = await presales.funnel({ currency: 'EUR' });
        const { sales } = await presales.targetTracking({ currency: 'EUR' });
        return [outcomes, majorUnits(wonValue), sales?.total.won];
      };
      const once = [{ created: 1, open: 0, won: 1, lost: 0, onHold: 0, reversed: 0 }, '1000.00', 1];
      expect(await reported()).toEqual(once);
      now = '2027-06-01T09:00:00.000Z';
      expect(await reported()).toEqual(once);
    } finally {
      await presales.close();
    }
  });
});
