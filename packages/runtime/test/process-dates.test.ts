import { instant, ReadModelError } from '@presales/kernel';
import { presalesProcesses } from '@presales/processes';
import { filter, firstValueFrom } from 'rxjs';
import type { FakeWorld } from './processes/fake-world.ts';
import { eventsOf, followed, monday, office, parkLead, start } from './processes/office.ts';

const parked = presalesProcesses({ pipelineId: 'sales', ownerId: 'house', zone: 'UTC' }).filter(
  ({ name }) => name === 'parked-lead-resumes',
);
const name = 'parked-lead-resumes';
const minute = 60_000;
const dayOf = (date: string) => `${date}T00:00:00.000Z`;

/** Resolves when somebody waits for so long. */
const napOf = async (world: FakeWorld, milliseconds: number): Promise<void> => {
  while (!world.waiting().includes(milliseconds)) await new Promise(setImmediate);
};

/** Resolves when so many leads have been resumed. */
const resumed = async (place: Awaited<ReturnType<typeof office>>, count: number): Promise<void> => {
  while ((await followed(place.log)).length < count) await new Promise(setImmediate);
};

describe('a date that a process waits for', () => {
  it('is met as it comes, without anything else happening (S21)', async () => {
    const place = await office();
    const running = await start(place, parked);
    await parkLead(place, 'lead-1', '2026-03-03');
    await running.settled();
    // Fifteen hours away: the clock is looked at every minute.
    await napOf(place.world, minute);
    place.world.passUntil('2026-03-02T23:59:30.000Z');
    await napOf(place.world, minute / 2);
    expect(await followed(place.log)).toEqual([]);
    place.world.pass(minute / 2);
    await resumed(place, 1);
    await running.settled();
    const last = (await eventsOf(place.log)).at(-1);
    expect(last?.metadata).toMatchObject({
      actor: `process:${name}`,
      occurredAt: dayOf('2026-03-03'),
      causationId: (await eventsOf(place.log)).at(-2)?.id,
    });
    expect(await running.outcomes(name)).toMatchObject([
      { outcome: 'emitted', dueAt: dayOf('2026-03-03'), causeId: last?.metadata.causationId },
    ]);
    await running.stop();
  });

  it('that is set a moment before it comes is waited for at once', async () => {
    const place = await office();
    const running = await start(place, parked);
    place.world.passUntil('2026-03-02T23:59:50.000Z');
    await running.settled();
    await napOf(place.world, minute);
    await parkLead(place, 'lead-1', '2026-03-03');
    await napOf(place.world, 10_000);
    place.world.pass(10_000);
    await resumed(place, 1);
    await running.stop();
  });

  it('is dated as of its day, and recorded when it was met', async () => {
    const place = await office();
    await parkLead(place, 'lead-1', '2026-03-03');
    await (await start(place, parked)).stop();
    place.world.passUntil('2026-06-01T08:00:00.000Z');
    const running = await start(place, parked);
    await running.settled();
    await running.stop();
    expect((await eventsOf(place.log)).at(-1)).toMatchObject({
      type: 'LeadResumed',
      metadata: { occurredAt: dayOf('2026-03-03') },
      recordedAt: '2026-06-01T08:00:00.000Z',
    });
  });

  it('that came while nothing ran is met at the start, once', async () => {
    const place = await office();
    await (await start(place, parked)).stop();
    await parkLead(place, 'lead-1', '2026-03-03');
    place.world.passUntil('2026-03-09T00:00:00.000Z');
    const first = await start(place, parked);
    await first.settled();
    await first.stop();
    const second = await start(place, parked);
    await second.settled();
    expect(await followed(place.log)).toEqual(['LeadResumed']);
    expect(await second.outcomes(name)).toHaveLength(1);
    await second.stop();
  });

  it('that was past when the process first started is passed over, one to come is not', async () => {
    const place = await office();
    await parkLead(place, 'lead-1', '2026-03-03');
    await parkLead(place, 'lead-2', '2026-03-09');
    place.world.passUntil('2026-03-05T00:00:00.000Z');
    const running = await start(place, parked);
    await running.settled();
    place.world.passUntil('2026-03-10T00:00:00.000Z');
    await running.settled();
    await running.stop();
    expect((await eventsOf(place.log)).slice(4)).toMatchObject([
      { type: 'LeadResumed', stream: 'lead-lead-2' },
    ]);
  });

  it('that was past when the process first started is met when it begins at the beginning', async () => {
    const place = await office();
    await parkLead(place, 'lead-1', '2026-03-03');
    place.world.passUntil('2026-03-05T00:00:00.000Z');
    const running = await start(place, parked, { from: 'beginning' });
    await running.settled();
    await running.stop();
    expect(await followed(place.log)).toEqual(['LeadResumed']);
  });

  it('that is moved is met on the new day only', async () => {
    const place = await office();
    const running = await start(place, parked);
    await parkLead(place, 'lead-1', '2026-03-03');
    await place.ask.lead({
      type: 'ParkLead',
      data: { leadId: 'lead-1', until: '2026-03-09', reason: 'no-timeline' },
    });
    await running.settled();
    place.world.passUntil('2026-03-05T00:00:00.000Z');
    await running.settled();
    expect(await followed(place.log)).toEqual([]);
    place.world.passUntil('2026-03-09T00:00:00.000Z');
    await running.settled();
    expect(await followed(place.log)).toEqual(['LeadResumed']);
    await running.stop();
  });

  it('is set by what was written last, though the process has not heard of it yet', async () => {
    const place = await office();
    const running = await start(place, parked);
    await parkLead(place, 'lead-1', '2026-03-03');
    await running.settled();
    // The new day and the hour come together: the process looks at the log before it looks at dates.
    const moved = place.ask.lead({
      type: 'ParkLead',
      data: { leadId: 'lead-1', until: '2026-03-09', reason: 'no-timeline' },
    });
    await moved;
    place.world.passUntil(dayOf('2026-03-03'));
    await running.settled();
    expect(await running.outcomes(name)).toEqual([]);
    await running.stop();
  });

  it('comes when a clock is set forward, within a minute', async () => {
    const place = await office();
    const running = await start(place, parked);
    await parkLead(place, 'lead-1', '2026-03-09');
    await running.settled();
    await napOf(place.world, minute);
    place.world.setClock('2026-03-09T00:00:00.000Z');
    place.world.pass(minute);
    await resumed(place, 1);
    await running.stop();
  });

  it('does not come again when a clock is set back', async () => {
    const place = await office();
    const running = await start(place, parked);
    await parkLead(place, 'lead-1', '2026-03-03');
    place.world.passUntil(dayOf('2026-03-03'));
    await running.settled();
    place.world.setClock(monday);
    await running.settled();
    place.world.passUntil(dayOf('2026-03-04'));
    await running.settled();
    expect(await followed(place.log)).toEqual(['LeadResumed']);
    await running.stop();
  });

  it('that is set again for the same day, by another event, is met again', async () => {
    const place = await office();
    const running = await start(place, parked);
    await parkLead(place, 'lead-1', '2026-03-09');
    await running.settled();
    place.world.setClock('2026-03-09T00:00:00.000Z');
    await running.settled();
    // It is still the 8th where whoever parks it is.
    await place.ask.lead({
      type: 'ParkLead',
      data: {
        leadId: 'lead-1',
        until: '2026-03-09',
        reason: 'no-timeline',
        zone: 'America/Los_Angeles',
      },
    });
    await running.settled();
    expect(await followed(place.log)).toEqual(['LeadResumed', 'LeadResumed']);
    await running.stop();
  });

  it('is met once by two instances', async () => {
    const place = await office();
    const both = [await start(place, parked), await start(place, parked)];
    for (let nr = 1; nr <= 5; nr += 1) await parkLead(place, `lead-${nr}`, '2026-03-03');
    for (const one of both) await one.settled();
    place.world.passUntil(dayOf('2026-03-03'));
    await Promise.all(both.map((one) => one.settled()));
    expect(await followed(place.log)).toEqual(Array.from({ length: 5 }, () => 'LeadResumed'));
    for (const one of both) expect(await one.outcomes(name)).toHaveLength(5);
    for (const one of both) await one.stop();
  });

  it('is met once when the process is killed before it could note that', async () => {
    const place = await office();
    const dead = new ReadModelError('read-model/closed', 'the process was killed here');
    await (await start(place, parked)).stop();
    await parkLead(place, 'lead-1', '2026-03-03');
    place.world.passUntil(dayOf('2026-03-03'));
    const killed = await start(place, parked, {
      performer: (performer) => ({
        ...performer,
        perform: async (order) => {
          await performer.perform(order);
          throw dead;
        },
      }),
    });
    await expect(killed.settled()).rejects.toMatchObject({
      code: 'process/failed',
      message: expect.stringContaining(
        'process parked-lead-resumes stopped at the date 2026-03-03T00:00:00.000Z of lead-1',
      ),
    });
    await killed.stop();
    expect(await followed(place.log)).toEqual(['LeadResumed']);
    const last = await start(place, parked);
    await last.settled();
    expect(await followed(place.log)).toEqual(['LeadResumed']);
    await last.stop();
  });

  it('is one of many: hundreds that come at once are all met, earliest first', async () => {
    const place = await office();
    const running = await start(place, parked);
    const days = Array.from({ length: 230 }, (_, nr) => 3 + (nr % 3));
    for (const [nr, day] of days.entries())
      await parkLead(place, `lead-${nr}`, instant(Date.UTC(2026, 2, day)).slice(0, 10));
    place.world.passUntil(dayOf('2026-03-31'));
    await running.settled();
    const hours = (await eventsOf(place.log))
      .filter(({ type }) => type === 'LeadResumed')
      .map(({ metadata }) => metadata.occurredAt);
    expect(hours).toHaveLength(230);
    expect(hours).toEqual([...hours].sort());
    await running.stop();
  });

  it('waits with the process when a store is away, and is met when it is back', async () => {
    const place = await office();
    let away = true;
    const running = await start(place, parked, {
      performer: (performer) => ({
        ...performer,
        perform: async (order) => {
          if (away) throw new ReadModelError('read-model/busy', 'another process holds the lock');
          return performer.perform(order);
        },
      }),
    });
    await parkLead(place, 'lead-1', '2026-03-03');
    await running.settled();
    place.world.passUntil(dayOf('2026-03-03'));
    await firstValueFrom(running.updates.pipe(filter(({ state }) => state === 'waiting')));
    away = false;
    while ((await followed(place.log)).length === 0) {
      place.world.pass(1_000);
      await new Promise(setImmediate);
    }
    await running.settled();
    expect(await followed(place.log)).toEqual(['LeadResumed']);
    await running.stop();
  });
});
