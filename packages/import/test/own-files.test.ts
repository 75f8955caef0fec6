import fs, {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { presalesTarget } from '../src/index.ts';
import { linesFile } from '../src/run/lines-file.ts';
import { atDesk, type Desk, dealMapping } from './desk.ts';

const header = 'deal,owner,value,opened,lost\n';
const rows = 'D-1,Ana,10,2024-01-02,\nD-2,,10,2024-01-02,\nD-3,,10,2024-01-02,\n';
const rejects = 'deals.csv.rejects.csv';

const importing = (desk: Desk, options: Parameters<Desk['import']>[2] = {}) =>
  desk.import(desk.put('deals.csv', header + rows), desk.put('mapping.yaml', dealMapping), options);

const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the files that an import makes beside its log', () => {
  it(
    'are readable by their owner alone',
    atDesk(async (desk) => {
      await importing(desk);
      const made = readdirSync(desk.folder).filter((name) => /^log\.|rejects/.test(name));
      expect(made.sort()).toEqual([rejects, 'log.import-deals.imported', 'log.importing'].sort());
      for (const name of made) expect(statSync(desk.path(name)).mode & 0o777).toBe(0o600);
    }),
  );

  it.each([rejects, 'log.import-deals.imported', 'log.import-deals.settled', 'log.importing'])(
    'are never reached through a link: %s',
    (name) =>
      atDesk(async (desk) => {
        const foreign = desk.put('foreign', 'of somebody else\n');
        symlinkSync(foreign, desk.path(name));
        const run = importing(desk);
        await expect(run).rejects.toMatchObject({ code: 'import/file' });
        await expect(run).rejects.toThrow(/link/);
        await expect(run).rejects.not.toThrow(/of somebody else/);
        expect(readFileSync(foreign, 'utf8')).toBe('of somebody else\n');
        expect(await desk.events()).toEqual([]);
      })(),
  );

  it(
    'are whole also where the system takes a few bytes at a time',
    atDesk(async (desk) => {
      await importing(desk);
      const expected = desk.read(rejects).replaceAll(/log \S+/g, 'log');
      const whole = fs.writeSync as (
        handle: number,
        bytes: Buffer,
        offset: number,
        length: number,
        position: number | null,
      ) => number;
      jest
        .spyOn(fs, 'writeSync')
        .mockImplementation(((
          handle: number,
          bytes: Buffer,
          offset: number,
          length: number,
          position: number | null,
        ) => whole(handle, bytes, offset, Math.min(length, 6), position)) as typeof fs.writeSync);
      await atDesk(async (other) => {
        await importing(other);
        expect(other.read(rejects).replaceAll(/log \S+/g, 'log')).toBe(expected);
      })();
    }),
  );

  it(
    'end the import by name when the disk is full, and the next run goes on',
    atDesk(async (desk) => {
      let writes = 0;
      const whole = fs.writeSync;
      jest.spyOn(fs, 'writeSync').mockImplementation(((...given: Parameters<typeof whole>) => {
        writes += 1;
        // The header and the first reject have room; of the second a part is written.
        if (writes < 3) return whole(...given);
        if (writes === 3) {
          const [handle, bytes] = given as unknown as [number, Buffer];
          return whole(handle, bytes, 0, 4, null);
        }
        throw full();
      }) as typeof fs.writeSync);
      const run = importing(desk);
      await expect(run).rejects.toMatchObject({
        code: 'import/file',
        message: expect.stringMatching(/rejects\.csv: cannot be written: ENOSPC/),
      });
      jest.restoreAllMocks();
      expect(desk.read(rejects).trimEnd().split('\n')).toHaveLength(2);
      expect(desk.read(rejects)).toMatch(/\n$/);
      expect(await importing(desk)).toMatchObject({ events: 0, rejected: 1, skipped: 1 });
      expect(await desk.events()).toHaveLength(1);
    }),
  );

  it(
    'of rejects are on the disk before the log notes that a row was refused',
    atDesk(async (desk) => {
      const told: string[] = [];
      const sync = fs.fsyncSync;
      jest.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
        told.push('synced');
        sync(handle);
      });
      const { record, ...target } = presalesTarget(desk.presales);
      await desk.import(
        desk.put('deals.csv', `${header}D-1,Ana,10,2024-01-02,\nD-1,Ana,11,2024-01-03,\n`),
        desk.put('mapping.yaml', dealMapping.replace('key: deal', 'key: [deal, opened]')),
        {
          target: {
            ...target,
            ...(record && {
              record: {
                ...record,
                note: async (mapping, notes) => {
                  told.push('noted');
                  await record.note(mapping, notes);
                },
              },
            }),
          },
        },
      );
      expect(told.slice(-2)).toEqual(['synced', 'noted']);
    }),
  );

  it(
    'of rejects are on the disk when the import has ended',
    atDesk(async (desk) => {
      jest.spyOn(fs, 'fsyncSync').mockImplementation(() => {
        throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' });
      });
      await expect(importing(desk)).rejects.toThrow(/rejects\.csv: cannot be written: EIO/);
    }),
  );

  it(
    'begun by a crash with half a first line are begun anew',
    atDesk(async (desk) => {
      await importing(desk);
      const whole = desk.read(rejects);
      desk.put(rejects, whole.slice(0, 30));
      expect(await importing(desk)).toMatchObject({ rejected: 2, skipped: 0 });
      expect(desk.read(rejects)).toBe(whole);
    }),
  );
});

describe('a file of lines', () => {
  it(
    'is left alone where something else has written to it since it was read',
    atDesk(async (desk) => {
      const path = desk.put('lines', 'header\nhalf');
      const lines = linesFile(path, 'header\n', { keep: 7, size: 11 });
      appendFileSync(path, ' a line of another\n');
      expect(() => lines.append('mine\n')).toThrow(/something else writes to it/);
      expect(desk.read('lines')).toBe('header\nhalf a line of another\n');
    }),
  );

  it(
    'is not made before there is a line',
    atDesk(async (desk) => {
      const lines = linesFile(desk.path('lines'), 'header\n');
      lines.setHeader('HEADER\n');
      lines.sync();
      lines.close();
      expect(existsSync(desk.path('lines'))).toBe(false);
      lines.append('one\n');
      lines.close();
      expect(desk.read('lines')).toBe('HEADER\none\n');
    }),
  );
});
