import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { eventStoreDbEventLog } from '@presales/eventstoredb';
import { event } from './events.ts';
import { clientOf, testLogs, testServers } from './servers.ts';

const secret = 'tro%20ub4dor';

describe('opening a log on a server', () => {
  const servers = testServers();
  const logs = testLogs();
  const listening: Server[] = [];
  afterEach(async () => {
    for (const each of listening.splice(0)) await new Promise((done) => each.close(done));
  });

  const portOf = async (server: Server): Promise<number> => {
    listening.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return (server.address() as AddressInfo).port;
  };
  const refused = (connection: string, code: string, message: RegExp): Promise<void> =>
    expect(eventStoreDbEventLog({ connection }, { connectTimeout: 2_000 })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });

  it.each([
    ['http://localhost:2113', 'expected esdb://'],
    ['kurrentdb://localhost:2113', 'hand in a client'],
    ['esdb://', 'expected esdb://HOST:PORT'],
    ['esdb://localhost:', 'expected HOST or HOST:PORT'],
    ['esdb://localhost:70000', 'host 1: expected a port from 1 to 65535'],
    ['esdb://one,,two', 'expected HOST'],
    ['esdb+discover://one,two', 'one DNS name'],
    [`esdb://anna:${secret}:x@localhost`, 'written as %3A'],
    [`esdb://anna:${secret}@x@localhost`, 'written as %3A'],
    [`esdb://anna:${secret}%@localhost`, 'written as %25'],
    [`esdb://anna@localhost`, 'expected USER:PASSWORD@'],
    [`esdb://anna:${secret}@localhost?tls=false`, 'not sent when tls=false'],
    [`esdb://anna:${secret}@localhost?keepAlive=1`, 'option 1: expected one of tls, tlsCAFile, '],
    ['esdb://localhost?tls=no', 'option tls: expected true or false'],
    ['esdb://localhost?tls=false?x=1', 'one "?"'],
    ['esdb://localhost?nodePreference=nearest', 'option nodePreference'],
    ['esdb://localhost?throwOnAppendFailure=false', 'must be true'],
    ['esdb://localhost?tlsVerifyCert=false', 'tlsCAFile'],
    ['esdb://localhost?userCertFile=a', 'go together'],
    [`esdb://anna:${secret}@localhost?tlsCAFile=not-there`, 'no such file: tlsCAFile'],
  ])('%s is refused before anything is sent', async (connection, message) => {
    const error = await eventStoreDbEventLog({ connection }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'event-log/bad-connection',
      message: expect.stringContaining(message),
    });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('ub4dor');
  });

  it.each([
    ['a capital', 'Orders'],
    ['a dash', 'my-orders'],
    ['nothing', ''],
  ])('a namespace with %s is refused', (_, namespace) =>
    expect(
      eventStoreDbEventLog({ connection: 'esdb://localhost' }, { namespace }),
    ).rejects.toMatchObject({ code: 'event-log/bad-connection' }),
  );

  it('says that nobody listens', async () => {
    const server = createTcpServer();
    const port = await portOf(server);
    await new Promise((done) => server.close(done));
    listening.length = 0;
    await refused(
      `esdb://127.0.0.1:${port}?tls=false`,
      'event-log/unavailable',
      /nothing listens there \(14 UNAVAILABLE: connect ECONNREFUSED [0-9.:]+\)$/,
    );
  });

  it('says that there is no such host', () =>
    refused('esdb://no-such-host.invalid?tls=false', 'event-log/unavailable', /no such host/));

  it('says that no node of a cluster answers', () =>
    refused(
      'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=2',
      'event-log/unavailable',
      /Failed to discover/,
    ));

  it('gives up on a server that never says anything', async () => {
    const port = await portOf(
      createTcpServer((socket) => socket.on('error', () => undefined)).on('connection', (socket) =>
        setTimeout(() => socket.destroy(), 600),
      ),
    );
    await expect(
      eventStoreDbEventLog(
        { connection: `esdb://127.0.0.1:${port}?tls=false` },
        { connectTimeout: 300 },
      ),
    ).rejects.toMatchObject({ code: 'event-log/unavailable', message: /no answer within 300 ms/ });
  });

  it('says that something else answers', async () => {
    const port = await portOf(createHttpServer((_, response) => response.end('hello')));
    await refused(`esdb://127.0.0.1:${port}?tls=false`, 'event-log/not-a-log', /no EventStoreDB/);
  });

  it('says that a server does not speak TLS', async () => {
    const server = await servers.start();
    await refused(`esdb://127.0.0.1:${server.port}`, 'event-log/unavailable', /does not speak TLS/);
  });

  it('says that a server may speak TLS only', async () => {
    const { port } = await servers.start({ security: true });
    await refused(
      `esdb://127.0.0.1:${port}?tls=false`,
      'event-log/unavailable',
      /with TLS when tls=/,
    );
  });

  it('is refused to whom the server does not let read', async () => {
    const server = await servers.start();
    server.faults.inject({ on: 'read', effect: { kind: 'fail', with: 'access-denied' } });
    await refused(server.connectionString(), 'event-log/access-denied', /access denied/);
  });

  it('is refused with a wrong password, and with an authority that is not trusted', async () => {
    const server = await servers.start({ security: true });
    const right = server.connectionString();
    const log = await logs(eventStoreDbEventLog({ connection: right }));
    await log.append('deal-1', 'no-stream', [event(1)]);
    expect(log.name).toBe(`esdb://127.0.0.1:${server.port}`);
    const wrong = server.connectionString({
      credentials: { username: 'admin', password: 'wrong-password' },
    });
    await refused(wrong, 'event-log/access-denied', /^(?!.*wrong-password)/);
    await refused(
      right.replace(/[?&]tlsCAFile=[^&]*/, ''),
      'event-log/unavailable',
      /certificate is not trusted/,
    );
  });

  it('with a client that is there already leaves it to its owner', async () => {
    const server = await servers.start();
    const client = clientOf(server.connectionString());
    const log = await logs(eventStoreDbEventLog({ client, name: 'our cluster' }));
    await log.append('deal-1', 'no-stream', [event(1)]);
    expect(log.name).toBe('our cluster');
    await log.close();
    await client.appendToStream('deal-2', [
      {
        id: event(2).id,
        type: 'T',
        contentType: 'application/json',
        data: {},
        metadata: undefined,
      },
    ]);
    await client.dispose();
  });

  it('two logs in namespaces of one server know nothing of each other', async () => {
    const server = await servers.start();
    const connection = server.connectionString();
    const [one, two] = [
      await logs(eventStoreDbEventLog({ connection }, { namespace: 'one' })),
      await logs(eventStoreDbEventLog({ connection }, { namespace: 'two' })),
    ];
    await one.append('deal-1', 'no-stream', [event(1)]);
    expect(await two.head()).toBe(-1n);
    await two.append('deal-1', 'no-stream', [event(1)]);
    expect(await one.head()).toBeLessThan(await two.head());
    for await (const page of one.follow({ categories: ['deal'] })) {
      expect(page.events.map(({ stream }) => stream)).toEqual(['deal-1']);
      break;
    }
  });
});
