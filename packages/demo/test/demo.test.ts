import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derivedId, parsePeriod } from '@presales/kernel';
import { eventId, type NewEvent } from '@presales/kernel/store';
import { canonicalEvents, open, type Presales } from '@presales/runtime';
import { clearPlace, type DemoPlace, shortYear, tell } from '../src/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'presales-demo-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const place = (name: string) => ({ eventLog: `sqlite:${join(directory, `${name}.db`)}` });

/** Tells a short year to a place; the caller closes it. */
const tellShortly = (place: DemoPlace, seed = 1, signal?: AbortSignal): Promise<Presales> =>
  tell(place, { seed, size: shortYear, ...(signal && { signal }) });

const hashOf = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(join(directory, name.includes('.') ? name : `${name}.db`)))
    .digest('hex');

/** The hash of all events of the log; its file has an id of its own besides. */
const eventsOf = async (name: string): Promise<string> => {
  const log = { ...place(name), readModels: 'memory:', readOnly: true, project: false };
  const demo = await open(log);
  const all = canonicalEvents();
  for await (const { events } of demo.log.readAll()) for (const event of events) all.add(event);
  await demo.close();
  return all.hash();
};

/** Every figure of the three reports, without the position they were answered at. */
const figuresOf = async (demo: Presales) => {
  await demo.caughtUp();
  const reports = [
    await demo.funnel({ currency: 'EUR', groupBy: 'person' }),
    await demo.campaignRoi({ currency: 'EUR' }),
    await demo.targetTracking({ currency: 'EUR' }),
  ];
  return reports.map(({ position: _, ...figures }) => figures);
};

const told = async (name: string, seed = 1) => {
  const demo = await tellShortly(place(name), seed);
  const figures = await figuresOf(demo);
  await demo.close();
  return figures;
};

// A year, even a short one, is told in many commits; a busy machine takes its time.
jest.setTimeout(60_000);

type Figures = Awaited<ReturnType<typeof figuresOf>>;
let first: Figures;
beforeAll(async () => {
  first = await told('first');
});

describe('A demo', () => {
  it('writes the same events for the same seed, to the byte', async () => {
    expect(await told('second')).toEqual(first);
    expect(await eventsOf('second')).toBe(await eventsOf('first'));
  });

  it('adds nothing when it is run again', async () => {
    const before = hashOf('first');
    expect(await told('first')).toEqual(first);
    expect(hashOf('first')).toBe(before);
  });

  it('records what happened on the day it happened, but for what was found later', async () => {
    const demo = await open({ ...place('first'), readOnly: true, project: false });
    let [all, late] = [0, 0];
    for await (const { events } of demo.log.readAll())
      for (const { recordedAt, metadata } of events) {
        expect(recordedAt >= metadata.occurredAt).toBe(true);
        all += 1;
        if (recordedAt.slice(0, 10) !== metadata.occurredAt.slice(0, 10)) late += 1;
      }
    await demo.close();
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(all / 20);
  });

  it('was known otherwise at the time than it is known now', async () => {
    const demo = await open({ ...place('first'), readOnly: true });
    await demo.caughtUp();
    const asOf = '2025-05-10T00:00:00.000Z';
    const spent = async (known: { readonly knownAt?: string }) => {
      const { campaigns } = await demo.campaignRoi({ currency: 'EUR', asOf, ...known });
      return campaigns.find(({ campaignId }) => campaignId === 'it-expo')?.actualCost.amount as
        | number
        | undefined;
    };
    // A bill of the stand's builder was found in June, and corrected later.
    expect(await spent({})).toBe(((await spent({ knownAt: asOf })) ?? 0) + 11_200_00 - 950_00);
    await demo.close();
  });

  it('credits people and teams with the same sales in funnel and targets (B23)', async () => {
    const demo = await open({ ...place('first'), readOnly: true });
    await demo.caughtUp();
    const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 1 };
    for (const label of ['2025', '2025-Q1', '2025-Q2']) {
      const asked = { currency: 'EUR', period: parsePeriod(label, calendar), calendar };
      const { sales } = await demo.targetTracking(asked);
      for (const groupBy of ['person', 'team'] as const) {
        const { groups = [] } = await demo.funnel({ ...asked, basis: 'period', groupBy });
        const inFunnel = groups.flatMap(({ name, credited }) =>
          credited === undefined ? [] : [[name, credited.won, credited.value.amount] as const],
        );
        const inTargets = (sales?.[groupBy === 'person' ? 'persons' : 'teams'] ?? []).flatMap(
          ({ name, won, value }) => (won === 0 ? [] : [[name, won, value.amount] as const]),
        );
        if (label === '2025') expect(inTargets.length).toBeGreaterThan(1);
        expect(inFunnel.toSorted()).toEqual(inTargets.toSorted());
      }
    }
    await demo.close();
  });

  it('killed on the way and run again, ends with the same figures', async () => {
    const { eventLog } = place('killed');
    const { leads, inquiries } = shortYear;
    const child = spawn(
      process.execPath,
      [join(__dirname, 'killed-child.mjs'), eventLog, String(leads), String(inquiries)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [progress] = await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(String(progress)).toMatch(/^\d+\/\d+\n/);
    const headOf = async (name: string) => {
      const log = { ...place(name), readModels: 'memory:' };
      const demo = await open({ ...log, readOnly: true, project: false });
      const head = await demo.log.head();
      await demo.close();
      return head;
    };
    expect(await headOf('killed')).toBeLessThan(await headOf('first'));
    expect(await told('killed')).toEqual(first);
    expect(await headOf('killed')).toBe(await headOf('first'));
  });

  it('interrupted stops between two commands and goes on when run again', async () => {
    const interrupted = new AbortController();
    interrupted.abort();
    const halted = tellShortly(place('interrupted'), 1, interrupted.signal);
    await expect(halted).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(await told('interrupted')).toEqual(first);
  });

  it('of another seed is another, and believes no read models made from another log', async () => {
    const readModels = `sqlite:${join(directory, 'first.read-models.db')}`;
    const other = await tellShortly({ ...place('other'), readModels }, 2);
    const figures = await figuresOf(other);
    await other.close();
    expect(figures).not.toEqual(first);
    expect(await eventsOf('other')).not.toBe(await eventsOf('first'));
    const again = await open({ ...place('other'), readModels: 'memory:' });
    expect(await figuresOf(again)).toEqual(figures);
    await again.close();
  });
});

describe('The place of a demo', () => {
  it('is refused to another seed, and told which seed is there', async () => {
    const before = hashOf('first');
    await expect(clearPlace(place('first'), 2, false)).rejects.toMatchObject({
      code: 'demo/place-taken',
      message: expect.stringContaining('holds the demo of seed 1'),
    });
    expect(hashOf('first')).toBe(before);
  });

  it('is free for the same seed again', async () => {
    const before = hashOf('first');
    await clearPlace(place('first'), 1, false);
    expect(hashOf('first')).toBe(before);
  });

  it('is never a log of somebody’s own, whatever is forced', async () => {
    const { eventLog } = place('own');
    const own = await open({ eventLog, readModels: 'memory:', project: false });
    await own.team({ type: 'CreateTeam', data: { teamId: 'north', name: 'North' } });
    await own.close();
    const before = hashOf('own');
    for (const force of [false, true])
      await expect(clearPlace({ eventLog }, 1, force)).rejects.toMatchObject({
        code: 'demo/place-taken',
        message: expect.stringContaining('holds events that are no demo; it is left as it is'),
      });
    expect(hashOf('own')).toBe(before);
    expect(existsSync(join(directory, 'own.read-models.db'))).toBe(false);
  });

  it('makes room when forced to, and the figures are those of the new seed', async () => {
    await told('forced', 2);
    const before = hashOf('forced');
    expect(await clearPlace(place('forced'), 1, true)).toBe(join(directory, 'forced.db.old-1'));
    expect(existsSync(join(directory, 'forced.db'))).toBe(false);
    expect(hashOf('forced.db.old-1')).toBe(before);
    expect(await told('forced', 1)).toEqual(first);
    expect(await eventsOf('forced')).toBe(await eventsOf('first'));
  });
});

describe('A log that began as a demo', () => {
  const metadata = (commandId: string, actor = 'irina.stan') => ({
    actor,
    commandId,
    correlationId: commandId,
    causationId: commandId,
    occurredAt: '2025-12-30T09:00:00.000Z',
  });
  const event = (id: string, commandId: string, actor?: string): NewEvent => ({
    id,
    type: 'TeamCreated',
    version: 1,
    data: { teamId: 'east', name: 'East', createdAt: '2025-12-30T09:00:00.000Z' },
    metadata: metadata(commandId, actor),
  });
  const stranger = '3f0c6de0-5c0b-4d7c-8f0e-6b1f5a0f4a11';
  const ofStory = derivedId('presales demo', 1, 0);

  /** The events go to a copy of the first demo, within its year or later. */
  const withEvents = async (name: string, events: readonly NewEvent[], now: string) => {
    copyFileSync(join(directory, 'first.db'), join(directory, `${name}.db`));
    // The mark of the copy before says how far that came.
    rmSync(join(directory, `${name}.db.mark`), { force: true });
    const presales = await open({ ...place(name), readModels: 'memory:', now: () => now });
    const { log } = presales;
    for (const one of events) await log.append(`team-${one.id}`, 'no-stream', [one]);
    await presales.close();
  };
  const inTheYear = '2025-12-31T22:00:00.000Z';
  const afterIt = '2026-02-01T09:00:00.000Z';

  it.each([
    ['somebody who is nobody in the story', event(stranger, 'c-1', 'anna'), afterIt, 'anna'],
    ['somebody of the story', event(stranger, 'c-1'), inTheYear, 'irina.stan'],
    ['a command that calls itself the story’s', event(stranger, ofStory), inTheYear, 'irina.stan'],
    [
      'a process that runs over it later',
      event(
        eventId(`team-${stranger}`, 'c-1', 0),
        'c-1',
        'process:paid-shop-order-wins-opportunity',
      ),
      inTheYear,
      'process:paid-shop-order-wins-opportunity',
    ],
  ])('and holds one event by %s is never touched', async (_, foreign, now, by) => {
    await withEvents('grown', [foreign], now);
    const before = hashOf('grown');
    for (const force of [false, true])
      await expect(clearPlace(place('grown'), 1, force)).rejects.toMatchObject({
        code: 'demo/place-taken',
        message: expect.stringMatching(
          new RegExp(
            `\\(1 of them; the first at position \\d+: TeamCreated in team-${foreign.id}, by ${by}\\)`,
          ),
        ),
      });
    expect(hashOf('grown')).toBe(before);
  });

  it('and ends with the answers of processes that ran later is never touched', async () => {
    await withEvents('answered', [], afterIt);
    const presales = await open({ ...place('answered'), readModels: 'memory:' });
    const commandId = 'late';
    let cause = '';
    for await (const { events } of presales.log.readAll({ limit: 1 })) cause = events[0]?.id ?? '';
    const id = eventId('team-late', commandId, 0);
    await presales.log.append('team-late', 'no-stream', [
      {
        ...event(id, commandId),
        metadata: {
          ...metadata(commandId, 'process:paid-shop-order-wins-opportunity'),
          causationId: cause,
        },
      },
    ]);
    await presales.close();
    await expect(clearPlace(place('answered'), 1, true)).rejects.toThrow('(1 of them; the first');
  });

  it('stays while a reader or a writer has it open, and is moved when they have gone', async () => {
    await withEvents('used', [], afterIt);
    for (const readOnly of [true, false]) {
      const user = await open({
        ...place('used'),
        readModels: 'memory:',
        readOnly,
        project: false,
      });
      await user.log.head();
      await expect(clearPlace(place('used'), 1, true)).rejects.toMatchObject({
        code: 'event-log/busy',
        message: expect.stringContaining('another program has it open'),
      });
      await user.close();
      expect(hashOf('used')).toBe(hashOf('first'));
      expect(existsSync(join(directory, 'used.db.old-1'))).toBe(false);
    }
    expect(await clearPlace(place('used'), 1, true)).toBe(join(directory, 'used.db.old-1'));
  });
});
