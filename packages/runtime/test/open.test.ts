import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Period, parseMoney } from '@presales/kernel';
import { type OpenOptions, open, type Presales } from '@presales/runtime';
import { config, distinct, filter, firstValueFrom, lastValueFrom, map, take, toArray } from 'rxjs';

const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'offer'] };

const openDeal = (presales: Presales, opportunityId: string) =>
  presales.opportunity({
    type: 'OpenOpportunity',
    data: { opportunityId, ownerId: 'anna', pipeline, at: '2026-03-02T09:00:00.000Z' },
  });

const firstOf = async ({ log }: Presales) => {
  for await (const { events } of log.readAll({ limit: 1 })) if (events[0]) return events[0];
  throw new Error('an empty log');
};

describe('an open pre-sales', () => {
  let folder: string;
  let opened: Presales[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'presales-open-'));
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((presales) => presales.close()));
    await rm(folder, { recursive: true });
  });

  const opening = async (options: OpenOptions): Promise<Presales> => {
    const presales = await open(options);
    opened.push(presales);
    return presales;
  };
  const log = () => `sqlite:${join(folder, 'presales.db')}`;

  it('needs nothing but the name of a log', async () => {
    const presales = await opening({ eventLog: log() });
    expect(await openDeal(presales, 'O-1')).toMatchObject({
      outcome: 'emitted',
      events: [{ type: 'OpportunityOpened', metadata: { actor: 'presales' } }],
    });
    await presales.caughtUp();
    expect((await presales.funnel({ currency: 'EUR' })).outcomes).toMatchObject({
      created: 1,
      open: 1,
    });
  });

  it('says of a report that nothing was known then: the log was empty, or had not begun', async () => {
    const hour = '2026-03-02T09:00:00.000Z';
    const presales = await opening({ eventLog: 'memory:', project: false, now: () => hour });
    const nothingKnown = async (knownAt?: string) =>
      (await presales.funnel({ currency: 'EUR', ...(knownAt && { knownAt }) })).nothingKnown;
    expect(await nothingKnown()).toEqual({ because: 'empty-log' });
    await openDeal(presales, 'O-1');
    // What is not projected yet is no empty log.
    expect(await nothingKnown()).toBeUndefined();
    await presales.caughtUp();
    const { position } = await firstOf(presales);
    expect(await nothingKnown('2026-03-02T08:59:59.999Z')).toEqual({
      because: 'before-log',
      logBegins: { position, recordedAt: hour },
    });
    expect(await nothingKnown(hour)).toBeUndefined();
    // A live query's answers say it as well.
    const live = presales.live(() => presales.leads({ knownAt: '2025-03-01T00:00:00.000Z' }));
    expect(await firstValueFrom(live)).toMatchObject({
      answer: { nothingKnown: { because: 'before-log' } },
    });
  });

  it('names the wrong place of a command that no JSON could say', async () => {
    const presales = await opening({ eventLog: 'memory:' });
    const within: Record<string, unknown> = { kind: 'person', name: 'Ada' };
    within['self'] = within;
    for (const [details, path] of [
      [{ kind: 'person', name: 5n }, 'data.details.name'],
      [within, 'data.details.self'],
    ]) {
      const command = { type: 'RegisterParty', data: { partyId: 'ada', details } } as unknown;
      await expect(
        presales.party(command as Parameters<Presales['party']>[0]),
      ).rejects.toMatchObject({ code: 'input/invalid', problems: [{ path }] });
    }
  });

  it("counts a deal's days where its reports count them, unless the deal names a zone (B24)", async () => {
    const presales = await opening({
      eventLog: 'memory:',
      calendar: { zone: 'Europe/Bucharest', fiscalYearStart: 1 },
    });
    const zoneOf = async (opportunityId: string) => {
      const { state } = await presales.opportunity.load(opportunityId);
      return state.status === 'absent' ? 'absent' : state.record.opened.zone;
    };
    await openDeal(presales, 'O-1');
    const data = { opportunityId: 'O-2', ownerId: 'anna', pipeline, zone: 'Asia/Tokyo' };
    await presales.opportunity({ type: 'OpenOpportunity', data });
    expect(await zoneOf('O-1')).toBe('Europe/Bucharest');
    expect(await zoneOf('O-2')).toBe('Asia/Tokyo');

    const plain = await opening({ eventLog: 'memory:' });
    await openDeal(plain, 'O-1');
    expect((await plain.opportunity.load('O-1')).state).not.toHaveProperty('record.opened.zone');
  });

  it('counts quotations as the seller says, unless the draft says so itself (B32)', async () => {
    const commercial = { tax: 'per-rate', rounding: 'half-up' } as const;
    const perLine = { tax: 'per-line', rounding: 'half-even' } as const;
    const calculationOf = async (presales: Presales, more: object = {}) => {
      const data = { quotationId: 'Q-1', partyId: 'acme', sellerZone: 'UTC', ...more };
      await presales.quotation({ type: 'DraftQuotation', data });
      const { state } = await presales.quotation.load('Q-1');
      return state.status === 'absent' ? 'absent' : state.record.header.calculation;
    };
    const seller = () => opening({ eventLog: 'memory:', calculation: commercial });
    expect(await calculationOf(await seller())).toEqual(commercial);
    expect(await calculationOf(await seller(), { calculation: perLine })).toEqual(perLine);
    expect(await calculationOf(await opening({ eventLog: 'memory:' }))).toEqual({
      tax: 'per-rate',
      rounding: 'half-even',
    });
  });

  it('keeps the read models in a file of their own beside the log', async () => {
    const presales = await opening({ eventLog: log() });
    await presales.caughtUp();
    const files = await readdir(folder);
    expect(files).toEqual(expect.arrayContaining(['presales.db', 'presales.read-models.db']));
  });

  it('finds everything again when it is opened again', async () => {
    const first = await opening({ eventLog: log() });
    await openDeal(first, 'O-1');
    await first.close();
    const second = await opening({ eventLog: log() });
    expect((await second.opportunity.load('O-1')).state).toMatchObject({
      status: 'open',
      record: { step: 'call', ownerId: 'anna' },
    });
    await second.caughtUp();
    expect((await second.funnel({ currency: 'EUR' })).outcomes.created).toBe(1);
  });

  it('answers no question by a calendar that cannot be', async () => {
    const calendar = { zone: 'UTC', fiscalYearStart: 2, fiscalYearStartDay: 29 };
    const presales = await opening({ eventLog: log(), calendar });
    await expect(presales.targetTracking()).rejects.toThrow(
      'calendar: fiscalYearStartDay: expected a day that the month has in every year',
    );
    await expect(
      presales.targetTracking({ calendar: { zone: 'Mars/Olympus', fiscalYearStart: 1 } }),
    ).rejects.toMatchObject({ code: 'input/invalid' });
  });

  it('says of a period that is a text, or has one end only, what was expected', async () => {
    const presales = await opening({ eventLog: 'memory:' });
    for (const [period, message] of [
      ['2026-03', 'period.start: missing; expected'],
      [{ start: '2026-03-01', label: 'March' }, 'period.end: missing; expected'],
    ] as const) {
      const asked = { currency: 'EUR', period: period as unknown as Period } as const;
      await expect(presales.funnel(asked)).rejects.toThrow(message);
      await expect(presales.targetTracking(asked)).rejects.toThrow(message);
    }
  });

  it('lives in memory when it is told to, and leaves no file', async () => {
    const presales = await opening({ eventLog: 'memory:' });
    await openDeal(presales, 'O-1');
    await presales.caughtUp();
    expect((await presales.funnel({ currency: 'EUR' })).outcomes.created).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes the hour of a command from its clock where the command names none', async () => {
    const now = () => '2026-05-04T03:02:01.000Z';
    const presales = await opening({ eventLog: 'memory:', now, actor: 'anna' });
    const answer = await presales.lead(
      { type: 'CaptureLead', data: { leadId: 'L-1', partyId: 'P-1', source: 'lunch' } },
      { commandId: 'capture-1', correlationId: 'form-7', causationId: 'mail-3' },
    );
    expect(answer).toMatchObject({
      events: [
        {
          metadata: {
            actor: 'anna',
            commandId: 'capture-1',
            correlationId: 'form-7',
            causationId: 'mail-3',
            occurredAt: now(),
          },
          recordedAt: now(),
        },
      ],
    });
  });

  describe.each([
    ['memory', () => 'memory:'],
    ['a file', log],
  ])('over %s', (_, place) => {
    const capture = (presales: Presales, leadId: string, at?: string) =>
      presales.lead({
        type: 'CaptureLead',
        data: { leadId, partyId: 'P', source: 'lunch', ...(at === undefined ? {} : { at }) },
      });

    it('stores nothing while its clock is far ahead, and goes on when it is put right', async () => {
      let hour = '2026-03-01T00:00:00.000Z';
      const presales = await opening({ eventLog: place(), readModels: 'memory:', now: () => hour });
      await capture(presales, 'L-1');
      hour = '2020-01-01T00:00:00.000Z';
      expect(await capture(presales, 'L-2')).toMatchObject({
        events: [{ recordedAt: '2026-03-01T00:00:00.000Z' }],
      });
      hour = '2099-01-01T00:00:00.000Z';
      const ahead = { code: 'event-log/clock-ahead' };
      await expect(capture(presales, 'L-3')).rejects.toMatchObject(ahead);
      await expect(capture(presales, 'L-3', '2026-03-01T00:00:00.000Z')).rejects.toMatchObject(
        ahead,
      );
      hour = '2026-03-02T00:00:00.000Z';
      expect(await capture(presales, 'L-3')).toMatchObject({ events: [{ recordedAt: hour }] });
      // Business time is what people say it is.
      expect(await capture(presales, 'L-4', '2099-12-31T00:00:00.000Z')).toMatchObject({
        events: [{ recordedAt: hour }],
      });
    });

    it('says by how much the clock is ahead, and what bound was given, days or not', async () => {
      let hour = '2026-03-01T00:00:00.000Z';
      const now = () => hour;
      const eventLog = place();
      const presales = await opening({ eventLog, readModels: 'memory:', now, clockAhead: 366 });
      await capture(presales, 'L-1');
      hour = '2026-03-03T12:00:00.000Z';
      await expect(capture(presales, 'L-2')).rejects.toThrow(
        /which is 2\.5 days after the last event .*; at most 366 ms are taken/,
      );
    });

    it('is opened with a greater bound when the log has rested for long', async () => {
      let hour = '2026-03-01T00:00:00.000Z';
      const clockAhead = 4 * 366 * 86_400_000;
      const eventLog = place();
      const now = () => hour;
      const presales = await opening({ eventLog, readModels: 'memory:', now, clockAhead });
      await capture(presales, 'L-1');
      hour = '2030-02-28T00:00:00.000Z';
      expect(await capture(presales, 'L-2')).toMatchObject({ events: [{ recordedAt: hour }] });
    });

    it.each(['garbage', '', undefined, Number.NaN, '2026-03-01'])(
      'names the clock that says %j, whether a command brings its hour or not',
      async (said) => {
        const now = () => said as unknown as string;
        const presales = await opening({ eventLog: place(), readModels: 'memory:', now });
        for (const at of [undefined, '2026-03-01T00:00:00.000Z'])
          await expect(capture(presales, 'L-1', at)).rejects.toMatchObject({
            code: 'input/invalid',
            message: expect.stringMatching(/^the clock: expected an instant .*, got /),
          });
      },
    );
  });

  it('answers a request that is sent again later as it did the first time', async () => {
    let hour = '2026-05-04T03:02:01.000Z';
    const presales = await opening({ eventLog: 'memory:', now: () => hour });
    const capture = (source: 'lunch' | 'webinar', at?: string) =>
      presales.lead(
        {
          type: 'CaptureLead',
          data: { leadId: 'L-1', partyId: 'P-1', source, ...(at === undefined ? {} : { at }) },
        },
        { commandId: 'request-1' },
      );
    const first = await capture('lunch');
    hour = '2026-05-04T03:07:00.000Z';
    expect(await capture('lunch')).toEqual(first);
    const reused = { code: 'handle/command-id-reused' };
    await expect(capture('webinar')).rejects.toMatchObject(reused);
    await expect(capture('lunch', '2026-05-01T00:00:00.000Z')).rejects.toMatchObject(reused);
  });

  it('tells of every change, and answers a live query anew', async () => {
    const presales = await opening({ eventLog: 'memory:' });
    await presales.caughtUp();
    const counts = firstValueFrom(
      presales
        .live(async () => (await presales.funnel({ currency: 'EUR' })).outcomes.created)
        .pipe(
          map((told) => (told.outcome === 'answered' ? told.answer : -1)),
          filter((created, index) => index === 0 || created > 0),
          take(2),
          toArray(),
        ),
    );
    await openDeal(presales, 'O-1');
    expect((await counts).at(-1)).toBe(1);
  });

  it('tells of a deal in a currency without a rate, and answers once the rate is published', async () => {
    const presales = await opening({ eventLog: 'memory:' });
    const told = firstValueFrom(
      presales
        .live(() => presales.funnel({ currency: 'EUR' }))
        .pipe(
          map((live) =>
            live.outcome === 'failed' ? live.error : live.answer.openPipeline.expected.amount,
          ),
          distinct(String),
          take(3),
          toArray(),
        ),
    );
    await presales.caughtUp();
    await presales.opportunity({
      type: 'OpenOpportunity',
      data: {
        opportunityId: 'O-1',
        ownerId: 'anna',
        pipeline,
        expectedValue: parseMoney('100.00', 'USD'),
      },
    });
    await presales.caughtUp();
    await presales.exchangeRate({
      type: 'PublishExchangeRate',
      data: { from: 'USD', to: 'EUR', rateDate: '2020-01-01', rate: '0.9', source: 'bank' },
    });
    expect(await told).toEqual([
      0,
      expect.objectContaining({ code: 'exchange-rate/missing' }),
      90_00,
    ]);
  });

  it.each(['memory:', 'a file'])(
    'ends its updates and live queries when it is closed, and lets nobody meet a closed store: %s',
    async (place) => {
      const unhandled: unknown[] = [];
      config.onUnhandledError = (error) => unhandled.push(error);
      const presales = await opening({ eventLog: place === 'memory:' ? place : log() });
      await openDeal(presales, 'O-1');
      await presales.caughtUp();
      const heard: unknown[] = [];
      // Nobody here handles an error: one that came would end the process.
      for (let listener = 0; listener < 3; listener++)
        presales
          .live(() => presales.funnel({ currency: 'EUR' }))
          .subscribe({ complete: () => heard.push('live ended') });
      const last = lastValueFrom(presales.updates);
      await presales.close();
      expect(await last).toMatchObject({ state: 'stopped' });
      presales.updates.subscribe({ complete: () => heard.push('updates ended') });
      // rxjs tells of unhandled errors in a timer of its own.
      await setTimeout(0);
      config.onUnhandledError = null;
      expect(unhandled).toEqual([]);
      expect(heard).toEqual(['live ended', 'live ended', 'live ended', 'updates ended']);
    },
  );

  it('refuses figures that come from another log: one that took the place of the first', async () => {
    const first = await opening({ eventLog: log(), project: false });
    await openDeal(first, 'O-1');
    await first.caughtUp();
    await first.close();
    await rm(join(folder, 'presales.db'));
    const second = await opening({ eventLog: log(), project: false });
    await openDeal(second, 'O-2');
    await openDeal(second, 'O-3');
    const refused = {
      code: 'read-model/other-log',
      message: expect.stringContaining(join(folder, 'presales.read-models.db')),
    };
    await expect(second.caughtUp()).rejects.toMatchObject(refused);
    await second.close();
    await rm(join(folder, 'presales.read-models.db'));
    const third = await opening({ eventLog: log(), project: false });
    await third.caughtUp();
    expect((await third.funnel({ currency: 'EUR' })).outcomes.created).toBe(2);
  });

  it('refuses two logs in one place of read models', async () => {
    const readModels = `sqlite:${join(folder, 'shared.db')}`;
    const first = await opening({ eventLog: log(), readModels, project: false });
    const other = `sqlite:${join(folder, 'other.db')}`;
    const second = await opening({ eventLog: other, readModels, project: false });
    await openDeal(first, 'O-1');
    await first.caughtUp();
    await openDeal(second, 'O-2');
    await expect(second.caughtUp()).rejects.toMatchObject({ code: 'read-model/other-log' });
  });

  it('projects only when asked, if it is told to', async () => {
    const presales = await opening({ eventLog: 'memory:', project: false });
    await openDeal(presales, 'O-1');
    expect((await presales.funnel({ currency: 'EUR' })).outcomes.created).toBe(0);
    expect(await presales.caughtUp()).toBe(0n);
    expect((await presales.funnel({ currency: 'EUR' })).outcomes.created).toBe(1);
  });

  it('rebuilds a read model to the same figures, and knows no other', async () => {
    const presales = await opening({ eventLog: 'memory:', project: false });
    await openDeal(presales, 'O-1');
    await presales.rebuild('funnel');
    expect((await presales.funnel({ currency: 'EUR' })).outcomes.created).toBe(1);
    await expect(presales.rebuild('forecast')).rejects.toThrow('no read model forecast');
  });

  it('opened for reading only, refuses commands and creates no log', async () => {
    await expect(opening({ eventLog: log(), readOnly: true })).rejects.toMatchObject({
      message: expect.stringContaining('presales.db'),
    });
    expect(existsSync(join(folder, 'presales.db'))).toBe(false);
    await (await opening({ eventLog: log() })).close();
    const reader = await opening({ eventLog: log(), readOnly: true });
    await expect(openDeal(reader, 'O-1')).rejects.toMatchObject({ code: 'event-log/read-only' });
  });

  it.each([['postgres://localhost/db'], ['presales.db'], ['sqlite:'], ['']])(
    'says what it expected instead of %j',
    async (eventLog) =>
      expect(open({ eventLog })).rejects.toMatchObject({
        code: 'connection/unknown-scheme',
        message: expect.stringContaining('sqlite:./presales.db'),
      }),
  );

  it('can be closed twice, and then refuses', async () => {
    const presales = await opening({ eventLog: log() });
    await presales.close();
    await presales.close();
    await expect(openDeal(presales, 'O-1')).rejects.toMatchObject({ code: 'event-log/closed' });
  });
});
