import { atDesk } from './desk.ts';

const mapping = `
name: deals
key: deal
values:
  customer: { column: customer }
rows:
  - command: RegisterParty
    once: $customer
    fields: { partyId: $customer, details.kind: organisation, details.name: $customer, at: { column: opened } }
  - command: OpenOpportunity
    fields:
      opportunityId: { column: deal }
      partyId: $customer
      ownerId: { column: owner }
      pipeline.pipelineId: sales
      pipeline.version: 1
      pipeline.steps: [talk]
      at: { column: opened }
`;

const rows = [
  'D1,Café Nord,René,2024-01-05',
  'D2,Cafe\u0301 Nord,Rene\u0301,2024-01-06',
  'D3,Café Nord\u200b,\ufeffRené,2024-01-07',
  'D4,Café  Nord,René\u00a0,2024-01-07',
  'D5,Café\u00a0Nord,Re\u00adné,2024-01-07',
];

describe('one name in several spellings', () => {
  it(
    'is one customer and one salesperson',
    atDesk(async ({ put, import: run, events }) => {
      const input = put('deals.csv', ['deal,customer,owner,opened', ...rows, ''].join('\n'));
      expect(await run(input, put('mapping.yaml', mapping))).toMatchObject({
        rows: 5,
        events: 6,
        rejected: 0,
      });
      const stored = await events();
      expect(stored.filter(({ type }) => type === 'PartyRegistered')).toMatchObject([
        { stream: 'party-Café Nord', data: { details: { name: 'Café Nord' } } },
      ]);
      const deals = stored.filter(({ type }) => type === 'OpportunityOpened');
      expect(deals).toHaveLength(5);
      for (const { data } of deals)
        expect(data).toMatchObject({ partyId: 'Café Nord', ownerId: 'René' });
    }),
  );

  it(
    'is one row to whoever imports the file again from another system',
    atDesk(async ({ put, import: run }) => {
      const header = 'deal,customer,owner,opened';
      const written = put('mapping.yaml', mapping);
      await run(put('composed.csv', `${header}\nDéal 1,Acme,Ana,2024-01-05\n`), written);
      expect(
        await run(put('apart.csv', `${header}\nDe\u0301al  1,Acme,Ana,2024-01-05\n`), written),
      ).toMatchObject({ events: 0, rejected: 0 });
    }),
  );

  it.each([
    ['an alias', 'owner: { column: owner, aliases: { René M: rm } }', 'rm'],
    ['a joined file', 'owner: { column: id, of: people, by: { column: owner } }', 'p1'],
  ])('is found by %s', (_, owner, found) =>
    atDesk(async ({ put, import: run, events }) => {
      put('people.csv', 'name,id\nRene\u0301  M,p1\n');
      const input = put(
        'deals.csv',
        'deal,owner,Größe,opened\nD1,Rene\u0301\u00a0M,großx,2024-01-05\n'.normalize('NFD'),
      );
      const written = put(
        'mapping.yaml',
        `
name: deals
key: deal
files:
  people: { file: people.csv, key: name }
values:
  ${owner}
rows:
  - command: OpenOpportunity
    when: { column: Größe, equals: großx }
    fields:
      opportunityId: { column: deal }
      ownerId: $owner
      pipeline.pipelineId: sales
      pipeline.version: 1
      pipeline.steps: [talk]
      at: { column: opened }
`,
      );
      expect(await run(input, written)).toMatchObject({ events: 1, rejected: 0 });
      expect(await events()).toMatchObject([{ data: { ownerId: found } }]);
    })(),
  );
});
