import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog, StoredEvent } from '@presales/kernel';
import { open } from '@presales/runtime';
import { main } from '../src/index.ts';
import { capturing, presales, temporaryDirectory } from './captured.ts';
import { placeIn, tellShortly } from './small-demo.ts';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
const place = (name: string): string => `sqlite:${join(directory, name)}`;
const source = placeIn(directory, 'source').eventLog;

const inLog = async <Result>(
  eventLog: string,
  work: (log: EventLog) => Promise<Result>,
): Promise<Result> => {
  const opened = await open({ eventLog, readModels: 'memory:', project: false });
  try {
    return await work(opened.log);
  } finally {
    await opened.close();
  }
};

const eventsIn = (eventLog: string): Promise<readonly StoredEvent[]> =>
  inLog(eventLog, async (log) => {
    const all: StoredEvent[] = [];
    for await (const { events } of log.readAll()) all.push(...events);
    return all;
  });

const strange = {
  id: '00000000-0000-4000-8000-000000000001',
  type: 'Strange',
  version: 1,
  data: {},
  metadata: {
    actor: 'Somebody',
    commandId: 'c',
    correlationId: 'c',
    causationId: 'c',
    occurredAt: '2026-01-01T00:00:00.000Z',
  },
};

beforeAll(async () => {
  await (await tellShortly({ eventLog: source })).close();
});

describe('presales copy', () => {
  it('makes a log that holds the same events and answers the same', async () => {
    const to = place('copy.db');
    const { code, out, err } = await presales(['copy', '--from', source, '--to', to]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const events = await eventsIn(source);
    expect(await eventsIn(to)).toEqual(events);
    const count = events.length.toLocaleString('en-US');
    expect(out).toMatch(
      new RegExp(
        `^${count} events copied\nBoth logs hold ${count} events with the hash [0-9a-f]{64}\n$`,
      ),
    );
    const asked = ['--json', '--known-at', '2025-06-30'];
    for (const report of ['funnel', 'roi', 'targets'])
      expect((await presales([report, ...asked, '--log', to])).out).toBe(
        (await presales([report, ...asked, '--log', source])).out,
      );
  });

  it('run again, adds nothing and says so', async () => {
    const to = place('again.db');
    const argv = ['copy', '--from', source, '--to', to];
    const first = JSON.parse((await presales([...argv, '--json'])).out);
    const again = JSON.parse((await presales([...argv, '--json'])).out);
    expect(first).toEqual({
      from: source,
      to,
      events: first.events,
      copied: first.events,
      capped: 0,
      ahead: 0,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(again).toEqual({ ...first, copied: 0 });
    expect((await presales(argv)).out).toMatch(
      /^0 events copied; [\d,]+ events stood there before\n/,
    );
  });

  it('of a log with hours of the future says so, and caps them when it is told to', async () => {
    const from = place('future.db');
    await inLog(from, async (log) => {
      await log.append('strange-1', 'no-stream', [strange]);
      const id = '00000000-0000-4000-8000-000000000002';
      await log.append('strange-1', 0n, [
        { ...strange, id, recordedAt: '2999-01-01T00:00:00.000Z' },
      ]);
    });
    const told = await presales(['copy', '--from', from, '--to', place('told.db')]);
    expect(told.out).toContain('1 event recorded in the future');
    expect(told.out).toContain('--cap-times');
    const [first] = await eventsIn(from);
    const cap = first?.recordedAt ?? '';
    const argv = ['copy', '--from', from, '--to', place('capped.db'), '--cap-times'];
    const capped = await presales([...argv, cap]);
    expect(capped.out).toContain(
      `1 event recorded later than ${cap}, or at no time, in the old log`,
    );
    expect(capped.out).toContain('The new log holds 2 events with the hash ');
    expect((await eventsIn(place('capped.db'))).map(({ recordedAt }) => recordedAt)).toEqual([
      cap,
      cap,
    ]);
    const { code, err } = await presales([...argv, 'yesterday']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: --cap-times: expected an instant such as "2026-03-01T09:30:00.000Z"\n',
    });
  });

  it('interrupted, ends with 130 and goes on when run again', async () => {
    const to = place('interrupted.db');
    const argv = ['copy', '--from', source, '--to', to];
    const stop = new AbortController();
    stop.abort();
    const { io, said } = capturing({}, { signal: stop.signal });
    expect(await main(argv, io)).toBe(130);
    expect(said).toEqual({ out: '', err: 'interrupted; run it again to go on\n' });
    expect((await presales(argv)).code).toBe(0);
    expect(await eventsIn(to)).toEqual(await eventsIn(source));
  });

  it('leaves a target alone that holds other events, and names the first', async () => {
    const to = place('other.db');
    await inLog(to, (log) => log.append('strange-1', 'no-stream', [strange]));
    const { code, out, err } = await presales(['copy', '--from', source, '--to', to]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('holds other events: after 0 in common it has strange-1 revision 0');
    expect(await eventsIn(to)).toHaveLength(1);
  });

  it('that finds no source says so with code 3, and makes no target', async () => {
    const empty = join(directory, 'empty');
    mkdirSync(empty);
    const argv = ['copy', '--from', `sqlite:${empty}/no.db`, '--to', `sqlite:${empty}/to.db`];
    const { code, err } = await presales(argv);
    expect(err).toContain('no.db: there is no such file');
    expect(code).toBe(3);
    expect(readdirSync(empty)).toEqual([]);
  });

  it('makes no read models', async () => {
    await presales(['copy', '--from', source, '--to', place('alone.db')]);
    expect(existsSync(join(directory, 'alone.read-models.db'))).toBe(false);
  });

  it.each([
    [['--from', 'memory:'], "required option '--to <connection>' not specified"],
    [['--to', 'memory:'], "required option '--from <connection>' not specified"],
    [['--from', 'memory:', '--to', 'ftp://anna:secret@host'], 'ftp://anna:***@host: expected'],
  ])('%j is answered in words, with code 2', async (argv, words) => {
    const { code, out, err } = await presales(['copy', ...argv]);
    expect(err).toContain(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('is told of, with examples', async () => {
    expect((await presales(['--help'])).out).toMatch(/^ {2}copy /m);
    const { code, out } = await presales(['copy', '--help']);
    expect(code).toBe(0);
    for (const word of ['Examples:', '--from', '--to', '--json', '--no-color'])
      expect(out).toContain(word);
  });
});
