import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BASE, shortYear, tell, YEAR } from '@presales/demo';
import { calendar, live, quotations } from './life.ts';
import { disagreements, viewsOf } from './views.ts';

// Whole histories are lived and asked about; a busy machine may take its time.
jest.setTimeout(120_000);

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

it('a report that is a cent off, or tells of one deal more, is found', async () => {
  const view = (reported: unknown, recomputed: unknown) => ({
    question: 'what',
    reported: async () => reported,
    recomputed: () => recomputed,
  });
  const same = view({ won: 1, value: 10_000 }, { value: 10_000, won: 1 });
  const centOff = view({ won: 1, value: 10_000 }, { won: 1, value: 9_999 });
  const oneMore = view({ a: { won: 1 }, b: { won: 1 } }, { a: { won: 1 } });
  expect(await disagreements([same, centOff, oneMore])).toMatchObject([
    { reported: { value: 10_000 }, recomputed: { value: 9_999 } },
    { reported: { b: { won: 1 } }, recomputed: { a: { won: 1 } } },
  ]);
});

describe('every report says what plain counting of the events says, to the minor unit', () => {
  it.each(seeds)('of a half year of random business, seed %d', async (seed) => {
    const presales = await live(seed, 110);
    try {
      await presales.caughtUp();
      const { zone } = calendar;
      const views = await viewsOf({
        presales,
        zone,
        currency: 'EUR',
        year: '2026',
        seed,
        quotations,
      });
      expect(await disagreements(views)).toEqual([]);
    } finally {
      await presales.close();
    }
  });

  it('of a short year of the demo', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'recompute-'));
    const presales = await tell(
      { eventLog: `sqlite:${join(directory, 'demo.db')}` },
      { seed: 1, size: shortYear },
    );
    try {
      await presales.caughtUp();
      const views = await viewsOf({
        presales,
        zone: 'Europe/Bucharest',
        currency: BASE,
        year: `${YEAR}`,
        seed: 1,
      });
      expect(await disagreements(views)).toEqual([]);
    } finally {
      await presales.close();
      await rm(directory, { recursive: true });
    }
  });
});
