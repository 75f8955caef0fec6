import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent } from '@presales/kernel/store';
import { presalesProcesses } from '@presales/processes';
import { knownTypesTable, unknownEventsModel } from '@presales/projections';
import { open, type Presales } from '@presales/runtime';
import { sqliteReadModelStore } from '@presales/sqlite';
import { filter, firstValueFrom } from 'rxjs';

let nth = 0;

/** An event as another program might write it. */
const foreign = (type: string, data: object = {}, version = 1): NewEvent => {
  nth += 1;
  return {
    id: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
    type,
    version,
    data,
    metadata: {
      actor: 'another program',
      commandId: `foreign-${nth}`,
      correlationId: `foreign-${nth}`,
      causationId: `foreign-${nth}`,
      occurredAt: '2026-03-02T09:00:00.000Z',
    },
  };
};

const capture = (presales: Presales, leadId: string) =>
  presales.lead({
    type: 'CaptureLead',
    data: { leadId, partyId: 'ada', source: 'webinar' },
  });

describe('a report', () => {
  it('that lacks nothing says nothing of it', async () => {
    const presales = await open({ eventLog: 'memory:' });
    await capture(presales, 'L1');
    await presales.caughtUp();
    expect(await presales.leads()).not.toHaveProperty('incomplete');
    expect(await presales.parked()).toEqual([]);
    await presales.close();
  });

  it('tells what is parked: an event of a newer version stops its stream and nothing else', async () => {
    const presales = await open({ eventLog: 'memory:' });
    await presales.log.append('lead-L0', 'no-stream', [foreign('LeadCaptured', {}, 99)]);
    await capture(presales, 'L1');
    await presales.caughtUp();
    const report = await presales.leads();
    expect(report.total.leads).toBe(1);
    expect(report.incomplete).toEqual({
      parked: [
        expect.objectContaining({
          stream: 'lead-L0',
          position: 0n,
          eventType: 'LeadCaptured',
          code: 'codec/undecodable',
          message: expect.stringMatching(/LeadCaptured version 99: .*knows versions 1 to \d/),
        }),
      ],
      unknown: [],
    });
    expect((await presales.priceBook()).incomplete).toBeUndefined();
    expect(
      await firstValueFrom(presales.updates.pipe(filter(({ model }) => model === 'leads'))),
    ).toMatchObject({ state: 'live', parked: 1 });
    await expect(presales.retry({ name: 'leads', stream: 'lead-L0' })).resolves.toMatchObject({
      how: 'in-place',
      parked: [{ stream: 'lead-L0', attempts: 2 }],
    });
    await expect(presales.retry({ name: 'nobody' })).rejects.toThrow(RangeError);
    await presales.close();
  });

  it('tells of events of unknown types in the categories that its read model reads', async () => {
    const presales = await open({ eventLog: 'memory:' });
    await capture(presales, 'L1');
    await presales.log.append('lead-L2', 'no-stream', [
      foreign('LeadTeleported'),
      foreign('LeadTeleported'),
    ]);
    await presales.log.append('weather-W1', 'no-stream', [foreign('RainFell')]);
    await presales.caughtUp('leads');
    const unknown = [
      {
        category: 'lead',
        type: 'LeadTeleported',
        count: 2,
        first: { position: 1n, stream: 'lead-L2' },
      },
    ];
    expect((await presales.leads()).incomplete).toEqual({ parked: [], unknown });
    expect((await presales.priceBook()).incomplete).toBeUndefined();
    expect(await presales.unknownEvents()).toEqual(unknown);
    await presales.close();
  });
});

describe('events of unknown types', () => {
  it('are counted once over restarts, and anew by a program that knows other types', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'presales-unknown-'));
    const place = {
      eventLog: `sqlite:${join(directory, 'log.db')}`,
      durability: 'normal',
    } as const;
    const file = join(directory, 'log.read-models.db');
    try {
      for (const count of [1, 2]) {
        const presales = await open(place);
        await presales.log.append(`lead-${count}`, 'no-stream', [foreign('LeadTeleported')]);
        await presales.caughtUp();
        expect(await presales.unknownEvents()).toMatchObject([{ count }]);
        await presales.close();
      }
      // As a program leaves it that knew this type and counted nothing.
      const store = await sqliteReadModelStore({ file });
      const watching = await store.attach(unknownEventsModel);
      await watching.reset();
      await watching.commit(
        [
          {
            table: knownTypesTable,
            inserts: [],
            upserts: [{ known: 'types', types: '[]' }],
            deletes: [],
          },
        ],
        -1n,
        1n,
      );
      await store.close();
      const presales = await open(place);
      await presales.caughtUp();
      expect(await presales.unknownEvents()).toMatchObject([{ count: 2 }]);
      await presales.close();
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('a poisonous order and a poisonous lead', () => {
  it('stop no process and no read model, and good orders and leads become deals', async () => {
    const presales = await open({
      eventLog: 'memory:',
      processes: presalesProcesses({ pipelineId: 'sales', ownerId: 'anna', zone: 'UTC' }),
      processesFrom: 'beginning',
    });
    await presales.pipeline({
      type: 'DefinePipeline',
      data: {
        pipelineId: 'sales',
        name: 'Sales',
        steps: [{ step: 'call', name: 'Call', probability: 10 }],
      },
    });
    await presales.log.append('shopOrder-bad', 'no-stream', [foreign('ShopOrderReceived')]);
    await presales.log.append('lead-bad', 'no-stream', [
      foreign('LeadConverted', { leadId: 'bad' }),
    ]);
    await capture(presales, 'L1');
    await presales.lead({
      type: 'QualifyLeadForSales',
      data: { leadId: 'L1', salespersonId: 'anna' },
    });
    await presales.lead({ type: 'ConvertLead', data: { leadId: 'L1', opportunityId: 'O1' } });
    await presales.processes.settled();
    await presales.caughtUp();
    expect((await presales.opportunity.load('O1')).state.status).toBe('open');
    const parked = await presales.parked();
    expect(new Set(parked.map(({ stream }) => stream))).toEqual(
      new Set(['shopOrder-bad', 'lead-bad']),
    );
    expect(parked.map(({ kind }) => kind)).toContain('process');
    const { incomplete } = await presales.funnel({ currency: 'EUR' });
    expect(incomplete?.parked).toMatchObject([
      { stream: 'shopOrder-bad', message: expect.stringContaining('data.shopOrderId: missing') },
    ]);
    await presales.close();
  });
});
