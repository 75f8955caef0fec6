import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atDesk, type Desk, dealMapping } from './desk.ts';

const deals = 'deal,owner,value,opened,lost\nD-1,Ana,10,2024-01-02,\n';

/** The message of the error that a mapping leads to, with nothing stored. */
const errorOf = async (desk: Desk, mapping: string, input = deals): Promise<string> => {
  const file = desk.put('deals.csv', input);
  const failure = await desk
    .import(file, desk.put('mapping.yaml', mapping))
    .then(() => undefined, String);
  expect(await desk.events()).toEqual([]);
  return failure ?? 'no error';
};

/** The deal mapping with one piece of text replaced by another. */
const but = (from: string, to: string): string => {
  expect(dealMapping).toContain(from);
  return dealMapping.replace(from, to);
};

describe('a mapping that is wrong is refused with its line, and nothing is stored', () => {
  it.each([
    [
      'a column that the input does not have',
      but('column: owner', 'column: agent'),
      'mapping.yaml:8:18: rows[0].fields.ownerId.column: no column agent in deals.csv, which has deal, owner, value, opened, lost',
    ],
    [
      'a key column that the input does not have',
      but('key: deal', 'key: number'),
      'mapping.yaml:3:1: key: no column number in deals.csv',
    ],
    [
      'an unknown command',
      but('command: LoseOpportunity', 'command: LooseOpportunity'),
      'mapping.yaml:14:5: rows[1].command: no command LooseOpportunity; did you mean LoseOpportunity?',
    ],
    [
      'an unknown field',
      but('expectedValue:', 'expectedvalue:'),
      'mapping.yaml:12:7: rows[0].fields.expectedvalue: OpenOpportunity has no such field; did you mean expectedValue?',
    ],
    [
      'an unknown field inside another',
      but('pipeline.version', 'pipeline.edition'),
      'mapping.yaml:10:7: rows[0].fields.pipeline.edition: OpenOpportunity has no such field; pipeline has pipelineId, version, steps',
    ],
    [
      'a field inside one that has none',
      but('opportunityId: { column: deal }', 'opportunityId.x: { column: deal }'),
      'rows[0].fields.opportunityId.x: OpenOpportunity has no such field; opportunityId has no fields',
    ],
    [
      'a field that the command needs and the mapping leaves out',
      but('      ownerId: { column: owner }\n', ''),
      'mapping.yaml:6:5: rows[0].fields: OpenOpportunity needs the field ownerId',
    ],
    [
      'a field inside another that is needed once the other is there',
      but('      pipeline.version: 1\n', ''),
      'mapping.yaml:6:5: rows[0].fields: OpenOpportunity needs the field pipeline.version',
    ],
    [
      'an unknown key of the mapping itself',
      but('key: deal', 'keys: deal'),
      'mapping.yaml:3:1: keys: unknown key',
    ],
    [
      'an unknown key of a source',
      but('column: owner', 'column: owner, tipe: text'),
      'mapping.yaml:8:33: rows[0].fields.ownerId.tipe: unknown key',
    ],
    [
      'a type that does not fit the field',
      but('{ column: owner }', '{ column: owner, type: date }'),
      'mapping.yaml:8:33: rows[0].fields.ownerId.type: date does not fit here: the field holds text',
    ],
    [
      'a type that there is not',
      but('type: money', 'type: cash'),
      'mapping.yaml:12:39: rows[0].fields.expectedValue.type: ',
    ],
    [
      'money without a currency',
      but(', currency: EUR', ''),
      'mapping.yaml:12:39: rows[0].fields.expectedValue.type: expected a currency beside type money',
    ],
    [
      'money without a currency and without a type',
      but(', type: money, currency: EUR', ''),
      'rows[0].fields.expectedValue: expected a currency beside an amount of money',
    ],
    [
      'a currency that there is not',
      but('currency: EUR', 'currency: EURO'),
      'mapping.yaml:12:52: rows[0].fields.expectedValue.currency: expected an ISO 4217 currency code such as "EUR"',
    ],
    [
      'a currency beside something else than money',
      but('{ column: opened }', '{ column: opened, type: date, currency: EUR }'),
      'rows[0].fields.at.currency: expected it beside type money only',
    ],
    [
      'a format without a year',
      but('{ column: opened }', '{ column: opened, format: dd.MM. }'),
      'mapping.yaml:13:29: rows[0].fields.at.format: expected year, month and day, each once',
    ],
    [
      'a format where there is no date',
      but('{ column: owner }', '{ column: owner, format: dd.MM.yyyy }'),
      'rows[0].fields.ownerId.format: format does not fit here: the field holds text',
    ],
    [
      'a zone that there is not',
      but('key: deal', 'key: deal\nzone: Europe/Bucuresti'),
      'mapping.yaml:4:1: zone: expected an IANA time zone such as "Europe/Bucharest"',
    ],
    [
      'a constant that does not fit the field',
      but('reason: unspecified', 'reason: none'),
      'mapping.yaml:18:7: rows[1].fields.reason: Invalid option: expected one of "price"',
    ],
    [
      'a constant day that there is not',
      but('at: { column: lost }', 'at: 2024-02-30'),
      'mapping.yaml:19:7: rows[1].fields.at: expected an instant',
    ],
    [
      'a constant where money is needed',
      but('{ column: value, type: money, currency: EUR }', '10'),
      'rows[0].fields.expectedValue: expected money: { constant: 0, type: money, currency: EUR }',
    ],
    [
      'a constant that cannot be read as its type',
      but(
        '{ column: value, type: money, currency: EUR }',
        '{ constant: ten, type: money, currency: EUR }',
      ),
      'rows[0].fields.expectedValue.constant: expected a number such as 12.5',
    ],
    [
      'a negative probability',
      but(
        'rows:\n',
        'setup:\n  - command: DefinePipeline\n    fields:\n      pipelineId: sales\n      name: Sales\n      steps: [{ step: talk, name: Talk, probability: -5 }]\n      at: 2024-01-01\nrows:\n',
      ),
      'mapping.yaml:9:7: setup[0].fields.steps: Too small: expected number to be >=0',
    ],
    [
      'a column where a list is needed',
      but('pipeline.steps: [talk, offer]', 'pipeline.steps: { column: value }'),
      'rows[0].fields.pipeline.steps: expected a constant: the field holds a list',
    ],
    [
      'a source that draws on two things',
      but('{ column: owner }', '{ column: owner, constant: Ana }'),
      'mapping.yaml:8:33: rows[0].fields.ownerId.constant: expected exactly one of column, constant, template',
    ],
    [
      'a value that there is not',
      but('{ column: owner }', '$owner'),
      'mapping.yaml:8:7: rows[0].fields.ownerId: no value $owner; the mapping has none',
    ],
    [
      'a value that is another value',
      but('rows:\n', 'values: { a: $b, b: 1 }\nrows:\n').replace('{ column: owner }', '$a'),
      'mapping.yaml:4:11: values.a: expected a source or a constant, not another value',
    ],
    [
      'an alias of nothing',
      but('{ column: owner }', '{ column: owner, aliases: { A.: } }'),
      'mapping.yaml:8:44: rows[0].fields.ownerId.aliases.A.: expected the text that the alias stands for',
    ],
    [
      'a template with a column that there is not',
      but('{ column: owner }', '{ template: "{owner}/{team}" }'),
      'rows[0].fields.ownerId.template: no column team in deals.csv',
    ],
    [
      'a condition without a test',
      but('{ column: lost, present: true }', '{ column: lost }'),
      'mapping.yaml:15:5: rows[1].when: expected exactly one of equals, oneOf, present',
    ],
    [
      'a condition on a column that there is not',
      but('{ column: lost, present: true }', '[{ column: gone, present: true }]'),
      'rows[1].when[0].column: no column gone in deals.csv',
    ],
    [
      'a list where text is needed',
      but(
        'fields:\n      opportunityId: { column: deal }\n      ownerId',
        'once: [1]\n    fields:\n      opportunityId: { column: deal }\n      ownerId',
      ),
      'mapping.yaml:6:5: rows[0].once: expected text or a source of text',
    ],
    ['text that is no YAML', 'name: [deals\n', 'mapping.yaml:2:1: '],
    [
      'a YAML alias of nothing',
      but('{ column: owner }', '*owner'),
      'mapping.yaml:2:1: Unresolved alias',
    ],
    ['nothing', '', 'mapping.yaml:1:1: expected an object, got null'],
    ['a key that is misspelt', but('command: Open', 'comand: Open'), 'rows[0].comand: unknown key'],
    ['a mapping without a name', but('name: deals', ''), 'name: missing; expected text'],
    ['a mapping without rows', 'name: deals\n', 'mapping.yaml:1:1: rows: '],
    [
      'a key that stands twice',
      but('key: deal', 'key: deal\nkey: owner'),
      'mapping.yaml:4:1: Map keys must be unique',
    ],
    [
      'an encoding that there is not',
      but('key: deal', 'key: deal\ncsv: { encoding: utf-99 }'),
      'mapping.yaml:4:8: csv.encoding: expected an encoding such as utf-8 or windows-1252',
    ],
  ])('%s', async (_, mapping, message) => {
    await atDesk(async (desk) => expect(await errorOf(desk, mapping)).toContain(message))();
  });
});

describe('a mapping with joined files', () => {
  const joining = but(
    'rows:\n',
    'files: { teams: { file: teams.csv, key: person } }\nrows:\n',
  ).replace('{ column: owner }', '{ column: team, of: teams, by: { column: owner } }');

  it.each([
    [
      'that are nowhere',
      undefined,
      'mapping.yaml:4:19: files.teams.file: no file teams.csv, neither beside the input',
    ],
    ['that are empty', '', 'teams.csv: the file is empty'],
    [
      'that lack their key',
      'name,team\nAna,East\n',
      'mapping.yaml:4:36: files.teams.key: no column person in teams.csv, which has name, team',
    ],
    [
      'that lack a column',
      'person,region\nAna,East\n',
      'mapping.yaml:9:18: rows[0].fields.ownerId.column: no column team in teams.csv, which has person, region',
    ],
    [
      'with a key that stands twice',
      'person,team\nAna,E\nAna,W\n',
      'teams.csv:3: person Ana stands in line 2 already',
    ],
    [
      'with a row without a key',
      'person,team\n,E\n',
      'teams.csv:2: no person, by which the file is joined',
    ],
    [
      'with a row of another length',
      'person,team\nAna\n',
      'teams.csv:2: 1 cells, but the header has 2',
    ],
    ['with a broken quote', 'person,team\n"Ana,E\n', 'teams.csv:2: column 1 (person): the record'],
  ])('%s is refused', async (_, teams, message) => {
    await atDesk(async (desk) => {
      if (teams !== undefined) desk.put('teams.csv', teams);
      expect(await errorOf(desk, joining)).toContain(message);
    })();
  });

  it('is refused when an alias leads to no row of them', () =>
    atDesk(async (desk) => {
      desk.put('teams.csv', 'person,team\nAna,East\n');
      const alias = joining.replace(
        'by: { column: owner }',
        'by: { column: owner, aliases: { An: Anna } }',
      );
      expect(await errorOf(desk, alias)).toContain(
        'mapping.yaml:9:75: rows[0].fields.ownerId.by.aliases.An: An becomes Anna, which is no person of teams.csv',
      );
    })());

  it('is refused when it names one that it does not have', () =>
    atDesk(async (desk) => {
      desk.put('teams.csv', 'person,team\nAna,East\n');
      expect(await errorOf(desk, joining.replace('of: teams', 'of: groups'))).toContain(
        'rows[0].fields.ownerId.of: no file groups; the mapping has teams',
      );
      expect(
        await errorOf(
          desk,
          joining.replace(
            'rows:\n',
            'setup:\n  - command: CreateTeam\n    each: groups\n    fields: { teamId: a, name: a, at: 2024-01-01 }\nrows:\n',
          ),
        ),
      ).toContain("mapping.yaml:7:5: setup[0].each: no file groups in the mapping's files");
    })());

  it('finds them beside the input, or else beside the mapping', () =>
    atDesk(async (desk) => {
      mkdirSync(desk.path('elsewhere'));
      const input = desk.put('elsewhere/deals.csv', deals);
      const mapping = desk.put('mapping.yaml', joining);
      const ownerAfterImport = async () => {
        await desk.import(input, mapping);
        return (await desk.events()).at(-1)?.data;
      };
      desk.put('teams.csv', 'person,team\nAna,East\n');
      expect(await ownerAfterImport()).toMatchObject({ opportunityId: 'D-1', ownerId: 'East' });
      desk.put('elsewhere/teams.csv', 'person,team\nAna,West\n');
      desk.put('elsewhere/deals.csv', deals.replace('D-1', 'D-2'));
      expect(await ownerAfterImport()).toMatchObject({ opportunityId: 'D-2', ownerId: 'West' });
    })());
});

describe('an input that is wrong is refused, and nothing is stored', () => {
  it.each([
    ['that is empty', '', 'deals.csv: the file is empty'],
    ['with two columns of one name', 'deal,deal\n', 'deals.csv:1: two columns are named deal'],
    ['with a column without a name', 'deal,,x\n', 'deals.csv:1: column 2 has no name'],
    [
      'with a broken quote after many good rows',
      `${deals}${'D-2,Ana,10,2024-01-02,\n'.repeat(5_000)}"D-3,Ana,10,2024-01-02,\n`,
      'deals.csv:5003: column 1 (deal): the record that begins here has a quote that is never closed',
    ],
  ])('%s', async (_, input, message) => {
    await atDesk(async (desk) =>
      expect(await errorOf(desk, dealMapping, input)).toContain(message),
    )();
  });

  it('that is not there', () =>
    atDesk(async (desk) => {
      const mapping = desk.put('mapping.yaml', dealMapping);
      await expect(desk.import(desk.path('none.csv'), mapping)).rejects.toMatchObject({
        code: 'import/file',
      });
      const input = desk.put('deals.csv', deals);
      await expect(desk.import(input, desk.path('none.yaml'))).rejects.toMatchObject({
        code: 'import/file',
      });
    })());
});

it(
  'the mapping that the reference begins with imports what it says',
  atDesk(async (desk) => {
    const reference = readFileSync(
      join(__dirname, '..', '..', '..', 'docs', 'reference', 'mapping.md'),
      'utf8',
    );
    const [, mapping = ''] = /```yaml\n([\s\S]*?)```/.exec(reference) ?? [];
    const input = desk.put('deals.csv', deals.replace('02,', '02,2024-03-04'));
    await desk.import(input, desk.put('mapping.yaml', mapping));
    expect((await desk.events()).map(({ type }) => type)).toEqual([
      'OpportunityOpened',
      'OpportunityLost',
    ]);
  }),
);
