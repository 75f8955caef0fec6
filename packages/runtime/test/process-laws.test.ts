import { EventLogError, type StoredEvent } from '@presales/kernel';
import { presalesProcesses } from '@presales/processes';
import fc from 'fast-check';
import { histories, type Step } from './processes/history.ts';
import { definePipeline, eventsOf, type Office, office, start } from './processes/office.ts';

const processes = presalesProcesses({ pipelineId: 'sales', ownerId: 'house', zone: 'UTC' });

/** What a log says, but for the order in which independent processes came to say it. */
const said = (events: readonly StoredEvent[]): readonly string[] =>
  events
    .map(({ id, stream, type, data, metadata }) =>
      JSON.stringify({ id, stream, type, data, metadata }),
    )
    .sort();

/** An office after some work, with the same ids every time. */
const officeAfter = async (work: readonly Step[]): Promise<Office> => {
  const place = await office();
  await definePipeline(place);
  for (const step of work) await step(place.ask);
  return { ...place, world: { ...place.world, wait: soon } };
};

/** Whoever would wait is woken in the next turn, unless for a minute: that is the dates' nap. */
const soon: Office['world']['wait'] = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (milliseconds < 10_000) setImmediate(resolve);
    else if (signal?.aborted === true) resolve();
    else signal?.addEventListener('abort', () => resolve());
  });

/** Runs one process after the other, so that two runs can be compared. */
const settleEach = async (
  place: Office,
  perform: (times: number) => void = () => undefined,
): Promise<void> => {
  let times = 0;
  for (let before = -1n; before !== (await place.log.head()); ) {
    before = await place.log.head();
    for (const process of processes) {
      const running = await start(place, [process], {
        from: 'beginning',
        performer: (performer) => ({
          ...performer,
          perform: async (order) => {
            const answer = await performer.perform(order);
            times += 1;
            perform(times);
            return answer;
          },
        }),
      });
      await running.settled();
      await running.stop();
    }
  }
};

const away = new EventLogError('event-log/unavailable', 'the answer was lost on its way');

describe('whatever has happened', () => {
  it('what follows from it is the same when answers are lost and events come again', () =>
    fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
        async (work, losses) => {
          const calm = await officeAfter(work);
          await settleEach(calm);
          const rough = await officeAfter(work);
          await settleEach(rough, (times) => {
            if (losses[times - 1] === true) throw away;
          });
          expect(said(await eventsOf(rough.log))).toEqual(said(await eventsOf(calm.log)));
          await Promise.all([calm.store.close(), rough.store.close()]);
        },
      ),
      { numRuns: 3 },
    ));

  it('all processes at once settle, and a second run of theirs adds nothing', () =>
    fc.assert(
      fc.asyncProperty(histories, async (work) => {
        const place = await officeAfter(work);
        const first = await start(place, processes, { from: 'beginning' });
        const head = await first.settled();
        await first.stop();
        const second = await start(place, processes);
        expect(await second.settled()).toBe(head);
        await second.stop();
        await place.store.close();
      }),
      { numRuns: 8 },
    ));
});
