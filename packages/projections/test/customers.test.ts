import { parsePeriod } from '@presales/kernel';
import { retentionOf, roiOf, targetsOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, linked, party, partyMerged, unlinked, worth } from './deals.ts';
import { anna, countTarget } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

let deals = 0;
const bought = (partyId: string, on: string): readonly Happening[] => {
  deals += 1;
  const one = deal(`deal-${deals}`);
  return [one.opened({ at: day('2026-03-01'), partyId }), one.won(noon(on), worth('1'))];
};

/** New customers and buyers of March, and the new ones of all sales. */
const counted = async (history: readonly Happening[], parameters = {}) => {
  const { targets } = await targetsOf(
    [
      countTarget(5, { of: 'new-customers' }, { holder: anna }),
      countTarget(5, { of: 'buyers' }, { holder: anna }),
      ...history,
    ],
    parameters,
  );
  const actual = (of: string) =>
    targets.flatMap((line) =>
      line.metric.of === of && line.actual.in === 'count' ? [line.actual.count] : [],
    )[0];
  const { sales } = await roiOf(history, parameters);
  expect([sales.newCustomers, sales.customers]).toEqual([
    actual('new-customers'),
    actual('buyers'),
  ]);
  return { new: sales.newCustomers, all: sales.customers };
};

describe('the customers of deals with contacts of one organisation', () => {
  const links = ['ada', 'bob'].map((who) => linked(who, 'acme', noon('2026-02-01')));
  const wins = [...bought('ada', '2026-03-05'), ...bought('bob', '2026-03-06')];

  it('are one: the organisation, also beside a deal of its own', async () => {
    expect(await counted([...links, ...wins])).toEqual({ new: 1, all: 1 });
    expect(await counted([...links, ...wins, ...bought('acme', '2026-03-07')])).toEqual({
      new: 1,
      all: 1,
    });
    expect(await counted(wins)).toEqual({ new: 2, all: 2 });
  });

  it('are two where one is linked after the win, or no longer', async () => {
    const [ada, bob] = links;
    const late = linked('bob', 'acme', noon('2026-03-07'));
    expect(await counted([...(ada ? [ada] : []), late, ...wins])).toEqual({ new: 2, all: 2 });
    const left = unlinked('bob', 'acme', noon('2026-03-06'));
    expect(await counted([...(ada ? [ada] : []), ...(bob ? [bob] : []), left, ...wins])).toEqual({
      new: 2,
      all: 2,
    });
  });

  it('are one through the merges of the organisations and of the contacts', async () => {
    const history = [
      linked('ada', 'acme', noon('2026-02-01')),
      linked('bob', 'acme-ltd', noon('2026-02-01')),
      ...wins,
      ...bought('ada-2', '2026-03-08'),
      partyMerged('acme-ltd', 'acme', noon('2026-04-01')),
      partyMerged('ada-2', 'ada', noon('2026-04-02')),
    ];
    expect(await counted(history)).toEqual({ new: 1, all: 1 });
    expect(await counted(history, { knownAt: noon('2026-04-01') })).toEqual({ new: 2, all: 2 });
    expect(await counted(history, { knownAt: noon('2026-03-31') })).toEqual({ new: 3, all: 3 });
  });

  it('are still the organisation where a contact leaves one of two records of it that are one', async () => {
    const ofBoth = ['acme', 'acme-2'].map((one) => linked('ada', one, noon('2026-02-01')));
    const left = unlinked('ada', 'acme', noon('2026-02-02'));
    const merged = partyMerged('acme-2', 'acme', noon('2026-03-20'));
    const sold = [...bought('ada', '2026-03-05'), ...bought('acme', '2026-03-06')];
    expect(await counted([...ofBoth, left, merged, ...sold])).toEqual({ new: 1, all: 1 });
    const leftBoth = [left, unlinked('ada', 'acme-2', noon('2026-02-03'))];
    expect(await counted([...ofBoth, ...leftBoth, merged, ...sold])).toEqual({ new: 2, all: 2 });
  });

  it('are the organisation that was linked first, where a contact has several', async () =>
    expect(
      await counted([
        linked('ada', 'acme', noon('2026-02-01')),
        linked('ada', 'globex', noon('2026-02-02')),
        ...bought('ada', '2026-03-05'),
        ...bought('acme', '2026-03-06'),
      ]),
    ).toEqual({ new: 1, all: 1 }));

  it('are as before where a contact is linked to what turns out to be itself', async () =>
    expect(
      await counted([
        linked('ada', 'ada-gmbh', noon('2026-02-01')),
        partyMerged('ada-gmbh', 'ada', noon('2026-02-02')),
        ...bought('ada', '2026-03-05'),
      ]),
    ).toEqual({ new: 1, all: 1 }));

  it('are not new where the organisation or one of its contacts bought before this history', async () => {
    for (const old of ['acme', 'ada'])
      expect(await counted([party(old, true), ...links, ...wins])).toEqual({ new: 0, all: 1 });
    // Not even when the one who did has left: the company bought in March.
    const left = unlinked('ada', 'acme', noon('2026-03-06'));
    expect(await counted([party('ada', true), ...links, left, ...wins])).toEqual({
      new: 0,
      all: 1,
    });
    expect(
      await counted([party('ada', true), links[1], left, ...wins].flatMap((one) => one ?? [])),
    ).toEqual({ new: 1, all: 2 });
  });
});

describe('a campaign’s objective of customers', () => {
  it('counts existing ones, and says how many are new', async () => {
    const fair = campaign('fair');
    const { campaigns } = await roiOf([
      party('old', true),
      party('new'),
      fair.planned(),
      fair.aims({ of: 'customers', target: 4 }),
      ...['old', 'new'].flatMap((who) => [
        fair.answeredBy(who, noon('2026-02-10')),
        ...bought(who, '2026-03-05'),
      ]),
    ]);
    expect(campaigns[0]?.objectives).toEqual([
      { of: 'customers', target: '4', actual: '2', percent: '50.00', ofThemNew: 1 },
    ]);
  });
});

describe('customer retention', () => {
  const period = parsePeriod('2026', { zone: 'UTC', fiscalYearStart: 1 });
  const retained = async (history: readonly Happening[], year = period) => {
    const { atStart, atEnd, gained, existingAtStart, retention } = await retentionOf(history, {
      period: year,
    });
    return { atStart, atEnd, gained, existingAtStart, retention };
  };
  const registered = (on: string): Happening => ({ ...party('old', true), at: noon(on) });

  it.each(['2020-01-01', '2025-12-31', '2026-04-01'])(
    'has existing customers at the start, and does not gain them: registered on %s, buying in June',
    async (on) =>
      expect(await retained([registered(on), ...bought('old', '2026-06-01')])).toEqual({
        atStart: 1,
        atEnd: 1,
        gained: 0,
        existingAtStart: 1,
        retention: '100.00',
      }),
  );

  it('loses an existing customer that never buys, a year after it was registered', async () => {
    expect(await retained([registered('2025-01-01')])).toEqual({
      atStart: 1,
      atEnd: 0,
      gained: 0,
      existingAtStart: 1,
      retention: '0.00',
    });
    expect(await retained([registered('2024-12-31')])).toMatchObject({ atStart: 0, atEnd: 0 });
    expect(await retained([registered('2026-01-01')])).toMatchObject({ atStart: 1, atEnd: 1 });
  });

  it('treats it like everybody else after its first win: whoever comes back after a rest is gained', async () =>
    expect(
      await retained([
        registered('2023-01-01'),
        ...bought('old', '2023-02-01'),
        ...bought('old', '2026-06-01'),
      ]),
    ).toMatchObject({ atStart: 0, atEnd: 1, gained: 1, existingAtStart: 0 }));

  it('tells those that are customers by a win from those that are so of old', async () =>
    expect(
      await retained([registered('2025-06-01'), ...bought('old', '2025-07-01')]),
    ).toMatchObject({ atStart: 1, atEnd: 0, existingAtStart: 0 }));

  it('counts an organisation once, whichever contact bought, and an existing contact as it', async () => {
    const links = ['ada', 'bob'].map((who) => linked(who, 'acme', noon('2025-02-01')));
    const history = [...links, ...bought('ada', '2025-06-01'), ...bought('bob', '2026-06-01')];
    expect(await retained(history)).toMatchObject({ atStart: 1, atEnd: 1, gained: 0 });
    const ofOld = [{ ...party('ada', true), at: noon('2025-03-01') }, ...links];
    expect(await retained([...ofOld, ...bought('bob', '2026-06-01')])).toMatchObject({
      atStart: 1,
      atEnd: 1,
      gained: 0,
      existingAtStart: 1,
    });
  });
});
