import { type EventLog, memoryEventLog } from '@presales/kernel';
import { eventId, type NewEvent, rehearsalLog, unitOfWorkLog } from '@presales/kernel/store';

const now = () => '2026-01-01T00:00:00.000Z';
const world = { now, wait: async () => undefined, random: () => 0 };

const event = (name: string): NewEvent => ({
  id: eventId('s', name, 0),
  type: 'Happened',
  version: 1,
  data: { name },
  metadata: {
    actor: 'a',
    commandId: name,
    correlationId: name,
    causationId: name,
    occurredAt: now(),
  },
});

const namesIn = async (
  log: Pick<EventLog, 'readStream'>,
  stream: string,
  from = 0n,
  limit?: number,
) => {
  const names: unknown[] = [];
  for await (const page of log.readStream(stream, limit === undefined ? { from } : { from, limit }))
    for (const { data, revision } of page) names.push([String(revision), Object.values(data)[0]]);
  return names;
};

describe('a unit of work', () => {
  it('shows what it appended to those who read through it, and to nobody else, until it is committed', async () => {
    const log = memoryEventLog({ now });
    await log.append('s-1', 'no-stream', [event('before')]);
    const units = unitOfWorkLog(log, world);
    const unit = units.begin(['s-1', 's-2']);
    await units.append('s-1', 0n, [event('a'), event('b')]);
    await units.append('s-2', 'no-stream', [event('c')]);
    await units.append('s-1', 2n, [event('d')]);
    expect(await namesIn(units, 's-1')).toEqual([
      ['0', 'before'],
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'd'],
    ]);
    expect(await namesIn(units, 's-1', 0n, 2)).toEqual([
      ['0', 'before'],
      ['1', 'a'],
    ]);
    expect(await namesIn(units, 's-1', 2n)).toEqual([
      ['2', 'b'],
      ['3', 'd'],
    ]);
    expect(await namesIn(log, 's-1')).toEqual([['0', 'before']]);
    expect((await unit.commit()).map(({ events, position }) => [events, position])).toEqual([
      [2, 2n],
      [1, 3n],
      [1, 4n],
    ]);
    expect(await namesIn(log, 's-1')).toEqual([
      ['0', 'before'],
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'd'],
    ]);
    expect(await namesIn(log, 's-2')).toEqual([['0', 'c']]);
  });

  it('leaves nothing when it is rolled back, and the stream is free for the next', async () => {
    const log = memoryEventLog({ now });
    const units = unitOfWorkLog(log, world);
    const unit = units.begin(['s-1']);
    await units.append('s-1', 'no-stream', [event('a')]);
    expect(() => units.begin(['s-1'])).toThrow(RangeError);
    unit.rollback();
    expect(await namesIn(units, 's-1')).toEqual([]);
    await units.append('s-1', 'no-stream', [event('b')]);
    expect(await namesIn(log, 's-1')).toEqual([['0', 'b']]);
  });

  it('tells whoever knows nothing of a stream, or not its end, that it goes on', async () => {
    const log = memoryEventLog({ now });
    await log.append('s-1', 'no-stream', [event('before')]);
    const units = unitOfWorkLog(log, world);
    units.begin(['s-1']);
    const conflict = { code: 'event-log/conflict' };
    await expect(units.append('s-1', 'no-stream', [event('a')])).rejects.toMatchObject(conflict);
    await units.append('s-1', 0n, [event('a')]);
    await expect(units.append('s-1', 0n, [event('b')])).rejects.toMatchObject(conflict);
  });

  it('is not stored over what a rival wrote meanwhile', async () => {
    const log = memoryEventLog({ now });
    const units = unitOfWorkLog(log, world);
    const unit = units.begin(['s-1', 's-2']);
    await units.append('s-1', 'no-stream', [event('a')]);
    await units.append('s-2', 'no-stream', [event('b')]);
    await log.append('s-2', 'no-stream', [event('rival')]);
    await expect(unit.commit()).rejects.toMatchObject({ code: 'event-log/conflict' });
    expect(await namesIn(log, 's-1')).toEqual([['0', 'a']]);
    expect(await namesIn(log, 's-2')).toEqual([['0', 'rival']]);
  });

  it('takes no more than a log would', async () => {
    const units = unitOfWorkLog(memoryEventLog({ now }), world);
    units.begin(['s-1']);
    await expect(units.append('s-1', 'no-stream', [])).rejects.toMatchObject({
      code: 'event-log/invalid-append',
    });
  });
});

describe('a rehearsal', () => {
  it('goes on from where the log beneath ends, and changes nothing there', async () => {
    const log = memoryEventLog({ now });
    await log.append('s-1', 'no-stream', [event('before')]);
    const rehearsal = await rehearsalLog(log, { now });
    expect(rehearsal.head()).toBe(0n);
    expect(await rehearsal.append('s-1', 0n, [event('a')])).toMatchObject({
      revision: 1n,
      position: 1n,
    });
    await rehearsal.append('s-2', 'no-stream', [event('b')]);
    expect(rehearsal.head()).toBe(2n);
    expect(await namesIn(rehearsal, 's-1')).toEqual([
      ['0', 'before'],
      ['1', 'a'],
    ]);
    expect(await namesIn(log, 's-1')).toEqual([['0', 'before']]);
    expect(await log.head()).toBe(0n);
  });

  it('sees nothing of what others append beneath it later', async () => {
    const log = memoryEventLog({ now });
    const rehearsal = await rehearsalLog(log, { now });
    await log.append('s-1', 'no-stream', [event('later')]);
    expect(await namesIn(rehearsal, 's-1')).toEqual([]);
    await rehearsal.append('s-1', 'no-stream', [event('a')]);
    expect(await namesIn(rehearsal, 's-1')).toEqual([['0', 'a']]);
  });

  it('knows a repeated append of what stands beneath', async () => {
    const log = memoryEventLog({ now });
    await log.append('s-1', 'no-stream', [event('a')]);
    const rehearsal = await rehearsalLog(log, { now });
    expect(await rehearsal.append('s-1', 'no-stream', [event('a')])).toEqual({
      revision: 0n,
      position: 0n,
    });
    await expect(rehearsal.append('s-1', 'no-stream', [event('b')])).rejects.toMatchObject({
      code: 'event-log/conflict',
    });
  });
});
