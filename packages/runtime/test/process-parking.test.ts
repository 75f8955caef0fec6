import type { PresalesEvent } from '@presales/domain';
import { type Table, tableProjection } from '@presales/kernel';
import { defineProcess, type Process, type Requests } from '@presales/processes';
import { open } from '@presales/runtime';
import { filter, firstValueFrom } from 'rxjs';
import { askRetry, parkedOfProcess } from '../src/parked-process.ts';
import type { ProcessUpdate } from '../src/process-update.ts';
import type { RunningProcesses } from '../src/processes.ts';
import {
  eventsOf,
  followed,
  type Office,
  office,
  openDeal,
  parkLead,
  start,
} from './processes/office.ts';

/** What the process remembers of each deal. */
type SeenRow = { readonly id: string; readonly events: number };
const seen: Table<SeenRow> = {
  name: 'noting_seen',
  key: 'id',
  columns: { id: 'text', events: 'integer' },
};

/** The deals that a process is at fault with. */
interface Fault {
  readonly reaction: Set<string>;
  readonly memory: Set<string>;
}

const fault = (): Fault => ({ reaction: new Set(), memory: new Set() });

const changeOwner = (opportunityId: string, ownerId: string, at: string): Requests => [
  {
    aggregate: 'opportunity',
    command: {
      type: 'ChangeOpportunityOwner',
      data: { opportunityId, ownerId, reason: 'a test', at },
    },
  },
];

/** Gives a deal that is opened to Ion, and one that rests to whom it says how much it has seen of it. */
const noting = ({ reaction, memory }: Fault): Process =>
  defineProcess({
    name: 'noting',
    sentence: 'A test.',
    index: {
      version: 1,
      tables: [
        tableProjection<SeenRow, PresalesEvent>(seen, {
          OpportunityOpened: {
            keys: ({ data }) => [data.opportunityId],
            step: (row, _, id) => {
              if (memory.has(id)) throw new Error('out of memory');
              return { id, events: (row?.events ?? 0) + 1 };
            },
          },
          OpportunityHeld: {
            keys: ({ data }) => [data.opportunityId],
            step: (row, _, id) => ({ id, events: (row?.events ?? 0) + 1 }),
          },
        }),
      ],
    },
    on: {
      OpportunityOpened: ({ data: { opportunityId }, metadata }) => {
        if (reaction.has(opportunityId)) throw new Error('out of ink');
        return changeOwner(opportunityId, 'ion', metadata.occurredAt);
      },
      OpportunityHeld: async ({ data: { opportunityId }, metadata }, lookup) => {
        const [row] = await lookup.rows(seen, 'id', opportunityId);
        return changeOwner(opportunityId, `seen-${row?.events ?? 0}`, metadata.occurredAt);
      },
    },
  });

const holdDeal = ({ ask }: Office, opportunityId: string) =>
  ask.opportunity({
    type: 'HoldOpportunity',
    data: { opportunityId, reason: 'holidays' },
  });

/** Time passes until a promise is settled. */
const passing = async <Result>({ world }: Office, wanted: Promise<Result>): Promise<Result> => {
  let over = false;
  const end = () => {
    over = true;
  };
  wanted.then(end, end);
  while (!over) {
    world.pass(1_000);
    await new Promise(setImmediate);
  }
  return wanted;
};

/** Who owns deals after what processes did, in the order of the log. */
const owners = async ({ log }: Office): Promise<readonly string[]> =>
  (await eventsOf(log)).flatMap(({ type, data }) =>
    type === 'OpportunityOwnerChanged' && 'to' in data ? [String(data.to)] : [],
  );

const heard = (running: RunningProcesses): ProcessUpdate[] => {
  const updates: ProcessUpdate[] = [];
  running.updates.subscribe((update) => updates.push(update));
  return updates;
};

const until = (running: RunningProcesses, wanted: (update: ProcessUpdate) => boolean) =>
  firstValueFrom(running.updates.pipe(filter(wanted)));

/** The rows of the index, and the same from nothing: by a process that was never at fault. */
const remembered = async (place: Office): Promise<readonly unknown[]> =>
  place.store.read({ name: 'process-noting-index' }, (reader) =>
    reader.rows('SELECT * FROM noting_seen ORDER BY id'),
  );

describe('an event that a process cannot answer', () => {
  it('is tried three times, at growing intervals, then parks its stream and is named', async () => {
    const place = await office();
    const faults = fault();
    faults.reaction.add('deal-1');
    const running = await start(place, [noting(faults)]);
    const updates = heard(running);
    await openDeal(place);
    const waits: number[] = [];
    for (const wait of [50, 100]) {
      while (!place.world.waiting().includes(wait)) await new Promise(setImmediate);
      waits.push(wait);
      place.world.pass(wait);
    }
    expect(waits).toEqual([50, 100]);
    expect(await passing(place, running.settled())).toBe(0n);
    const [opened] = await eventsOf(place.log);
    expect(await parkedOfProcess(place.store, 'noting')).toEqual([
      {
        stream: 'opportunity-deal-1',
        position: 0n,
        revision: 0n,
        eventId: opened?.id,
        eventType: 'OpportunityOpened',
        code: 'Error',
        message: 'out of ink',
        parkedAt: expect.stringMatching(/^2026-03-02T09:00/),
        attempts: 3,
        waiting: 0,
        retryAsked: false,
      },
    ]);
    expect(updates.at(-1)).toMatchObject({ state: 'live', position: 0n, parked: 1 });
    await running.stop();
  });

  it('holds up its own stream and nothing else', async () => {
    const place = await office();
    const faults = fault();
    faults.reaction.add('deal-1');
    const running = await start(place, [noting(faults)]);
    await openDeal(place, 'deal-1');
    await holdDeal(place, 'deal-1');
    await openDeal(place, 'deal-2');
    await passing(place, running.settled());
    await holdDeal(place, 'deal-1');
    await holdDeal(place, 'deal-2');
    await passing(place, running.settled());
    expect(await owners(place)).toEqual(['ion', 'seen-1']);
    expect(await parkedOfProcess(place.store, 'noting')).toMatchObject([
      { stream: 'opportunity-deal-1', position: 0n, waiting: 1 },
    ]);
    await running.stop();
  });

  it.each<keyof Fault>(['reaction', 'memory'])(
    'is answered when it is retried, its %s mended, and what waited after it in order',
    async (where) => {
      const place = await office();
      const faults = fault();
      faults[where].add('deal-1');
      const running = await start(place, [noting(faults)]);
      await openDeal(place, 'deal-1');
      await passing(place, running.settled());
      await openDeal(place, 'deal-2');
      await holdDeal(place, 'deal-1');
      await holdDeal(place, 'deal-2');
      await passing(place, running.settled());
      const before = await parkedOfProcess(place.store, 'noting');
      expect(before).toMatchObject([{ stream: 'opportunity-deal-1', waiting: 1 }]);

      expect(await passing(place, running.retry('noting'))).toMatchObject({
        released: [],
        parked: [
          {
            position: 0n,
            waiting: 1,
            attempts: (before[0]?.attempts ?? 0) + (where === 'memory' ? 1 : 3),
          },
        ],
      });

      faults[where].clear();
      expect(await running.retry('noting', 'opportunity-deal-1')).toEqual({
        how: 'in-place',
        released: ['opportunity-deal-1'],
        parked: [],
      });
      await passing(place, running.settled());
      expect((await owners(place)).toSorted()).toEqual(['ion', 'ion', 'seen-1', 'seen-1']);
      expect(await place.store.parked()).toEqual([]);
      expect(await remembered(place)).toEqual([
        { id: 'deal-1', events: 2 },
        { id: 'deal-2', events: 2 },
      ]);
      await holdDeal(place, 'deal-1');
      await passing(place, running.settled());
      await running.stop();
    },
  );

  it('stays parked over a restart, and is retried by whoever runs the process when it is asked to', async () => {
    const place = await office();
    const faults = fault();
    faults.reaction.add('deal-1');
    const first = await start(place, [noting(faults)]);
    await openDeal(place);
    await passing(place, first.settled());
    await first.stop();
    faults.reaction.clear();
    const second = await start(place, [noting(faults)]);
    await passing(place, second.settled());
    expect(await owners(place)).toEqual([]);

    expect(await askRetry(place.store, 'noting')).toMatchObject({
      how: 'asked',
      parked: [{ stream: 'opportunity-deal-1', retryAsked: true }],
    });
    await openDeal(place, 'deal-2');
    await passing(place, second.settled());
    expect(await owners(place)).toEqual(['ion', 'ion']);
    expect(await place.store.parked()).toEqual([]);
    await second.stop();
  });

  it('is one whose command is none, and says what was expected', async () => {
    const place = await office();
    const misspelt = defineProcess({
      name: 'misspelt',
      sentence: 'A test.',
      on: {
        OpportunityOpened: ({ data: { opportunityId } }) =>
          changeOwner(opportunityId, 'ion', 'some day'),
      },
    });
    const running = await start(place, [misspelt]);
    await openDeal(place);
    await passing(place, running.settled());
    expect(await parkedOfProcess(place.store, 'misspelt')).toMatchObject([
      { code: 'input/invalid', message: expect.stringContaining('expected an instant') },
    ]);
    await expect(running.retry('misspelt', 'opportunity-deal-9')).rejects.toMatchObject({
      code: 'runtime/not-parked',
    });
    await running.stop();
  });

  it('is a date as well: it is set aside by itself, and met when it is retried', async () => {
    const place = await office();
    const faults = new Set(['lead-1']);
    const resuming = defineProcess({
      name: 'resuming',
      sentence: 'A test.',
      deadlines: {
        table: {
          name: 'resuming_due',
          key: 'id',
          columns: { id: 'text', due_at: 'text?', cause_id: 'text', correlation_id: 'text' },
        },
        on: {
          LeadParked: {
            keys: ({ data }) => [data.leadId],
            step: (_, { id: cause_id, data: { leadId: id, until } }) => ({
              id,
              due_at: until === undefined ? null : `${until}T00:00:00.000Z`,
              cause_id,
              correlation_id: cause_id,
            }),
          },
        },
        fire: ({ id, due_at: at }) => {
          if (faults.has(id)) throw new Error('out of ink');
          return [{ aggregate: 'lead', command: { type: 'ResumeLead', data: { leadId: id, at } } }];
        },
      },
    });
    const running = await start(place, [resuming]);
    await parkLead(place, 'lead-1', '2026-03-03');
    await parkLead(place, 'lead-2', '2026-03-03');
    await running.settled();
    place.world.passUntil('2026-03-03T00:00:00.000Z');
    await passing(place, running.settled());
    expect(await followed(place.log)).toEqual(['LeadResumed']);
    expect(await parkedOfProcess(place.store, 'resuming')).toMatchObject([
      { stream: 'deadline-lead-1', eventType: 'date', message: 'out of ink', attempts: 3 },
    ]);
    expect(await passing(place, running.retry('resuming'))).toMatchObject({
      released: [],
      parked: [{ attempts: 6 }],
    });
    faults.clear();
    expect(await passing(place, running.retry('resuming'))).toMatchObject({
      released: ['deadline-lead-1'],
    });
    expect(await followed(place.log)).toEqual(['LeadResumed', 'LeadResumed']);
    await running.stop();
  });
});

describe('a reaction that takes for ever', () => {
  const stuck = defineProcess({
    name: 'stuck',
    sentence: 'A test.',
    on: { OpportunityOpened: () => new Promise<Requests>(() => undefined) },
  });

  it('is told with its event, since when and how far the process is behind, and the others go on', async () => {
    const place = await office();
    const running = await start(place, [stuck, noting(fault())]);
    await openDeal(place, 'deal-1');
    await until(running, ({ process, position }) => process === 'noting' && position >= 1n);
    const told = until(running, ({ handling }) => handling !== undefined);
    place.world.pass(1_000);
    const [opened] = await eventsOf(place.log);
    expect(await told).toEqual({
      process: 'stuck',
      position: -1n,
      state: 'catching-up',
      lag: 2n,
      handling: {
        stream: 'opportunity-deal-1',
        position: 0n,
        eventId: opened?.id,
        eventType: 'OpportunityOpened',
        since: '2026-03-02T09:00:00.000Z',
      },
    });
    const again = until(running, ({ lag = 0n }) => lag > 2n);
    await openDeal(place, 'deal-2');
    while (!place.world.waiting().includes(1_000)) await new Promise(setImmediate);
    place.world.pass(1_000);
    await again;
    await until(running, ({ process, position }) => process === 'noting' && position >= 3n);
    const soon = until(
      running,
      ({ process, state }) => process === 'noting' && state === 'stopped',
    );
    const left = await running.stop(soon.then(() => undefined));
    expect(left).toMatchObject([{ process: 'stuck', handling: { stream: 'opportunity-deal-1' } }]);
  });

  it('does not keep pre-sales from closing, which says what it left', async () => {
    const presales = await open({
      eventLog: 'memory:',
      processes: [stuck],
      processesFrom: 'beginning',
      closeWithin: 400,
    });
    await presales.opportunity({
      type: 'OpenOpportunity',
      data: {
        opportunityId: 'deal-1',
        partyId: 'ada',
        ownerId: 'anna',
        pipeline: { pipelineId: 'sales', version: 1, steps: ['call'] },
      },
    });
    await presales.caughtUp();
    expect((await presales.close()).left).toContainEqual({
      what: 'process',
      process: 'stuck',
      handling: expect.objectContaining({ position: 0n }),
    });
    expect(await presales.close()).toMatchObject({ left: [{ process: 'stuck' }] });
  });

  it('is not waited for by who knows how long: the time is a number from 0', async () => {
    await expect(open({ eventLog: 'memory:', closeWithin: Number.NaN })).rejects.toMatchObject({
      code: 'input/invalid',
    });
    const presales = await open({ eventLog: 'memory:' });
    expect(await presales.close()).toEqual({ left: [] });
  });
});
