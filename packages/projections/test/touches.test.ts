import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type Instant, majorUnits } from '@presales/kernel';
import type { CampaignRoiParameters } from '@presales/projections';
import { campaignRoiModel } from '../src/campaign-roi/model.ts';
import { roiFrom, roiOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, linked, partyMerged, unlinked, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';
import { lead } from './leads.ts';

const fair = campaign('fair');
const mailing = campaign('mailing');

/** What each campaign is credited with, in euros, and what none is. */
const creditedIn = (report: Awaited<ReturnType<typeof roiOf>>) =>
  Object.fromEntries(
    [
      ...report.campaigns.map(({ campaignId, revenue }) => [campaignId, revenue] as const),
      ['none', report.unattributed.revenue] as const,
    ].flatMap(([who, revenue]) => (revenue.amount === 0 ? [] : [[who, majorUnits(revenue)]])),
  );

const credited = async (
  history: readonly Happening[],
  parameters: Partial<CampaignRoiParameters> = {},
) => creditedIn(await roiOf([fair.planned(), mailing.planned(), ...history], parameters));

/** A deal of 100 euros. */
const sold = (
  partyId: string,
  opened: Instant,
  won: Instant = noon('2026-03-20'),
  more: { readonly id?: string; readonly zone?: string; readonly net?: string } = {},
): readonly Happening[] => {
  const { id = `deal-of-${partyId}`, zone, net = '100' } = more;
  return [
    deal(id).opened({ at: opened, partyId, ...(zone === undefined ? {} : { zone }) }),
    deal(id).won(won, worth(net)),
  ];
};

describe('the spare cents of many small deals', () => {
  it('go to no touch before the others: 300 deals of 10.00 with three touches are 1,000.00 each', async () => {
    const campaigns = ['alpha', 'beta', 'gamma'].map(campaign);
    const history = [
      ...campaigns.map((one) => one.planned()),
      ...Array.from({ length: 300 }, (_, n) => `customer-${n}`).flatMap((customer) => [
        ...campaigns.map((one, place) => one.answeredBy(customer, noon(`2026-02-0${place + 1}`))),
        ...sold(customer, noon('2026-02-05'), noon('2026-02-05'), { net: '10' }),
      ]),
    ];
    const roi = await roiFrom(history);
    for (const attribution of [
      'linear',
      'position',
      'w-shaped',
      'full-path',
      'time-decay',
    ] as const) {
      const { campaigns: lines, unattributed, sales } = await roi({ attribution });
      const total = lines.reduce((sum, { revenue }) => sum + Number(revenue.amount), 0);
      expect(total + Number(unattributed.revenue.amount)).toBe(sales.revenue.amount);
      if (attribution === 'linear')
        expect(lines.map(({ wonDeals, revenue }) => [wonDeals, majorUnits(revenue)])).toEqual(
          campaigns.map(() => ['100', '1000.00']),
        );
      if (attribution === 'position')
        expect(lines.map(({ revenue }) => majorUnits(revenue)).sort()).toEqual([
          '1200.00',
          '1200.00',
          '600.00',
        ]);
    }
  });

  it('a thousand deals of one cent are halved between two campaigns, in every grouping', async () => {
    const shows = campaign('shows');
    const history = [
      fair.planned('2026-01-01', { channel: 'trade-fair', parentId: 'shows' }),
      mailing.planned('2026-01-01', { channel: 'e-mail' }),
      shows.planned('2026-01-01', { channel: 'other' }),
      ...Array.from({ length: 1_000 }, (_, n) => `customer-${n}`).flatMap((customer) => [
        fair.answeredBy(customer, noon('2026-02-01')),
        mailing.answeredBy(customer, noon('2026-02-02')),
        ...sold(customer, noon('2026-02-05'), noon('2026-02-05'), { net: '0.01' }),
      ]),
    ];
    const roi = await roiFrom(history);
    for (const by of ['campaign', 'family', 'channel'] as const) {
      const { campaigns } = await roi({ attribution: 'linear', by });
      expect(
        campaigns
          .filter(({ wonDeals }) => wonDeals !== '0')
          .map(({ revenue }) => majorUnits(revenue)),
      ).toEqual(['5.00', '5.00']);
    }
  });

  it('of one deal go to the campaign planned first, where the shares are alike', async () => {
    const history = [
      mailing.answeredBy('p', noon('2026-02-01')),
      fair.answeredBy('p', noon('2026-02-02')),
      ...sold('p', noon('2026-03-01'), noon('2026-03-01'), { net: '0.01' }),
    ];
    expect(await credited(history, { attribution: 'linear' })).toEqual({ fair: '0.01' });
  });
});

it('no campaign has more revenue of unknown cost than it has revenue, to the last cent', async () => {
  const web = campaign('web');
  const { campaigns, unattributed } = await roiOf(
    [
      web.planned(),
      fair.planned(),
      mailing.planned(),
      // A cent of unknown cost for fair and mailing, and one of known cost for mailing and web.
      fair.answeredBy('p', noon('2026-02-01')),
      mailing.answeredBy('p', noon('2026-02-02')),
      ...sold('p', noon('2026-03-01'), noon('2026-03-02'), { net: '0.01' }),
      mailing.answeredBy('q', noon('2026-02-01')),
      web.answeredBy('q', noon('2026-02-02')),
      deal('known').opened({ at: noon('2026-03-01'), partyId: 'q' }),
      deal('known').won(noon('2026-03-02'), worth('0.01', { margin: '0' })),
    ],
    { attribution: 'linear' },
  );
  expect(
    campaigns.map(({ campaignId, revenue, revenueOfUnknownCost }) => [
      campaignId,
      revenue.amount,
      revenueOfUnknownCost.amount,
    ]),
  ).toEqual([
    ['fair', 0, 0],
    ['mailing', 1, 1],
    ['web', 1, 0],
  ]);
  expect(unattributed.revenue.amount).toBe(0);
});

describe('a touch on the day of an opening that is known only by its day', () => {
  const models = [
    'first',
    'last',
    'linear',
    'position',
    'w-shaped',
    'full-path',
    'time-decay',
    'custom',
  ] as const;

  it.each(models)('is before it, by %s', async (attribution) => {
    const history = [
      fair.answeredBy('p', '2026-03-05T09:00:00.000Z'),
      ...sold('p', day('2026-03-05'), day('2026-03-10')),
    ];
    const parameters = { attribution, shares: { first: 1, opportunity: 1 } };
    expect(await credited(history, parameters)).toEqual({ fair: '100.00' });
    expect(await credited(history, { ...parameters, lookBackDays: 0 })).toEqual({
      fair: '100.00',
    });
    expect(
      await credited(history, { ...parameters, attribution: 'time-decay', decayBy: 'instant' }),
    ).toEqual({ fair: '100.00' });
  });

  it.each([
    ['the last millisecond of it', '2026-03-05T23:59:59.999Z', { fair: '100.00' }],
    ['the day after', '2026-03-06T00:00:00.000Z', { none: '100.00' }],
  ])('counts until %s', async (_, at, expected) =>
    expect(await credited([fair.answeredBy('p', at), ...sold('p', day('2026-03-05'))])).toEqual(
      expected,
    ),
  );

  it('counts in the zone of the deal, of the report, or of UTC', async () => {
    const zone = 'Europe/Bucharest';
    const begins = '2026-03-04T22:00:00.000Z';
    const history = (more: { readonly zone?: string }, opened: Instant = begins) => [
      fair.answeredBy('p', '2026-03-05T09:00:00.000Z'),
      ...sold('p', opened, noon('2026-03-20'), more),
    ];
    const inBucharest = { calendar: { zone, fiscalYearStart: 1 } };
    expect(await credited(history({ zone }))).toEqual({ fair: '100.00' });
    expect(await credited(history({}), inBucharest)).toEqual({ fair: '100.00' });
    expect(await credited(history({}, day('2026-03-05')), inBucharest)).toEqual({
      fair: '100.00',
    });
    // Ten in the evening is a time like any other where nobody's day begins then.
    expect(await credited(history({}))).toEqual({ none: '100.00' });
  });

  it('is after an opening whose time is known', async () =>
    expect(
      await credited([
        fair.answeredBy('p', '2026-03-05T09:00:00.000Z'),
        ...sold('p', '2026-03-05T08:59:59.000Z'),
      ]),
    ).toEqual({ none: '100.00' }));

  it('is no touch of a deal that was won before it', async () =>
    expect(
      await credited([
        fair.answeredBy('p', '2026-03-05T16:00:00.000Z'),
        ...sold('p', day('2026-03-05'), '2026-03-05T15:00:00.000Z'),
      ]),
    ).toEqual({ none: '100.00' }));

  it('made the deal: it is the one before the opening, for models that also look past it', async () => {
    const history = [
      fair.answeredBy('p', '2026-03-05T09:00:00.000Z'),
      mailing.answeredBy('p', noon('2026-03-12')),
      ...sold('p', day('2026-03-05')),
    ];
    const shares = { opportunity: 3, won: 1 };
    expect(await credited(history, { attribution: 'custom', shares })).toEqual({
      fair: '75.00',
      mailing: '25.00',
    });
  });
});

describe('other things that are known only by their day', () => {
  it('a lead’s capture is before an opening of the same day, with a time or without', async () => {
    for (const opened of [day('2026-03-05'), '2026-03-05T09:00:00.000Z'])
      expect(await credited([fair.captured('p', day('2026-03-05')), ...sold('p', opened)])).toEqual(
        { fair: '100.00' },
      );
  });

  it('a touch on the day of a win is before it, for a model that looks up to the win', async () => {
    const touched = (at: Instant) => [
      fair.answeredBy('p', at),
      ...sold('p', day('2026-03-05'), day('2026-03-10')),
    ];
    const attribution = 'full-path';
    expect(await credited(touched('2026-03-10T17:00:00.000Z'), { attribution })).toEqual({
      fair: '100.00',
    });
    expect(await credited(touched(day('2026-03-11')), { attribution })).toEqual({ none: '100.00' });
    expect(await credited(touched('2026-03-10T17:00:00.000Z'))).toEqual({ none: '100.00' });
  });

  it('the look-back counts whole days, whatever the times', async () => {
    for (const opened of [day('2026-03-05'), '2026-03-05T23:00:00.000Z'])
      for (const [back, expected] of [
        [90, { fair: '100.00' }],
        [91, { none: '100.00' }],
      ] as const) {
        const date = addDays('2026-03-05', -back);
        for (const at of [day(date), `${date}T23:59:59.999Z`])
          expect(await credited([fair.answeredBy('p', at), ...sold('p', opened)])).toEqual(
            expected,
          );
      }
  });

  it('the look-back goes by the day that was meant, in whatever zone it is read', async () => {
    // The 5th of March in Bucharest and 28 days before: in UTC both begin the evening before.
    const history = [
      fair.answeredBy('p', '2026-02-04T09:00:00.000Z'),
      ...sold('p', '2026-03-04T22:00:00.000Z', noon('2026-03-20'), { zone: 'Europe/Bucharest' }),
    ];
    expect(await credited(history, { lookBackDays: 29 })).toEqual({ fair: '100.00' });
    expect(await credited(history, { lookBackDays: 28 })).toEqual({ none: '100.00' });
  });
});

describe('time decay', () => {
  // A day and a half-life before the deal, and the morning of its day.
  const history = [
    mailing.answeredBy('p', '2026-02-26T00:00:00.001Z'),
    fair.answeredBy('p', '2026-03-05T12:00:00.001Z'),
    ...sold('p', '2026-03-05T12:00:00.001Z', noon('2026-03-20'), { net: '3000' }),
  ];

  it('goes by calendar days, or by instants where the question says so', async () => {
    const attribution = 'time-decay';
    expect(await credited(history, { attribution })).toEqual({
      fair: '2000.00',
      mailing: '1000.00',
    });
    expect(await credited(history, { attribution, decayBy: 'day' })).toEqual({
      fair: '2000.00',
      mailing: '1000.00',
    });
    // 7.5 days: 2^(-7.5/7) to 1.
    expect(await credited(history, { attribution, decayBy: 'instant' })).toEqual({
      fair: '2032.73',
      mailing: '967.27',
    });
  });

  it('says in the report what it went by, and only where it matters', async () => {
    expect(await roiOf(history, { attribution: 'time-decay' })).toMatchObject({ decayBy: 'day' });
    expect(await roiOf(history, { attribution: 'time-decay', decayBy: 'instant' })).toMatchObject({
      decayBy: 'instant',
    });
    expect(await roiOf(history, { decayBy: 'instant' })).not.toHaveProperty('decayBy');
  });

  it('shares what is of one age exactly', async () => {
    const seven = Array.from({ length: 7 }, (_, n) => campaign(`c-${n}`));
    const report = await roiOf(
      [
        ...seven.flatMap((one) => [one.planned(), one.answeredBy('p', noon('2026-03-01'))]),
        ...sold('p', noon('2026-03-05'), noon('2026-03-05'), { net: '7000000000' }),
      ],
      { attribution: 'time-decay' },
    );
    expect(report.campaigns.map(({ revenue }) => majorUnits(revenue))).toEqual(
      seven.map(() => '1000000000.00'),
    );
  });
});

describe('what makes a touch', () => {
  it('is also an interest that names a campaign', async () => {
    const one = lead('l');
    const history = [
      one.captured(noon('2026-02-01')),
      fair.interested('l', noon('2026-02-02')),
      ...sold('party-of-l', noon('2026-03-01')),
    ];
    expect(await credited(history)).toEqual({ fair: '100.00' });
    expect((await roiOf([fair.planned(), ...history])).campaigns[0]).toMatchObject({
      leads: 0,
      responses: 0,
    });
  });

  it('is listed in the README of this package, event by event', () => {
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const listed = [...readme.matchAll(/^ *\| `[A-Z]\w+`[^|]* \| `([A-Z]\w+)` +\|/gm)].map(
      ([, event = '']) => event,
    );
    const touches = campaignRoiModel.tables.find(({ table }) => table.name === 'roi_touch');
    expect(listed.sort()).toEqual(
      touches?.kind === 'facts' ? Object.keys(touches.on).sort() : undefined,
    );
  });

  it('of a lead that turned out to be a customer is a touch of that customer', async () => {
    const captured = fair.captured('stranger', noon('2026-02-01'), 'l');
    const known: Happening = {
      type: 'LeadLinkedToCustomer',
      data: { leadId: 'l', customerId: 'acme' },
      at: noon('2026-02-10'),
    };
    const bought = sold('acme', noon('2026-03-01'));
    expect(await credited([captured, known, ...bought])).toEqual({ fair: '100.00' });
    expect(await credited([captured, ...bought])).toEqual({ none: '100.00' });
  });

  it('of a lead that was merged is a touch of the party of its survivor', async () => {
    const history = [
      fair.captured('p', noon('2026-02-01'), 'duplicate'),
      lead('l').captured(noon('2026-02-02')),
      lead('duplicate').mergedInto('l', noon('2026-02-03')),
    ];
    for (const partyId of ['p', 'party-of-l'])
      expect(await credited([...history, ...sold(partyId, noon('2026-03-01'))])).toEqual({
        fair: '100.00',
      });
  });
});

describe('a contact is its organisation', () => {
  const answered = (at = noon('2026-02-10')) => fair.answeredBy('ada', at);
  const bought = (partyId: string, id?: string) =>
    sold(partyId, noon('2026-03-01'), noon('2026-03-20'), id === undefined ? {} : { id });

  it('a person answers the fair, the company buys: the fair has the sale', async () => {
    const history = [linked('ada', 'acme', noon('2026-02-01')), answered()];
    expect(await credited([...history, ...bought('acme')])).toEqual({ fair: '100.00' });
    expect(await credited([answered(), ...bought('acme')])).toEqual({ none: '100.00' });
  });

  it('the company or a colleague is touched, the deal is made with the person', async () => {
    const links = ['ada', 'bob'].map((who) => linked(who, 'acme', noon('2026-02-01')));
    for (const touched of ['acme', 'bob', 'ada'])
      expect(
        await credited([...links, fair.answeredBy(touched, noon('2026-02-10')), ...bought('ada')]),
      ).toEqual({ fair: '100.00' });
  });

  it.each([
    ['after the touch', noon('2026-02-20'), { fair: '100.00' }],
    ['while the deal is open', noon('2026-03-10'), { fair: '100.00' }],
    ['on the very win', noon('2026-03-20'), { fair: '100.00' }],
    ['after the win', '2026-03-20T12:00:00.001Z', { none: '100.00' }],
  ])('counts where somebody is found out to work there %s', async (_, at, expected) =>
    expect(await credited([answered(), linked('ada', 'acme', at), ...bought('acme')])).toEqual(
      expected,
    ),
  );

  it('counts on the day of a win that is known only by its day', async () =>
    expect(
      await credited([
        answered(),
        linked('ada', 'acme', noon('2026-03-20')),
        ...sold('acme', noon('2026-03-01'), day('2026-03-20')),
      ]),
    ).toEqual({ fair: '100.00' }));

  it('is that of the time of the touch: whoever left the company since was its contact', async () =>
    expect(
      await credited([
        linked('ada', 'acme', noon('2026-02-01')),
        answered(),
        unlinked('ada', 'acme', noon('2026-02-20')),
        ...bought('acme'),
      ]),
    ).toEqual({ fair: '100.00' }));

  it('is none before the link, where the person was another company’s, nor after it ended', async () => {
    const moved = [
      linked('ada', 'globex', noon('2026-01-01')),
      answered(),
      unlinked('ada', 'globex', noon('2026-02-15')),
      linked('ada', 'acme', noon('2026-02-16')),
    ];
    expect(await credited([...moved, ...bought('acme')])).toEqual({ none: '100.00' });
    expect(await credited([...moved, ...bought('globex')])).toEqual({ fair: '100.00' });
    expect(await credited([...moved, ...bought('ada')])).toEqual({ fair: '100.00' });
    const left = [
      linked('ada', 'acme', noon('2026-01-01')),
      unlinked('ada', 'acme', noon('2026-02-01')),
      answered(),
    ];
    expect(await credited([...left, ...bought('acme')])).toEqual({ none: '100.00' });
  });

  it('of two companies is a contact of both', async () => {
    const history = [
      linked('ada', 'acme', noon('2026-01-01')),
      linked('ada', 'globex', noon('2026-01-02')),
      answered(),
    ];
    for (const company of ['acme', 'globex'])
      expect(await credited([...history, ...bought(company)])).toEqual({ fair: '100.00' });
  });

  it('counts each touch once, in the order of time, whoever of the company was touched', async () => {
    const history = [
      linked('ada', 'acme', noon('2026-01-01')),
      linked('bob', 'acme', noon('2026-01-01')),
      fair.answeredBy('bob', noon('2026-02-11')),
      mailing.answeredBy('ada', noon('2026-02-10')),
      fair.answeredBy('acme', noon('2026-02-12')),
      ...bought('acme'),
    ];
    expect(await credited(history, { attribution: 'first' })).toEqual({ mailing: '100.00' });
    expect(await credited(history, { attribution: 'linear' })).toEqual({
      fair: '66.67',
      mailing: '33.33',
    });
  });

  it('goes through the merges of people and of companies', async () => {
    const history = [
      linked('ada', 'acme-ltd', noon('2026-02-01')),
      fair.answeredBy('ada-2', noon('2026-02-10')),
      ...bought('acme'),
    ];
    const merged = [
      partyMerged('acme-ltd', 'acme', noon('2026-04-01')),
      partyMerged('ada-2', 'ada', noon('2026-04-02')),
    ];
    const all = [...history, ...merged];
    expect(await credited(all)).toEqual({ fair: '100.00' });
    for (const known of [history, all.slice(0, -1), [...history, ...merged.slice(1)]])
      expect(await credited(known)).toEqual({ none: '100.00' });
    expect(await credited(all, { knownAt: noon('2026-04-01') })).toEqual({ none: '100.00' });
  });

  it('is known from when the link was recorded, and holds from its own date', async () => {
    const history: readonly Happening[] = [
      answered(),
      ...bought('acme'),
      { ...linked('ada', 'acme', noon('2026-02-01')), recordedAt: noon('2026-04-01') },
    ];
    expect(await credited(history)).toEqual({ fair: '100.00' });
    expect(await credited(history, { knownAt: noon('2026-03-31') })).toEqual({ none: '100.00' });
  });

  it('is credited with the opportunities of the company too', async () => {
    const report = await roiOf([
      fair.planned(),
      fair.aims({ of: 'opportunities', target: 2 }),
      answered(),
      linked('ada', 'acme', noon('2026-02-20')),
      deal('open').opened({ at: noon('2026-03-01'), partyId: 'acme' }),
    ]);
    expect(report.campaigns[0]?.objectives).toEqual([
      { of: 'opportunities', target: '2', actual: '1', percent: '50.00' },
    ]);
  });
});
