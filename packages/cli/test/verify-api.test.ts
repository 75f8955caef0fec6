import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreDbServer } from '@presales/eventstoredb-server';
import type { Finding } from '@presales/kernel/store';
import { open, type Verification, type VerifyProgress, verify } from '@presales/runtime';
import Database from 'better-sqlite3';

const directory = mkdtempSync(join(tmpdir(), 'presales-verify-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Three deals, of which the read models know the first two. */
const threeDeals = async (eventLog: string, readModels: string): Promise<void> => {
  const pre = await open({ eventLog, readModels, project: false });
  for (const opportunityId of ['O-1', 'O-2', 'O-3']) {
    if (opportunityId === 'O-3') await pre.caughtUp();
    const pipeline = { pipelineId: 'direct', version: 1, steps: ['call', 'offer'] };
    await pre.opportunity({
      type: 'OpenOpportunity',
      data: { opportunityId, ownerId: 'anna', pipeline },
    });
  }
  await pre.close();
};

interface Verified extends Verification {
  readonly findings: readonly Finding[];
}

const verified = async (eventLog: string, readModels?: string): Promise<Verified> => {
  const findings: Finding[] = [];
  const onFinding = (finding: Finding) => {
    findings.push(finding);
  };
  const verification = await verify({
    eventLog,
    onFinding,
    ...(readModels === undefined ? {} : { readModels }),
  });
  return { ...verification, findings };
};

describe('a verification, asked by a program', () => {
  it('of a log on a server looks at what the server gives, and at the read models', async () => {
    const server = await startEventStoreDbServer();
    try {
      const readModels = `sqlite:${directory}/served.db`;
      await threeDeals(server.connectionString(), readModels);
      const whole = await verified(server.connectionString(), readModels);
      expect(whole).toMatchObject({ findings: [], events: 3, changingFigures: 0, others: 0 });
      const [funnel] = whole.readModels;
      expect(funnel?.name).toBe('funnel');
      expect(funnel?.position).toBeLessThan(whole.head);
    } finally {
      await server.stop();
    }
  });

  it('compares read models that are behind at the place where they are', async () => {
    const file = join(directory, 'behind.db');
    await threeDeals(`sqlite:${file}`, `sqlite:${directory}/behind-models.db`);
    const { findings, readModels, head } = await verified(
      `sqlite:${file}`,
      `sqlite:${directory}/behind-models.db`,
    );
    expect(findings).toEqual([]);
    expect(readModels.map(({ position }) => position)).toEqual(readModels.map(() => head - 1n));
  });

  it('tells read models of a log that was longer', async () => {
    const file = join(directory, 'longer.db');
    const models = `sqlite:${directory}/longer-models.db`;
    await threeDeals(`sqlite:${file}`, models);
    const database = new Database(file);
    database.exec('DELETE FROM event WHERE position > 0');
    database.close();
    rmSync(`${file}.mark`);
    const { findings } = await verified(`sqlite:${file}`, models);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'read-model/other-log', changesFigures: true }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'read-model/extra-row', table: 'funnel_opened' }),
    );
  });

  it('tells times and ids that are none, whatever log they stand in', async () => {
    const file = join(directory, 'odd.db');
    await threeDeals(`sqlite:${file}`, 'memory:');
    const database = new Database(file);
    database.exec(
      `INSERT INTO event SELECT 3, stream, 1, type, 9, 'no-id', 'yesterday', data, '{"occurredAt":"soon"}'
       FROM event WHERE position = 2`,
    );
    database.close();
    const { findings } = await verified(`sqlite:${file}`);
    expect(findings.map(({ code, position }) => [code, position])).toEqual([
      ['log/unsealed-event', 3n],
      ['log/wrong-id', 3n],
      ['log/wrong-time', 3n],
      ['log/wrong-time', 3n],
      ['log/undecodable-event', 3n],
    ]);
  });

  it('tells how far it is, and ends when it is asked to', async () => {
    const file = join(directory, 'progress.db');
    await threeDeals(`sqlite:${file}`, `sqlite:${directory}/progress.read-models.db`);
    const told: VerifyProgress[] = [];
    const options = { eventLog: `sqlite:${file}`, onFinding: () => undefined };
    await verify({ ...options, onProgress: (progress) => told.push(progress) });
    expect(told).toContainEqual({ phase: 'log', done: 3, total: 3 });
    expect(told.at(-1)?.phase).toBe('read-models');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(verify({ ...options, signal })).rejects.toThrow('enough');
  });
});
