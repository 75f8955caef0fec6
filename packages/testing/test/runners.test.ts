import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { memoryEventLog } from '@presales/kernel';
import { eventLogContract, readModelStoreContract } from '@presales/testing';

const run = promisify(execFile);

/** A runner that only notes the titles it is given. */
const notingRunner = () => {
  const titles: string[] = [];
  return {
    titles,
    describe: (title: string, body: () => void): void => {
      titles.push(title);
      body();
    },
    it: (title: string): void => void titles.push(title),
  };
};

describe('the contract suites', () => {
  it('pass under node:test, which has no globals', async () => {
    const { stdout } = await run(
      'node',
      [
        '--conditions=@presales/source',
        '--import',
        'tsx',
        '--test-reporter=tap',
        join(__dirname, 'under-node-test.ts'),
      ],
      // A runner that node itself started would report to its parent in another form.
      { env: { ...process.env, NODE_TEST_CONTEXT: undefined }, maxBuffer: 16 * 1024 * 1024 },
    );
    expect(stdout).toMatch(/^# fail 0$/m);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(150);
    expect(stdout).toContain('the event-log contract, kept by memory');
    expect(stdout).toContain('the read-model store on SQLite in memory');
  }, 120_000);

  it('are registered with the runner that is handed in, and with no other', () => {
    const runner = notingRunner();
    eventLogContract({ name: 'a log', open: async (world) => memoryEventLog(world) }, runner);
    readModelStoreContract(
      { name: 'a store', lasting: false, open: () => Promise.reject(new Error('not opened')) },
      runner,
    );
    expect(runner.titles).toContain('the event-log contract, kept by a log');
    expect(runner.titles).toContain('the read-model store a store');
    expect(runner.titles.length).toBeGreaterThan(150);
  });

  it('say so where there is neither a runner handed in nor a global one', () => {
    const known = globalThis.describe;
    Reflect.set(globalThis, 'describe', undefined);
    try {
      expect(() =>
        eventLogContract({ name: 'a log', open: async (world) => memoryEventLog(world) }),
      ).toThrow('pass them as { describe, it }');
    } finally {
      Reflect.set(globalThis, 'describe', known);
    }
  });
});
