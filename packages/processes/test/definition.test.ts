import type { LeadEvent } from '@presales/domain/lead';
import { type RecordedEvent, tableProjection } from '@presales/kernel';
import {
  actorOf,
  type DueRow,
  deadlineKey,
  defineProcess,
  dueTable,
  heardTypes,
  type Lookup,
  ordersAfter,
  ordersWhenDue,
  type PresalesSettings,
  presalesProcesses,
  type Requests,
  setBy,
} from '../src/index.ts';
import { desk } from './desk.ts';
import { eur, monday, tuesday } from './fixtures.ts';

const settings: PresalesSettings = { pipelineId: 'sales', ownerId: 'house', zone: 'UTC' };
const nowhere: Lookup = {
  load: async () => {
    throw new Error('nobody looks anything up');
  },
  rows: async () => [],
};

const converted = (id: string): RecordedEvent<LeadEvent> => ({
  id,
  stream: 'lead-1',
  revision: 0n,
  position: 0n,
  type: 'LeadConverted',
  version: 1,
  data: { leadId: '1', opportunityId: 'deal-1', partyId: 'ada' },
  metadata: {
    actor: 'anna',
    commandId: 'c-1',
    correlationId: 'a-case',
    causationId: 'c-1',
    occurredAt: monday,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  },
  recordedAt: monday,
});
const resume = (leadId: string): Requests[number] => ({
  aggregate: 'lead',
  command: { type: 'ResumeLead', data: { leadId, at: monday } },
});
const answering = (name: string, ...requests: Requests) =>
  defineProcess({ name, sentence: 'A test.', on: { LeadConverted: () => requests } });
const idsOf = async (name: string, event: RecordedEvent, ...requests: Requests) =>
  (await ordersAfter(answering(name, ...requests), event, nowhere)).map(
    ({ context }) => context.commandId,
  );

describe('what a process orders', () => {
  it('has the same command id whenever the same event is answered', async () => {
    const first = await idsOf('one', converted('e-1'), resume('l-1'), resume('l-2'));
    expect(await idsOf('one', converted('e-1'), resume('l-1'), resume('l-2'))).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });

  it('keeps its command id when an answer has become shorter', async () => {
    const [, second] = await idsOf('one', converted('e-1'), resume('l-1'), resume('l-2'));
    expect(await idsOf('one', converted('e-1'), resume('l-2'))).toEqual([second]);
  });

  it('has another command id for another event, process, command, or when it is asked twice', async () => {
    const disqualify: Requests[number] = {
      aggregate: 'lead',
      command: { type: 'DisqualifyLead', data: { leadId: 'l-1', reason: 'spam', at: monday } },
    };
    const ids = [
      ...(await idsOf('one', converted('e-1'), resume('l-1'), resume('l-1'))),
      ...(await idsOf('one', converted('e-2'), resume('l-1'))),
      ...(await idsOf('other', converted('e-1'), resume('l-1'))),
      ...(await idsOf('one', converted('e-1'), disqualify)),
    ];
    expect(new Set(ids).size).toBe(5);
  });

  it('says who asks and what it follows from', async () => {
    const [order] = await ordersAfter(answering('one', resume('l-1')), converted('e-1'), nowhere);
    expect(order?.stream).toBe('lead-l-1');
    expect(order?.context).toEqual({
      actor: 'process:one',
      commandId: expect.any(String),
      fingerprint: order?.context.commandId,
      causationId: 'e-1',
      correlationId: 'a-case',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      atLatest: '9999-12-31T23:59:59.999Z',
    });
    expect(actorOf('one')).toBe('process:one');
  });

  it('is nothing for an event that the process does not answer', async () => {
    const event = { ...converted('e-1'), type: 'constructor' };
    expect(await ordersAfter(answering('one', resume('l-1')), event, nowhere)).toEqual([]);
  });

  it('for a date names the event that set it, and differs with it', async () => {
    const process = defineProcess<DueRow>({
      name: 'timed',
      sentence: 'A test.',
      deadlines: { table: dueTable<DueRow>('timed', {}), on: {}, fire: ({ id }) => [resume(id)] },
    });
    const due = { id: 'l-1', due_at: tuesday, cause_id: 'e-1', correlation_id: 'a-case' };
    const [order] = await ordersWhenDue(process, due, nowhere);
    expect(order?.context).toMatchObject({ causationId: 'e-1', correlationId: 'a-case' });
    const [again] = await ordersWhenDue(process, { ...due, cause_id: 'e-2' }, nowhere);
    const [moved] = await ordersWhenDue(process, { ...due, due_at: monday }, nowhere);
    const ids = [order, again, moved].map((one) => one?.context.commandId);
    expect(new Set(ids).size).toBe(3);
    expect(new Set([due, { ...due, cause_id: 'e-2' }].map(deadlineKey)).size).toBe(2);
  });
});

describe('a process', () => {
  it.each(['A Process', 'two--dashes', 'ends-', '-begins', `a-${'b'.repeat(42)}`])(
    'is not named %s',
    (name) =>
      expect(() => answering(name)).toThrow(
        `process ${name}: expected a kebab-case name of at most 43 characters`,
      ),
  );

  it('may have a name of 43 characters', () =>
    expect(answering(`a-${'b'.repeat(41)}`).name).toHaveLength(43));

  it('cannot have tables that no store can have', () =>
    expect(() =>
      defineProcess<DueRow>({
        name: 'one',
        sentence: 'A test.',
        deadlines: { table: dueTable<DueRow>('Not A Name', {}), on: {}, fire: () => [] },
      }),
    ).toThrow('lower_snake_case'));

  it('hears the events that it answers and those that it remembers, each once', () => {
    const table = dueTable<DueRow>('heard', {});
    const step = (_: DueRow | undefined, event: RecordedEvent<LeadEvent>) => ({
      id: event.data.leadId,
      due_at: null,
      ...setBy(event),
    });
    const keys = ({ data }: RecordedEvent<LeadEvent>) => [data.leadId];
    const process = defineProcess<DueRow>({
      name: 'one',
      sentence: 'A test.',
      on: { LeadConverted: () => [] },
      index: {
        version: 2,
        tables: [
          tableProjection<DueRow, LeadEvent>(table, {
            LeadConverted: { keys, step },
            LeadCaptured: { keys, step },
          }),
        ],
      },
      deadlines: {
        table: dueTable<DueRow>('heard_too', {}),
        on: { LeadParked: { keys, step } },
        fire: () => [],
      },
    });
    expect(heardTypes(process)).toEqual(['LeadCaptured', 'LeadConverted', 'LeadParked']);
    expect(process.index.version).toBe(2);
  });
});

describe('the processes of pre-sales', () => {
  it('are each a sentence of its own, in tables of its own', () => {
    const processes = presalesProcesses({ ...settings, policy: { maxTotal: eur(1) } });
    expect(processes).toHaveLength(19);
    expect(new Set(processes.map(({ name }) => name)).size).toBe(19);
    for (const { name, sentence } of processes)
      expect([name, sentence]).toEqual([name, expect.stringMatching(/^An? .+\.$/)]);
    const tables = processes.flatMap(({ index }) => index.tables.map(({ table }) => table.name));
    expect(new Set(tables).size).toBe(tables.length);
  });

  it('ask for no approval without a policy', () =>
    expect(presalesProcesses(settings).map(({ name }) => name)).not.toContain(
      'policy-demands-approval',
    ));
});

describe('processes in line', () => {
  it('go on with what they led to, oldest first, until nothing follows', async () => {
    const heard: string[] = [];
    const chain = [
      defineProcess({
        name: 'captured-lead-is-parked',
        sentence: 'A test.',
        on: {
          LeadCaptured: ({ data: { leadId } }) => {
            heard.push('LeadCaptured');
            return [
              {
                aggregate: 'lead',
                command: {
                  type: 'ParkLead',
                  data: { leadId, until: '2026-06-01', reason: 'no-timeline', at: monday },
                },
              },
            ];
          },
        },
      }),
      defineProcess({
        name: 'parked-lead-is-resumed',
        sentence: 'A test.',
        on: {
          LeadParked: ({ data: { leadId } }) => {
            heard.push('LeadParked');
            return [resume(leadId)];
          },
          LeadResumed: () => {
            heard.push('LeadResumed');
            return [];
          },
        },
      }),
    ];
    const { tell } = desk(chain);
    await tell({
      aggregate: 'lead',
      command: {
        type: 'CaptureLead',
        data: { leadId: 'l-1', partyId: 'ada', source: 'webinar', at: monday },
      },
    });
    expect(heard).toEqual(['LeadCaptured', 'LeadParked', 'LeadResumed']);
  });

  it('meet dates in their order, whichever process waits for them', async () => {
    const timed = (name: string) =>
      defineProcess<DueRow>({
        name,
        sentence: 'A test.',
        deadlines: {
          table: dueTable<DueRow>(name, {}),
          on: {
            LeadParked: {
              keys: ({ data }) => [data.leadId],
              step: (_, event) => ({
                id: event.data.leadId,
                due_at: `${event.data.until}T00:00:00.000Z`,
                ...setBy(event),
              }),
            },
          },
          fire: ({ id, due_at }) => {
            met.push(`${name} ${id} ${due_at}`);
            return [];
          },
        },
      });
    const met: string[] = [];
    const { tell, nextDue, meetDeadlines } = desk([timed('one'), timed('two')]);
    for (const [leadId, until] of [
      ['l-1', '2026-06-01'],
      ['l-2', '2026-05-01'],
    ] as const)
      await tell(
        {
          aggregate: 'lead',
          command: {
            type: 'CaptureLead',
            data: { leadId, partyId: 'ada', source: 'webinar', at: monday },
          },
        },
        {
          aggregate: 'lead',
          command: {
            type: 'ParkLead',
            data: { leadId, until, reason: 'no-timeline', at: monday },
          },
        },
      );
    expect(nextDue()).toBe('2026-05-01T00:00:00.000Z');
    await meetDeadlines('2026-12-31T00:00:00.000Z');
    expect(met).toEqual([
      'one l-2 2026-05-01T00:00:00.000Z',
      'two l-2 2026-05-01T00:00:00.000Z',
      'one l-1 2026-06-01T00:00:00.000Z',
      'two l-1 2026-06-01T00:00:00.000Z',
    ]);
    expect(nextDue()).toBeUndefined();
  });
});
