import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStoreDbServer, startEventStoreDbServer } from '@presales/eventstoredb-server';
import { open } from '@presales/runtime';
import { readModelsBeside } from '../src/connection.ts';

const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'offer'] };

describe('pre-sales on a server', () => {
  let folder: string;
  let server: EventStoreDbServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'presales-esdb-'));
    server = await startEventStoreDbServer();
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('needs nothing but another connection string, and keeps its figures through a restart', async () => {
    const eventLog = server.connectionString();
    const readModels = `sqlite:${join(folder, 'figures.db')}`;
    const first = await open({ eventLog, readModels });
    for (const opportunityId of ['O-1', 'O-2'])
      await first.opportunity({
        type: 'OpenOpportunity',
        data: { opportunityId, ownerId: 'anna', pipeline, at: '2026-03-02T09:00:00.000Z' },
      });
    await first.caughtUp();
    expect((await first.funnel({ currency: 'EUR' })).outcomes).toMatchObject({ created: 2 });
    await server.restart();
    await first.opportunity({
      type: 'OpenOpportunity',
      data: {
        opportunityId: 'O-3',
        ownerId: 'anna',
        pipeline,
        at: '2026-03-02T09:00:00.000Z',
      },
    });
    await first.caughtUp();
    const figures = await first.funnel({ currency: 'EUR' });
    expect(figures.outcomes).toMatchObject({ created: 3, open: 3 });
    await first.close();

    const second = await open({ eventLog, readModels, project: false, readOnly: true });
    expect((await second.funnel({ currency: 'EUR' })).outcomes).toEqual(figures.outcomes);
    await expect(
      second.opportunity({
        type: 'OpenOpportunity',
        data: { opportunityId: 'O-4', ownerId: 'anna', pipeline, at: '2026-03-02T09:00:00.000Z' },
      }),
    ).rejects.toMatchObject({ code: 'event-log/read-only' });
    await second.close();
    expect(await readdir(folder)).toContain('figures.db');
  });

  it('tells why a server cannot be had, without the password', async () => {
    await expect(
      open({ eventLog: 'esdb://anna:tr0ub4dor@127.0.0.1:1?connectionName=x&tls=maybe' }),
    ).rejects.toMatchObject({
      code: 'event-log/bad-connection',
      message: expect.not.stringContaining('tr0ub4dor'),
    });
  });

  it.each([
    ['esdb://node1', 'sqlite:presales.node1.read-models.db'],
    ['esdb://anna:secret@node1:2113/?tls=true', 'sqlite:presales.node1-2113.read-models.db'],
    ['esdb://b:1,a:2', 'sqlite:presales.a-2_b-1.read-models.db'],
    ['esdb://a:2,b:1', 'sqlite:presales.a-2_b-1.read-models.db'],
    ['esdb+discover://log.example.com', 'sqlite:presales.log.example.com.read-models.db'],
  ])('keeps the figures of %s in %s', (connection, readModels) =>
    expect(readModelsBeside(connection)).toBe(readModels),
  );
});
