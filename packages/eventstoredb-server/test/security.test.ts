import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { END, EventStoreDBClient } from '@eventstore/db-client';
import type { EventStoreDbServer } from '@presales/eventstoredb-server';
import { all, bench, happened, oneByOne } from './eventstoredb-client.ts';

const { start, connect } = bench();
let server: EventStoreDbServer;

const anna = { username: 'anna', password: 'p:w d' };
const users = {
  admin: { password: 'changeit', groups: ['$admins'] },
  ops: { password: 'changeit', groups: ['$ops'] },
  anna: { password: 'p:w d', groups: ['sales'] },
  ben: { password: 'b' },
};
const ben = { username: 'ben', password: 'b' };

beforeEach(async () => {
  server = await start({ security: { users } });
});

describe('a secured server', () => {
  it('speaks TLS, under a certificate of its own for this machine', async () => {
    const client = connect(server);
    await client.appendToStream('deal-1', happened(1));
    expect(await all(client.readStream('deal-1'))).toHaveLength(1);
    const certificate = new X509Certificate(server.certificate ?? '');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
  });

  it('is not spoken to by those who do not trust the certificate, or do not encrypt', async () => {
    for (const query of ['tls=true', 'tls=false']) {
      const stranger = EventStoreDBClient.connectionString(
        `esdb://127.0.0.1:${server.port}?${query}`,
      );
      await expect(stranger.appendToStream('deal-1', happened(1))).rejects.toMatchObject({
        code: 14,
      });
      await stranger.dispose();
    }
  });

  it('knows who asks', async () => {
    const wrong = { username: 'admin', password: 'wrong' };
    for (const credentials of [wrong, { username: 'nobody', password: 'x' }]) {
      const stranger = connect(server, { credentials });
      await expect(stranger.appendToStream('deal-1', happened(1))).rejects.toMatchObject({
        type: 'access-denied',
      });
      await expect(all(stranger.readStream('deal-1'))).rejects.toMatchObject({
        type: 'access-denied',
      });
    }
    await connect(server, { credentials: anna }).appendToStream('deal-1', happened(1));
  });

  it('opens streams to all who are known, what is its own to administrators', async () => {
    const user = connect(server, { credentials: anna });
    await user.appendToStream('deal-1', happened(1));
    const denied = { type: 'access-denied' };
    await expect(all(user.readAll())).rejects.toMatchObject(denied);
    await expect(all(user.subscribeToAll({ fromPosition: END }))).rejects.toMatchObject(denied);
    await expect(user.appendToStream('$own', happened(1))).rejects.toMatchObject(denied);
    await expect(user.listAllPersistentSubscriptions()).rejects.toMatchObject(denied);
    const admin = connect(server);
    expect((await all(admin.readAll())).length).toBeGreaterThan(0);
    await admin.appendToStream('$own', happened(1));
    const operator = connect(server, { credentials: { username: 'ops', password: 'changeit' } });
    expect(await operator.listAllPersistentSubscriptions()).toEqual([]);
    await expect(all(operator.readAll())).rejects.toMatchObject(denied);
  });

  it('keeps to the access lists of streams', async () => {
    const admin = connect(server);
    await admin.appendToStream('deal-1', happened(1));
    await admin.setStreamMetadata('deal-1', {
      acl: {
        readRoles: ['sales'],
        writeRoles: ['ben'],
        deleteRoles: ['$admins'],
        metaReadRoles: ['ben'],
        metaWriteRoles: ['$admins'],
      },
    });
    const reader = connect(server, { credentials: anna });
    const writer = connect(server, { credentials: ben });
    const denied = { type: 'access-denied' };
    expect(await all(reader.readStream('deal-1'))).toHaveLength(1);
    await expect(reader.appendToStream('deal-1', happened(2))).rejects.toMatchObject(denied);
    await writer.appendToStream('deal-1', happened(2));
    await expect(all(writer.readStream('deal-1'))).rejects.toMatchObject(denied);
    await expect(writer.deleteStream('deal-1')).rejects.toMatchObject(denied);
    await expect(reader.getStreamMetadata('deal-1')).rejects.toMatchObject(denied);
    expect((await writer.getStreamMetadata('deal-1')).metadata).toBeDefined();
    await expect(writer.setStreamMetadata('deal-1', {})).rejects.toMatchObject(denied);
    expect(await all(admin.readStream('deal-1'))).toHaveLength(2);
    await admin.deleteStream('deal-1');
  });

  it('lets a call come in another name than its connection', async () => {
    const user = connect(server, { credentials: anna });
    await user.appendToStream('$own', happened(1), oneByOne);
    expect(server.store.lastRevision('$own')).toBe(0n);
  });

  it('has a cluster to be found by those who trust it', async () => {
    const cluster = await start({ security: true, nodes: 3 });
    await connect(cluster).appendToStream('deal-1', happened(1));
    expect(cluster.store.lastRevision('deal-1')).toBe(0n);
  });

  it('leaves no certificate behind', async () => {
    const file = /tlsCAFile=([^&]*)/.exec(server.connectionString())?.[1];
    const path = decodeURIComponent(file ?? '');
    expect(existsSync(path)).toBe(true);
    await server.stop();
    expect(existsSync(path)).toBe(false);
  });
});
