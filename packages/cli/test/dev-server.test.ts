import { once } from 'node:events';
import { createServer } from 'node:net';
import { main } from '../src/index.ts';
import { capturing, presales } from './captured.ts';

jest.setTimeout(60_000);

describe('presales dev-server', () => {
  it('prints where it is, serves a log there, and ends when it is interrupted', async () => {
    const stop = new AbortController();
    const { io, said } = capturing({}, { signal: stop.signal });
    const [listening, ready] = promised();
    const ended = main(['dev-server', '--port', '0'], {
      ...io,
      stderr: { ...io.stderr, write: async (text) => io.stderr.write(text).then(ready) },
    });
    await listening;
    expect(said.out).toMatch(/^esdb:\/\/127\.0\.0\.1:\d+\?tls=false\n$/);
    expect(said.err).toContain('No database');
    const log = said.out.trim();
    expect(await presales(['events', '--log', log, '--json'])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    stop.abort();
    expect(await ended).toBe(0);
    expect((await presales(['events', '--log', log])).code).toBe(3);
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, out, err } = await presales(['dev-server', '--port', String(port)]);
    other.close();
    expect(err).toBe(`error: port ${port} is taken; --port 0 takes a free one\n`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it.each(['x', '65536', '-1'])('takes no port %s', async (port) => {
    const { code, err } = await presales(['dev-server', `--port=${port}`]);
    expect(err).toContain('Expected a port from 0 to 65535.');
    expect(code).toBe(2);
  });

  it('says plainly what it is not', async () => {
    const { code, out } = await presales(['dev-server', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('no database: everything is gone when it');
    expect(out).toContain('Examples:');
    expect((await presales(['--help'])).out).toMatch(/^ {2}dev-server /m);
  });

  it('names what to install where the test kit is missing', async () => {
    jest.doMock('@presales/eventstoredb-server', () => {
      throw new Error('Cannot find module');
    });
    const { code, err } = await presales(['dev-server', '--port', '0']);
    jest.dontMock('@presales/eventstoredb-server');
    expect(err).toContain('npm install @presales/eventstoredb-server @eventstore/db-client');
    expect(code).toBe(2);
  });
});

const promised = (): readonly [Promise<void>, () => void] => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return [promise, resolve];
};
