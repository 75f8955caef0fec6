import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '@presales/runtime';
import { presales, temporaryDirectory } from './captured.ts';
import { placeIn, tellShortly } from './small-demo.ts';

// A year, even a short one, is told in many commits; a busy machine takes its time.
jest.setTimeout(60_000);

const directory = temporaryDirectory();
const bytesOf = (name: string) => readFileSync(join(directory, `${name}.db`));

describe('presales demo', () => {
  it('is refused in the place of another seed, which is named', async () => {
    const { eventLog } = placeIn(directory, 'first');
    await (await tellShortly({ eventLog })).close();
    const before = bytesOf('first');
    const { code, err } = await presales(['demo', '--seed', '2', '--log', eventLog]);
    expect(code).toBe(2);
    expect(err).toContain(
      'holds the demo of seed 1; --force moves it aside and writes that of seed 2',
    );
    expect(bytesOf('first').equals(before)).toBe(true);
  });

  it('never touches a log of somebody’s own, whatever is forced', async () => {
    const { eventLog } = placeIn(directory, 'own');
    const own = await open({ eventLog, readModels: 'memory:', project: false });
    await own.team({ type: 'CreateTeam', data: { teamId: 'north', name: 'North' } });
    await own.close();
    const before = bytesOf('own');
    for (const force of [[], ['--force']]) {
      const { code, err } = await presales(['demo', '--log', eventLog, ...force]);
      expect(code).toBe(2);
      expect(err).toContain('holds events that are no demo; it is left as it is');
      expect(bytesOf('own').equals(before)).toBe(true);
      expect(existsSync(join(directory, 'own.read-models.db'))).toBe(false);
    }
  });
});
