import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { prepareImport } from '../src/index.ts';
import { atDesk, type Desk } from './desk.ts';

const mappingOf = (file: string) => `
name: deals
key: deal
files: { owners: { file: ${JSON.stringify(file)}, key: deal } }
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { column: deal }
      ownerId: { column: owner, of: owners, by: { column: deal } }
      pipeline.pipelineId: sales
      pipeline.version: 1
      pipeline.steps: [talk, offer]
      at: 2024-01-01
`;
const secret = 'root:x:0:0:secret\n';

/** A mapping in a folder of its own, an input in another, and a file that is nobody's business. */
const prepared = (desk: Desk, file: string, allowOutside = false) => {
  for (const folder of ['mappings', 'mappings/more', 'exports'])
    mkdirSync(desk.path(folder), { recursive: true });
  desk.put('secret', secret);
  desk.put('owners.csv', 'deal,owner\nD-1,Ana\n');
  for (const folder of ['mappings/more', 'exports'])
    desk.put(join(folder, 'owners.csv'), 'deal,owner\nD-1,Ion\n');
  return prepareImport({
    input: desk.put('exports/deals.csv', 'deal\nD-1\n'),
    mapping: desk.put('mappings/mapping.yaml', mappingOf(file)),
    allowOutside,
  });
};

describe('a file that a mapping joins', () => {
  it.each(['owners.csv', 'more/owners.csv', './more/../more/owners.csv'])(
    'may lie in the folder of the input or the mapping, and below: %s',
    (file) =>
      atDesk(async (desk) => {
        (await prepared(desk, file)).close();
      })(),
  );

  it.each([
    '../owners.csv',
    '../secret',
    'more/../../secret',
    '/etc/passwd',
    '../no-such-file',
    '..',
  ])('lies nowhere else, and nothing is told of what is there: %s', (file) =>
    atDesk(async (desk) => {
      const run = prepared(desk, file);
      await expect(run).rejects.toMatchObject({ code: 'import/mapping' });
      await expect(run).rejects.toThrow(
        /files\.owners\.file: .* is outside the folders of the input and the mapping; .*--allow-outside/,
      );
      await expect(run).rejects.not.toThrow(/root/);
    })(),
  );

  it(
    'is not reached through a link that leads out of the folder',
    atDesk(async (desk) => {
      mkdirSync(desk.path('mappings'));
      symlinkSync(desk.path('secret'), desk.path('mappings/linked.csv'));
      const run = prepared(desk, 'linked.csv');
      await expect(run).rejects.toThrow(/linked\.csv is outside/);
      await expect(run).rejects.not.toThrow(/root/);
    }),
  );

  it(
    'may lie anywhere when that is allowed',
    atDesk(async (desk) => {
      (await prepared(desk, '../owners.csv', true)).close();
      (await prepared(desk, desk.path('owners.csv'), true)).close();
    }),
  );
});
