import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testServers } from './servers.ts';

const run = promisify(execFile);

describe('a program that closed its log', () => {
  const servers = testServers();

  it('ends by itself, though its client had calls open', async () => {
    const server = await servers.start();
    const child = join(__dirname, 'leaving-child.mjs');
    const { stdout } = await run(
      'node',
      ['--conditions=@presales/source', '--import', 'tsx', child, server.connectionString()],
      { timeout: 25_000 },
    );
    expect(stdout).toBe('closed');
  }, 30_000);
});
