import type { OpportunityCommand } from '@presales/domain/opportunity';
import { type Instant, localDate, majorUnits, parseMoney, parsePeriod } from '@presales/kernel';
import { type CommandRequest, open, type Presales } from '@presales/runtime';
import fc from 'fast-check';

type Asked = CommandRequest<OpportunityCommand>;

const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 1 };
const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'offer'] };
const eur = (text: string) => parseMoney(text, 'EUR');
const worth = (text: string) => ({
  net: eur(text),
  margin: eur('0.00'),
  netOfUnknownCost: eur(text),
});

describe('whose win it is (B23)', () => {
  let presales: Presales;
  beforeEach(async () => {
    presales = await open({
      eventLog: 'memory:',
      calendar,
      now: () => '2026-12-01T09:00:00.000Z',
    });
  });
  afterEach(() => presales.close());

  const ask = async (opportunityId: string, type: Asked['type'], data: object): Promise<string> => {
    const answer = await presales.opportunity({ type, data: { opportunityId, ...data } } as Asked);
    return answer.outcome === 'refused' ? answer.refusal.code : 'done';
  };

  /** A funnel by person: deals won and what they brought, and what each is credited with. */
  const byPerson = async (parameters: { readonly asOf?: Instant } = {}) => {
    await presales.caughtUp();
    const { groups = [] } = await presales.funnel({
      currency: 'EUR',
      groupBy: 'person',
      ...parameters,
    });
    return groups.map(({ name, figures, credited }) => [
      name,
      figures.outcomes.won,
      majorUnits(figures.wonValue),
      majorUnits(credited?.value ?? eur('0.00')),
    ]);
  };
  /** The same in the sales of target tracking. */
  const sales = async () => {
    await presales.caughtUp();
    const listing = (await presales.targetTracking({ currency: 'EUR' })).sales;
    return listing?.persons.map(({ name, won, value }) => [name, won, majorUnits(value)]);
  };

  it('a win entered after a hand-over is the former owner’s, count and value', async () => {
    await ask('O-1', 'OpenOpportunity', {
      ownerId: 'ana',
      pipeline,
      at: '2026-03-01T09:00:00.000Z',
    });
    await ask('O-1', 'ChangeOpportunityOwner', {
      ownerId: 'bob',
      reason: 'a new territory',
      at: '2026-03-10T09:00:00.000Z',
    });
    const won = { value: worth('1000.00'), at: '2026-03-09T09:00:00.000Z' };
    expect(await ask('O-1', 'WinOpportunity', won)).toBe('done');
    expect(await byPerson()).toEqual([['ana', 1, '1000.00', '1000.00']]);
    expect(await sales()).toEqual([['ana', 1, '1000.00']]);
  });

  it('a split from 1 April has a win at 01:30 of that day, as the report has it in April', async () => {
    await ask('O-1', 'OpenOpportunity', {
      ownerId: 'ana',
      pipeline,
      at: '2026-03-01T09:00:00.000Z',
    });
    await ask('O-1', 'AllocateCredit', {
      credit: [
        { salespersonId: 'ana', share: 6_000 },
        { salespersonId: 'bob', share: 4_000 },
      ],
      effectiveFrom: '2026-04-01',
      at: '2026-03-05T09:00:00.000Z',
    });
    await ask('O-1', 'WinOpportunity', { value: worth('100.00'), at: '2026-03-31T22:30:00.000Z' });
    expect(await byPerson()).toEqual([
      ['ana', 1, '100.00', '60.00'],
      ['bob', 0, '0.00', '40.00'],
    ]);
    const period = parsePeriod('2026-04', calendar);
    const april = await presales.targetTracking({ currency: 'EUR', period });
    expect(april.sales?.total.won).toBe(1);
  });

  it('a wrong split is corrected, and both are told: each as of its time', async () => {
    const [opened, won, corrected] = [
      '2026-03-01T09:00:00.000Z',
      '2026-03-10T09:00:00.000Z',
      '2026-04-05T09:00:00.000Z',
    ];
    await ask('O-1', 'OpenOpportunity', { ownerId: 'ana', pipeline, at: opened });
    await ask('O-1', 'WinOpportunity', { value: worth('100.00'), at: won });
    const credit = [{ salespersonId: 'bob', share: 10_000 }];
    const data = { credit, reason: 'Bob sold it' };
    const early = { ...data, at: '2026-03-09T09:00:00.000Z' };
    expect(await ask('O-1', 'CorrectCredit', early)).toBe('opportunity/before-fact');
    expect(await ask('O-1', 'CorrectCredit', { ...data, at: corrected })).toBe('done');
    expect(await byPerson()).toEqual([
      ['ana', 1, '100.00', '0.00'],
      ['bob', 0, '0.00', '100.00'],
    ]);
    expect(await byPerson({ asOf: corrected })).toEqual([['ana', 1, '100.00', '100.00']]);
    const told: unknown[] = [];
    for await (const page of presales.log.readStream('opportunity-O-1'))
      for (const { type, data } of page) if ('credit' in data) told.push([type, data['credit']]);
    expect(told).toEqual([
      ['OpportunityWon', [{ salespersonId: 'ana', share: 10_000 }]],
      ['SalesCreditCorrected', credit],
    ]);
  });

  it('is said alike by the deal and by every report, whatever is entered, in whatever order', async () => {
    const day = fc.integer({ min: 2, max: 28 });
    const hour = fc.constantFrom('00:00', '09:00', '21:59', '22:00', '23:30');
    const step = fc.record({
      what: fc.constantFrom('hand', 'hand', 'split', 'win', 'win', 'correct', 'reopen', 'reverse'),
      who: fc.constantFrom('ana', 'bob', 'eva'),
      share: fc.integer({ min: 1, max: 9_999 }),
      day,
      hour,
      net: fc.integer({ min: 1, max: 99_999 }),
    });
    const stories = fc.sample(fc.array(step, { minLength: 3, maxLength: 10 }), {
      numRuns: 120,
      seed: 7,
    });
    const won: string[] = [];
    for (const [index, story] of stories.entries()) {
      const id = `O-${index}`;
      const person = (name: string): string => `${name}-${index}`;
      const at = '2026-03-01T09:00:00.000Z';
      await ask(id, 'OpenOpportunity', { ownerId: person('ana'), pipeline, at });
      for (const { what, who, share, day: date, hour: time, net } of story) {
        const on = `2026-03-${`${date}`.padStart(2, '0')}`;
        const data = { at: `${on}T${time}:00.000Z` };
        const credit = [
          { salespersonId: person(who), share },
          { salespersonId: person('fin'), share: 10_000 - share },
        ];
        const value = worth((net / 100).toFixed(2));
        if (what === 'hand')
          await ask(id, 'ChangeOpportunityOwner', { ...data, ownerId: person(who), reason: 'x' });
        if (what === 'split')
          await ask(id, 'AllocateCredit', { ...data, credit, effectiveFrom: on });
        if (what === 'win') await ask(id, 'WinOpportunity', { ...data, value });
        if (what === 'correct') await ask(id, 'CorrectCredit', { ...data, credit, reason: 'x' });
        if (what === 'reopen') await ask(id, 'ReopenOpportunity', { ...data, reason: 'x' });
        if (what === 'reverse') await ask(id, 'ReverseWin', { ...data, reason: 'refund' });
      }
      const { state } = await presales.opportunity.load(id);
      if (state.status === 'won') won.push(id);
    }
    expect(won.length).toBeGreaterThan(20);

    await presales.caughtUp();
    const { groups = [] } = await presales.funnel({ currency: 'EUR', groupBy: 'person' });
    const funnel = new Map(groups.map((group) => [group.name, group]));
    const { sales: listing } = await presales.targetTracking({ currency: 'EUR' });
    const listed = new Map(listing?.persons.map((line) => [line.name, line]));
    for (const index of stories.keys()) {
      const { state } = await presales.opportunity.load(`O-${index}`);
      if (state.status === 'absent') throw new Error('it was opened');
      const credit = state.status === 'won' ? state.credit : [];
      for (const name of ['ana', 'bob', 'eva', 'fin']) {
        const person = `${name}-${index}`;
        const share = credit.find(({ salespersonId }) => salespersonId === person);
        const credited = funnel.get(person)?.credited;
        expect([person, credited?.won ?? 0]).toEqual([person, share === undefined ? 0 : 1]);
        expect(credited?.value).toEqual(
          share === undefined ? undefined : listed.get(person)?.value,
        );
        // Whose deal it was at its closing: in the report as in the deal.
        const { outcomes } = funnel.get(person)?.figures ?? {};
        const owner =
          state.status === 'won'
            ? state.record.owners.findLast(({ since }) => since <= (state.wonAt ?? since))?.ownerId
            : undefined;
        if (state.status === 'won')
          expect([person, outcomes?.won ?? 0]).toEqual([person, owner === person ? 1 : 0]);
      }
      if (state.status !== 'won') continue;
      const total = credit.reduce(
        (sum, { salespersonId }) => sum + Number(listed.get(salespersonId)?.value.amount ?? 0),
        0,
      );
      expect(total).toBe(state.value.net.amount);
    }
  });

  it('is told by hand-overs and splits in business time, computed straight from the events', async () => {
    // A naive reading: the last split from a day not after the win's, else the last owner by then.
    const days = ['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24'];
    const cases = days.flatMap((handed) =>
      days.flatMap((split) => days.map((won) => ({ handed, split, won }))),
    );
    for (const [index, { handed, split, won }] of cases.entries()) {
      const id = `C-${index}`;
      await ask(id, 'OpenOpportunity', {
        ownerId: 'ana',
        pipeline,
        at: '2026-03-01T09:00:00.000Z',
      });
      await ask(id, 'AllocateCredit', {
        credit: [{ salespersonId: 'eva', share: 10_000 }],
        effectiveFrom: split,
        at: `${split}T09:00:00.000Z`,
      });
      await ask(id, 'ChangeOpportunityOwner', {
        ownerId: 'bob',
        reason: 'x',
        at: `${handed}T12:00:00.000Z`,
      });
      const at = `${won}T11:00:00.000Z`;
      expect(await ask(id, 'WinOpportunity', { value: worth('1.00'), at })).toBe('done');
      const { state } = await presales.opportunity.load(id);
      const expected =
        split <= localDate(at, calendar.zone)
          ? 'eva'
          : `${handed}T12:00:00.000Z` <= at
            ? 'bob'
            : 'ana';
      expect([handed, split, won, state.status === 'won' && state.credit]).toEqual([
        handed,
        split,
        won,
        [{ salespersonId: expected, share: 10_000 }],
      ]);
    }
  });
});
