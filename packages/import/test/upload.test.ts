import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { prepareImport, presalesTarget, type Reject } from '../src/index.ts';
import { atDesk, type Desk, dealMapping } from './desk.ts';

const uploads = () => readdirSync(tmpdir()).filter((name) => name.startsWith('presales-upload-'));

const uploading = async (desk: Desk, name: string, content: AsyncIterable<Uint8Array>) => {
  const rejects: Reject[] = [];
  const prepared = await prepareImport({
    input: { name, content },
    mapping: desk.put('mapping.yaml', dealMapping),
    onReject: (reject) => rejects.push(reject),
  });
  const result = await prepared.run(presalesTarget(desk.presales), { beside: desk.path('log') });
  return { result, rejects };
};

const deals = 'deal,owner,value,opened,lost\nD-1,Ana,10,2024-01-02,\nD-2,Ana,ten,2024-01-02,\n';

describe('a file that is uploaded', () => {
  it(
    'is imported from its stream, and every rejected row is handed over',
    atDesk(async (desk) => {
      const before = uploads();
      const { result, rejects } = await uploading(
        desk,
        'deals.csv',
        Readable.from([Buffer.from(deals)]),
      );
      expect(result).toMatchObject({ rows: 2, events: 1, rejected: 1 });
      expect(rejects).toEqual([
        {
          file: 'deals.csv',
          line: 3,
          code: 'import/wrong-value',
          reason: expect.stringContaining('found "ten"'),
          cells: ['D-2', 'Ana', 'ten', '2024-01-02', ''],
        },
      ]);
      expect(uploads()).toEqual(before);
    }),
  );

  it.each(['../../etc/deals.csv', '..\\..\\deals.csv'])('names no folder of ours: %s', (name) =>
    atDesk(async (desk) => {
      const { rejects } = await uploading(desk, name, Readable.from([Buffer.from(deals)]));
      expect(rejects[0]?.file).toBe('deals.csv');
    })(),
  );

  it(
    'that breaks off is imported not at all, and leaves nothing behind',
    atDesk(async (desk) => {
      const before = uploads();
      async function* broken() {
        yield Buffer.from(deals);
        throw new Error('connection reset');
      }
      await expect(uploading(desk, 'deals.csv', broken())).rejects.toThrow('connection reset');
      expect(await desk.events()).toEqual([]);
      expect(uploads()).toEqual(before);
    }),
  );
});
