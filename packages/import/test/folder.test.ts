import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atDesk, type Desk } from './desk.ts';

const mapping = `
name: crm
zone: Europe/Bucharest
values: { who: { column: owner } }
inputs:
  - file: companies.csv
    key: id
    rows:
      - command: RegisterParty
        fields: { partyId: { column: id }, details.kind: organisation, details.name: { column: name }, at: 2024-01-01 }
  - file: deals/open.tsv
    name: deals
    key: deal
    rows:
      - command: OpenOpportunity
        fields: { opportunityId: { column: deal }, partyId: { column: company }, ownerId: $who, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [talk], at: { column: opened } }
`;

const folder = (desk: Desk): string => {
  const path = desk.path('export');
  mkdirSync(join(path, 'deals'), { recursive: true });
  writeFileSync(join(path, 'companies.csv'), 'id,name\nC-1,Acme\nC-2,\n');
  writeFileSync(
    join(path, 'deals/open.tsv'),
    'deal\tcompany\towner\topened\nD-1\tC-1\tAna\t2024-02-01\n',
  );
  return path;
};

describe('a folder', () => {
  it(
    'is imported file by file, each by its own section, in their order',
    atDesk(async (desk) => {
      const result = await desk.import(folder(desk), desk.put('mapping.yaml', mapping));
      expect(result).toMatchObject({
        mapping: 'crm',
        rows: 3,
        events: 2,
        rejected: 1,
        inputs: [
          { file: 'companies.csv', mapping: 'crm/companies', rows: 2, rejected: 1 },
          { file: 'open.tsv', mapping: 'crm/deals', rows: 1, events: 1 },
        ],
      });
      const events = await desk.events();
      expect(events.map(({ type }) => type)).toEqual(['PartyRegistered', 'OpportunityOpened']);
      // What the sections share holds in each: the day begins in Bucharest.
      expect(events[1]?.metadata.occurredAt).toBe('2024-01-31T22:00:00.000Z');
    }),
  );

  it(
    'is imported twice to the same events, and one of its files alone by its section',
    atDesk(async (desk) => {
      const input = folder(desk);
      const yaml = desk.put('mapping.yaml', mapping);
      await desk.import(join(input, 'deals/open.tsv'), yaml);
      expect(await desk.events()).toHaveLength(1);
      await desk.import(input, yaml);
      expect(await desk.import(input, yaml)).toMatchObject({ events: 0 });
      expect(await desk.events()).toHaveLength(2);
    }),
  );

  it.each([
    [
      'of a mapping about one file',
      'name: x\nrows: [{ command: RegisterParty, fields: {} }]',
      /is a folder, and mapping.yaml is about one file/,
    ],
    [
      'with a file that is not there',
      mapping.replace('companies.csv', 'firms.csv'),
      /firms.csv: cannot be read/,
    ],
    [
      'with a file outside',
      mapping.replace('companies.csv', '../mapping.yaml'),
      /mapping.yaml:6:5: inputs\[0\].file: expected a file in the folder/,
    ],
    [
      'with a wrong key in a section',
      mapping.replace('key: id', 'kex: id'),
      /mapping.yaml:7:5: inputs\[0\].kex: unknown key/,
    ],
    [
      'with a wrong key in what they share',
      mapping.replace('zone: Europe', 'zone: Mars'),
      /mapping.yaml:3:1: zone: /,
    ],
    [
      'with a column that is not there',
      mapping.replace('column: name', 'column: nam'),
      /mapping.yaml:10:\d+: inputs\[0\].rows\[0\].fields.details.name.column: no column nam/,
    ],
  ])('%s is an error that names the place, before anything is stored', (_, yaml, message) =>
    atDesk(async (desk) => {
      await expect(desk.import(folder(desk), desk.put('mapping.yaml', yaml))).rejects.toThrow(
        message,
      );
      expect(await desk.events()).toEqual([]);
    })(),
  );
});
