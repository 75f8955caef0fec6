import { BEGINNING } from '@presales/kernel';
import { planPage } from '@presales/kernel/store';
import {
  type Answer,
  type KnownAt,
  type QuerySide,
  querySide,
  readModels,
} from '@presales/projections';
import { sqliteReadModelStore } from '@presales/sqlite';
import { deal } from './deals.ts';
import { day, type Happening, noon, recorded } from './history.ts';

const calendar = { zone: 'UTC', fiscalYearStart: 1 };
const period = { start: '2025-01-01', end: '2026-01-01', label: '2025' };

/** A deal and an inquiry of 2025 that were imported on the first of March 2026. */
const imported: readonly Happening[] = (
  [
    deal('O-1').opened({ at: noon('2025-02-01') }),
    {
      type: 'InquiryReceived',
      data: {
        inquiryId: 'I-1',
        partyId: 'acme',
        channel: 'phone',
        items: [{ itemId: 'laptop', description: 'A laptop', quantity: '2', asks: ['price'] }],
      },
      at: noon('2025-01-15'),
    },
  ] satisfies readonly Happening[]
).map((happening) => ({ ...happening, recordedAt: noon('2026-03-01') }));

/** The reports of a log that begins at position 10. */
const over = async (history: readonly Happening[]): Promise<QuerySide> => {
  const store = await sqliteReadModelStore({ file: ':memory:' });
  const events = recorded(history).map((event) => ({ ...event, position: event.position + 10n }));
  for (const model of readModels) {
    const attached = await store.attach(model);
    const through = events.at(-1)?.position ?? BEGINNING;
    await attached.commit(planPage(model, events).fold(new Map()), BEGINNING, through);
  }
  return querySide(store, calendar, { logBegins: async () => events[0] });
};

type Times = { readonly knownAt?: KnownAt };

const reports: readonly (readonly [string, (side: QuerySide, times: Times) => Promise<Answer>])[] =
  [
    ['the funnel', (side, times) => side.funnel({ currency: 'EUR', ...times })],
    ['campaign profitability', (side, times) => side.campaignRoi({ currency: 'EUR', ...times })],
    ['leads', (side, times) => side.leads(times)],
    ['presales work', (side, times) => side.engagements(times)],
    ['the price book', (side, times) => side.priceBook(times)],
    [
      'a line for a quotation',
      (side, times) =>
        side.priceLine({
          lineId: '1',
          productId: 'chair',
          quantity: '1',
          partyId: 'acme',
          ...times,
        }),
    ],
    ['drafts out of date', (side, times) => side.staleDrafts(times)],
    ['customer retention', (side, times) => side.customerRetention({ period, ...times })],
    ['targets', (side, times) => side.targetTracking(times)],
  ];

const logBegins = { position: 10n, recordedAt: noon('2026-03-01') };

describe.each(reports)('%s, asked for what was known', (_, ask) => {
  it('before the day of the import, says that the log knows nothing before it', async () => {
    const side = await over(imported);
    for (const knownAt of [day('2025-07-01'), '2026-03-01T11:59:59.999Z', 9n])
      expect(await ask(side, { knownAt })).toMatchObject({
        knownAt,
        nothingKnown: { because: 'before-log', logBegins },
      });
  });

  it('since then, or now, says nothing of the kind', async () => {
    const side = await over(imported);
    for (const times of [{ knownAt: noon('2026-03-01') }, { knownAt: 10n }, {}])
      expect(await ask(side, times)).not.toHaveProperty('nothingKnown');
  });

  it('in an empty log, says that it holds nothing', async () => {
    const side = await over([]);
    for (const times of [{ knownAt: day('2025-07-01') }, { knownAt: 9n }, {}])
      expect(await ask(side, times)).toMatchObject({ nothingKnown: { because: 'empty-log' } });
  });
});

describe('what was not known before the day of the import', () => {
  const knownAt = day('2025-07-01');
  const why = 'The log knows nothing before 2026-03-01T12:00:00.000Z (position 10).';

  it('is missing for that reason, and the error says so', async () => {
    const side = await over(imported);
    await expect(side.showDocument({ kind: 'inquiry', id: 'I-1', knownAt })).rejects.toMatchObject({
      code: 'document/unknown',
      message: `there is no inquiry I-1. ${why}`,
    });
    await expect(
      side.funnel({ currency: 'EUR', pipelineId: 'direct', knownAt }),
    ).rejects.toMatchObject({
      code: 'funnel/unknown-pipeline',
      message: expect.stringContaining(why),
    });
    await expect(
      side.funnel({ currency: 'EUR', enteredStep: 'offer', knownAt }),
    ).rejects.toMatchObject({ code: 'funnel/unknown-step', message: expect.stringContaining(why) });
  });

  it('is missing for another reason when the log knew other things', async () => {
    const side = await over(imported);
    expect((await side.showDocument({ kind: 'inquiry', id: 'I-1' })).nothingKnown).toBeUndefined();
    await expect(side.showDocument({ kind: 'inquiry', id: 'I-2' })).rejects.toMatchObject({
      message: 'there is no inquiry I-2',
    });
    await expect(side.funnel({ currency: 'EUR', knownAt: '2025-07-01' })).rejects.toMatchObject({
      code: 'input/invalid',
    });
  });

  it('is missing in an empty log because that holds nothing', async () => {
    const side = await over([]);
    await expect(side.showDocument({ kind: 'inquiry', id: 'I-1' })).rejects.toMatchObject({
      code: 'document/unknown',
      message: 'there is no inquiry I-1. The log holds nothing yet.',
    });
  });
});
