import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '@presales/runtime';
import { main } from '../src/index.ts';
import { capturing, presales, temporaryDirectory } from './captured.ts';
import { placeIn, tellShortly } from './small-demo.ts';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
const elsewhere = temporaryDirectory();
const { eventLog } = placeIn(directory);
const env = { PRESALES_EVENT_LOG: eventLog };
const ask = (...argv: string[]) => presales(argv, env);
const asJson = async (...argv: string[]) => {
  const { code, out, err } = await ask(...argv, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};

beforeAll(async () => {
  await (await tellShortly(placeIn(directory))).close();
});

const decimal = expect.stringMatching(/^-?\d+\.\d\d$/);

describe('presales leads', () => {
  it('answers by source, in the house currency, with every option handed to the question', async () => {
    const report = await asJson(
      ...['leads', '--as-of', '2025-06-30', '--period', '2025', '--bands', '7,60', '--top', '3'],
    );
    expect(report).toMatchObject({
      currency: 'EUR',
      asOf: '2025-07-01T00:00:00.000Z',
      period: { label: '2025' },
      bands: { hotDays: 7, warmDays: 60 },
      costWithoutLeads: { amount: decimal, currency: 'EUR' },
    });
    expect(report.total.leads).toBeGreaterThan(0);
    const counts: number[] = report.sources.map(({ leads }: { leads: number }) => leads);
    expect(counts).toEqual([...counts].sort((left, right) => right - left));
  });

  it('prints text that fits a terminal', async () => {
    const { code, out, err } = await ask('leads', '--as-of', '2025-12-31');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Leads, costs in EUR\nall time · hot up to 14 days, warm up to 75/);
    for (const line of out.split('\n').slice(3)) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('presales show', () => {
  it('displays a quotation with its history and document flow, and says when there is none (S9)', async () => {
    const { out: sent } = await ask('events', '--type', 'QuotationSent', '--json');
    const { data } = JSON.parse(sent.split('\n')[0] ?? '');
    const report = await asJson('show', `quotation:${data.quotationId}`);
    expect(report).toMatchObject({
      document: { kind: 'quotation', id: data.quotationId },
      view: { kind: 'quotation' },
    });
    expect(report.changes.map(({ what }: { what: string }) => what)).toContain('QuotationSent');
    const { code, out } = await ask('show', `quotation:${data.quotationId}`);
    expect([code, out.split(':')[0]]).toEqual([0, `Quotation ${report.view.number}`]);
    expect(await ask('show', 'inquiry:none')).toMatchObject({
      code: 2,
      err: 'error: there is no inquiry none\n',
    });
    expect(
      await ask('show', `quotation:${data.quotationId}`, '--known-at', '2020-06-30'),
    ).toMatchObject({
      code: 2,
      err: expect.stringMatching(/there is no quotation .*\. The log knows nothing before 20/),
    });
  });
});

describe.each([
  ['funnel', '--currency', 'EUR'],
  ['roi', '--currency', 'EUR'],
  ['leads', '--currency', 'EUR'],
  ['targets', '--currency', 'EUR'],
  ['prices'],
  ['prices', '--drafts'],
])('presales %s %s, as known before the log begins', (...report) => {
  const early = ['--known-at', '2020-06-30'];

  it('says from when the log knows anything, beside the figures and in --json', async () => {
    const { logBegins, because } = (await asJson(...report, ...early)).nothingKnown;
    expect(because).toBe('before-log');
    const first = JSON.parse((await ask('events', '--limit', '1', '--json')).out);
    expect(logBegins).toEqual({ recordedAt: first.recordedAt, position: first.position });
    const { out } = await ask(...report, ...early);
    expect(out.split('\n').slice(1, 3)).toContain(
      `The log knows nothing before ${first.recordedAt} (position ${first.position}).`,
    );
  });

  it('says nothing of the kind when it is asked for what is known now', async () => {
    expect(await asJson(...report)).not.toHaveProperty('nothingKnown');
    expect((await ask(...report)).out).not.toContain('The log');
  });

  it('says of an empty log that it holds nothing', async () => {
    const empty = placeIn(elsewhere, 'empty').eventLog;
    await (await open({ eventLog: empty })).close();
    expect((await asJson(...report, '--log', empty)).nothingKnown).toEqual({
      because: 'empty-log',
    });
    const { out } = await ask(...report, '--log', empty);
    expect(out.split('\n').slice(1, 3)).toContain('The log holds nothing yet.');
  });
});

describe('presales funnel', () => {
  it('answers in the currency that rates are published in, with all that decided its figures', async () => {
    const report = await asJson('funnel');
    expect(report).toMatchObject({
      currency: 'EUR',
      mode: 'reached',
      basis: 'cohort',
      position: expect.stringMatching(/^\d+$/),
      calendar: { zone: 'UTC', fiscalYearStart: 1 },
      wonValue: { amount: decimal, currency: 'EUR' },
    });
    expect(report.asOf).toBeUndefined();
    expect(report.outcomes.created).toBeGreaterThan(0);
  });

  it('hands every option to the question', async () => {
    const report = await asJson(
      ...['funnel', '--mode', 'strict', '--basis', 'period', '--period', '2025-Q2'],
      ...['--as-of', '2025-05-31', '--known-at', '2025-06-30', '--zone', 'Europe/Bucharest'],
      ...['--fiscal-year-start', '2', '--pipeline', 'new-business', '--step', 'offer'],
      ...['--by', 'person', '--currency', 'EUR', '--within', '30'],
    );
    expect(report).toMatchObject({
      mode: 'strict',
      basis: 'period',
      // The fiscal year 2025 begins in February 2024.
      period: { start: '2024-05-01', end: '2024-08-01', label: '2025-Q2' },
      asOf: '2025-05-31T21:00:00.000Z',
      knownAt: '2025-06-30T20:59:59.999Z',
      calendar: { zone: 'Europe/Bucharest', fiscalYearStart: 2 },
      pipelineId: 'new-business',
      enteredStep: 'offer',
      groupBy: 'person',
      withinDays: 30,
    });
  });

  it.each([
    ['2026', [], { start: '2026-01-01', end: '2027-01-01' }],
    ['2026-H1', [], { start: '2026-01-01', end: '2026-07-01' }],
    ['2026-W53', [], { start: '2026-12-28', end: '2027-01-04' }],
    ['2026', ['--fiscal-year-start', '04-06'], { start: '2025-04-06', end: '2026-04-06' }],
    [
      '2026-Q1',
      ['--fiscal-year-start', '04-06', '--fiscal-year-named-by', 'start'],
      { start: '2026-04-06', end: '2026-07-06' },
    ],
  ])('takes %s with %j', async (period, argv, days) => {
    const report = await asJson('targets', '--period', period, ...argv);
    expect(report.period).toEqual({ ...days, label: period });
    const [first, , , second] = argv;
    expect(report.calendar).toEqual({
      zone: 'UTC',
      ...(first === undefined
        ? { fiscalYearStart: 1 }
        : { fiscalYearStart: 4, fiscalYearStartDay: 6 }),
      ...(second === undefined ? {} : { fiscalYearNamedBy: 'start' }),
    });
  });

  it('takes instants and positions too', async () => {
    const report = await asJson('funnel', '--as-of', '2025-05-31T12:30+02:00', '--known-at', '200');
    expect(report).toMatchObject({ asOf: '2025-05-31T10:30:00.000Z', knownAt: '200' });
    const known = await asJson('funnel', '--known-at', '2025-03-01T10:00:00.5Z');
    expect(known.knownAt).toBe('2025-03-01T10:00:00.500Z');
  });

  it('as of a day includes that whole day and nothing after it', async () => {
    const all = await asJson('funnel');
    const end = await asJson('funnel', '--as-of', '2025-12-31');
    const before = await asJson('funnel', '--as-of', '2024-12-31');
    expect(end.outcomes).toEqual(all.outcomes);
    expect(before.outcomes.created).toBe(0);
  });

  it('prints text that fits a terminal, without colour where there is none', async () => {
    const { code, out, err } = await ask('funnel', '--by', 'closed-quarter');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Sales funnel in EUR\nmode reached · basis cohort · all time/);
    expect(out).toContain('by closed-quarter');
    expect(out).not.toContain('\u001b');
  });

  it('says which rate is missing for a currency it cannot convert to', async () => {
    const { code, err } = await ask('funnel', '--currency', 'JPY');
    expect(code).toBe(6);
    expect(err).toMatch(
      /^error: \w+ \S+ has an amount in \w+ \(\S+, position \d+\), and no exchange rate/,
    );
    expect(err).toMatch(/to JPY/);
  });

  it('lists deals that are worth more than it was told to believe', async () => {
    const { out } = await ask('funnel', '--implausible-above', '1,000.00');
    expect(out).toMatch(/to review above 1,000\.00 EUR/);
    expect(out).toMatch(/\nworth more than is likely +\d/);
    const told = JSON.parse((await ask('funnel', '--implausible-above', '1000', '--json')).out);
    expect(told.implausibleAbove).toEqual({ amount: '1000.00', currency: 'EUR' });
    const [deal] = told.toReview.filter(({ reasons }: { reasons: readonly string[] }) =>
      reasons.includes('implausible'),
    );
    expect(Number((deal.brought ?? deal.expected).amount)).toBeGreaterThan(1_000);
    expect((await ask('funnel')).out).not.toContain('worth more than is likely');
  });

  it.each(['0', '-5', '1,00', '1.', 'much', '1234567890123456'])(
    'takes no %j for what is likely',
    async (amount) => {
      const { code, err } = await ask('funnel', `--implausible-above=${amount}`);
      expect({ code, err }).toMatchObject({
        code: 2,
        err: expect.stringContaining('Expected an amount above zero'),
      });
    },
  );

  it('is told through a currency by name, and tells which rates it used (B33)', async () => {
    const { code, err } = await ask('funnel', '--currency', 'JPY', '--via', 'USD');
    expect({ code, err }).toMatchObject({ code: 6, err: expect.stringContaining('through USD') });
    const { out } = await ask('funnel', '--currency', 'USD', '--via', 'EUR');
    expect(out).toMatch(
      /\n\nExchange rates, through EUR where a pair is not published:\n(?:.* to USD by .* from .* to .*\n)+$/,
    );
    expect(out).toMatch(/^EUR to USD by USD to EUR turned round: \d+ from 2025/m);
    expect(await asJson('funnel', '--currency', 'USD', '--via', 'EUR')).toMatchObject({
      via: 'EUR',
      currency: 'USD',
    });
  });
});

describe('presales roi', () => {
  it('tells every campaign, and adds up to all sales', async () => {
    const report = await asJson('roi', '--attribution', 'first', '--look-back', '30');
    expect(report).toMatchObject({ attribution: 'first', lookBackDays: 30, currency: 'EUR' });
    expect(report.campaigns).toHaveLength(10);
    const cents = ({ amount }: { amount: string }) => Number(amount.replace('.', ''));
    expect(cents(report.total.margin) + cents(report.unattributed.margin)).toBe(
      cents(report.sales.margin),
    );
    expect((await ask('roi')).out).toContain('IT Expo stand');
  });

  it('credits the last touch within ninety days unless told otherwise', async () => {
    expect(await asJson('roi')).toMatchObject({ attribution: 'last', lookBackDays: 90 });
  });
});

describe('presales targets', () => {
  it('says on standard error that nothing is known of a holder, or of a stream', async () => {
    const nobody = await ask('targets', '--holder', 'person:nobody');
    expect(nobody).toMatchObject({
      code: 0,
      out: expect.stringContaining('No targets.'),
      err: 'no such person in this report: nobody has no target and no sale\n',
    });
    expect(await ask('targets', '--holder', 'person:ana.pop')).toMatchObject({ err: '' });
    const nowhere = { code: 0, out: '', err: 'no such stream: lead-nope\n' };
    expect(await ask('events', '--stream', 'lead-nope')).toEqual(nowhere);
    expect(await ask('events', '--stream', 'campaign-it-expo', '--limit', '1')).toMatchObject({
      err: '',
    });
  });

  it('tells the targets of one holder in one period', async () => {
    const report = await asJson('targets', '--holder', 'person:ana.pop', '--period', '2025-Q2');
    expect(report.holder).toEqual({ kind: 'person', id: 'ana.pop' });
    expect(
      report.targets.map(({ metric }: { metric: { of: string } }) => metric.of).sort(),
    ).toEqual(['activities', 'margin', 'new-customers', 'sales-value']);
    expect(report.reversals).toBe('win-period');
    expect(report.sales.currency).toBe('EUR');
    expect((await ask('targets', '--holder', 'team:north')).out).toContain('North');
  });

  it('counts reversals where it is told to', async () => {
    const report = await asJson('targets', '--reversals', 'reversal-period');
    expect(report.reversals).toBe('reversal-period');
  });
});

describe('presales events', () => {
  const listed = async (...argv: string[]) => {
    const { out } = await ask('events', '--json', ...argv);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };

  it('lists the log in its order, one JSON object a line', async () => {
    const events = await listed();
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, index) => index));
    expect(events[0]).toMatchObject({ type: 'PipelineDefined', revision: '0', version: 1 });
  });

  it('filters by type, by category and by both', async () => {
    const won = await listed('--type', 'OpportunityWon', '--type', 'OpportunityLost');
    expect(new Set(won.map(({ type }) => type))).toEqual(
      new Set(['OpportunityWon', 'OpportunityLost']),
    );
    const campaigns = await listed('--category', 'campaign');
    expect(campaigns.every(({ stream }) => stream.startsWith('campaign-'))).toBe(true);
    expect(campaigns.length).toBeGreaterThan(8);
    expect(await listed('--category', 'team', '--type', 'LeadCaptured')).toEqual([]);
  });

  it('shows one stream, from a position on', async () => {
    const all = await listed('--stream', 'campaign-it-expo');
    expect(all.length).toBeGreaterThan(2);
    expect(all.every(({ stream }) => stream === 'campaign-it-expo')).toBe(true);
    expect(await listed('--stream', 'campaign-it-expo', '--after', all[0].position)).toEqual(
      all.slice(1),
    );
    expect(await listed('--stream', 'campaign-it-expo', '--last', '2')).toEqual(all.slice(-2));
  });

  it('shows the first so many or the last so many, oldest first', async () => {
    const all = await listed();
    expect(await listed('--limit', '3')).toEqual(all.slice(0, 3));
    expect(await listed('--last', '3')).toEqual(all.slice(-3));
    expect(await listed('--limit', '2', '--after', '4')).toEqual(all.slice(5, 7));
  });

  it('as text says when, what, where and by whom', async () => {
    const { out } = await ask('events', '--limit', '1');
    expect(out).toBe(
      '      0  2025-01-01 06:00  PipelineDefined           pipeline-new-business  by presales-demo/seed-1\n',
    );
  });

  it('follows until interrupted, and ends with 130', async () => {
    const interrupted = new AbortController();
    const { io, said } = capturing(env, { signal: interrupted.signal });
    const running = main(['events', '--follow', '--type', 'TeamCreated', '--json'], {
      ...io,
      stdout: {
        ...io.stdout,
        write: async (text) => {
          await io.stdout.write(text);
          interrupted.abort();
        },
      },
    });
    expect(await running).toBe(130);
    expect(said.out.split('\n')).toHaveLength(4);
    expect(said.err).toBe('interrupted\n');
  });

  it('writes nothing anywhere', async () => {
    rmSync(join(directory, 'demo.read-models.db'), { force: true });
    await ask('events');
    await ask('stream', 'campaign-it-expo');
    expect(existsSync(join(directory, 'demo.read-models.db'))).toBe(false);
    expect(readdirSync(directory).filter((name) => name.endsWith('.db'))).toEqual(['demo.db']);
  });
});

describe('presales stream', () => {
  it('tells who did what, when, and how it stands', async () => {
    const { code, out } = await ask('stream', 'campaign-it-expo');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^campaign-it-expo\n\n0\. CampaignPlanned {2}2025-01-02 06:00 {2}by dan\.voicu\n/,
    );
    expect(out).toContain('amount: "57000.00"');
    expect(out).toMatch(/How it stands\n {3}status: completed/);
  });

  it('tells on which grounds: what each event follows from', async () => {
    // Orders of the web shop win deals too, by being paid.
    const won = (await ask('events', '--json', '--type', 'OpportunityWon')).out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
      .find(({ data }) => data.quotationId !== undefined);
    const story = await asJson('stream', won.stream);
    expect(story.stream).toBe(won.stream);
    expect(story.state.status).toMatch(/^won/);
    const winning = story.events.find(({ type }: { type: string }) => type === 'OpportunityWon');
    expect(winning.following).toMatchObject({
      type: 'QuotationAccepted',
      stream: `quotation-${won.data.quotationId}`,
    });
    expect((await ask('stream', won.stream)).out).toContain(
      `following QuotationAccepted of quotation-${won.data.quotationId}`,
    );
    expect(story.events[0]).toMatchObject({ type: 'OpportunityOpened' });
  });

  it('of no such name says so, and which names there can be', async () => {
    const missing = await ask('stream', 'lead-nobody');
    expect(missing.err).toContain('there is no stream lead-nobody\n');
    const wrong = await ask('stream', 'nobody');
    expect(wrong.err).toContain('names begin with lead, ');
    expect([missing.code, wrong.code]).toEqual([2, 2]);
  });
});

describe('What is stored', () => {
  it('never moves the terminal that it is shown on', async () => {
    const own = `sqlite:${join(directory, 'nasty.db')}`;
    const nasty = await open({ eventLog: own, readModels: 'memory:', project: false });
    await nasty.inquiry({
      type: 'RegisterInquiry',
      data: {
        inquiryId: 'I1',
        partyId: 'P1',
        channel: 'web',
        items: [{ itemId: 'a', description: 'Desk', quantity: '1', asks: ['price'] }],
      },
    });
    // Our commands take no such texts; another writer of the same log might.
    await nasty.log.append('inquiry-I1', 0n, [
      {
        id: '0190a1de-0000-7000-8000-000000000001',
        type: 'InquiryQuestionAnswered',
        version: 1,
        data: { inquiryId: 'I1', itemId: 'a', ask: 'price', answer: 'cheap\u001b]0;owned\u0007' },
        metadata: {
          actor: 'eve\u001b[2J\u009b31m',
          commandId: 'c1',
          correlationId: 'c1',
          causationId: 'c1',
          occurredAt: '2025-01-01T00:00:00.000Z',
        },
      },
    ]);
    await nasty.close();
    for (const argv of [['events'], ['events', '--json'], ['stream', 'inquiry-I1']]) {
      const { code, out } = await presales([...argv, '--log', own]);
      expect(code).toBe(0);
      expect(out).toContain('eve');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});
