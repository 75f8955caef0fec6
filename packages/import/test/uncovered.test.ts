import { addedUncovered, uncoveredCounts } from '../src/run/uncovered.ts';
import { atDesk, type Desk } from './desk.ts';

const stages = (more = '', conditions = '{ column: stage, equals: Won }') => `
name: deals
key: deal
${more}
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { column: deal }
      ownerId: Ana
      pipeline: { pipelineId: sales, version: 1, steps: [talk] }
      at: 2024-01-01
  - command: LoseOpportunity
    when: ${conditions}
    fields: { opportunityId: { column: deal }, reason: price, at: 2024-01-02 }
`;

const uncoveredOf = async (desk: Desk, mapping: string, ...texts: readonly string[]) => {
  const rows = texts.map((text, index) => `D-${index},${text}\n`).join('');
  const input = desk.put('deals.csv', `deal,stage\n${rows}`);
  const { uncovered } = await desk.import(input, desk.put('mapping.yaml', mapping));
  return uncovered;
};

describe('a text that no condition knows', () => {
  it(
    'is told with its column and how many rows have it, the most frequent first',
    atDesk(async (desk) => {
      const texts = ['Won', 'Closed-Won', 'Closed won', 'Closed won', 'Closed\u200b  won', ''];
      const uncovered = [
        { column: 'stage', value: 'Closed won', rows: 3 },
        { column: 'stage', value: 'Closed-Won', rows: 1 },
      ];
      expect(await uncoveredOf(desk, stages(), ...texts)).toEqual(uncovered);
      // A second run finds nothing new, and says the same of the file.
      expect(await uncoveredOf(desk, stages(), ...texts)).toEqual(uncovered);
    }),
  );

  it.each([
    ['a condition lets it lead to nothing', '', '{ column: stage, equals: Won, ignore: [Open] }'],
    [
      'another condition knows it',
      '',
      '[{ column: stage, equals: Won }, { not: { column: stage, oneOf: [Open] } }]',
    ],
    [
      'its source declares it',
      'values: { stage: { column: stage, oneOf: [Won, Open] } }',
      '{ value: $stage, equals: Won }',
    ],
    [
      'its source lets it lead to nothing',
      'values: { stage: { column: stage, ignore: [Open] } }',
      '{ value: $stage, equals: Won }',
    ],
    [
      'a condition in another form knows it',
      'values: { stage: { column: stage, aliases: { Open: open } } }',
      '{ any: [{ value: $stage, equals: open }, { column: stage, equals: Won }] }',
    ],
    ['it is asked for whether it is there at all', '', '{ column: stage, present: true }'],
  ])('is not where %s', async (_, values, conditions) => {
    await atDesk(async (desk) =>
      expect(await uncoveredOf(desk, stages(values, conditions), 'Open', 'Won')).toEqual([]),
    )();
  });

  it(
    'that several conditions compare after their aliases is told once',
    atDesk(async (desk) => {
      const values = 'values: { stage: { column: stage, aliases: { Lost: lost } } }';
      const conditions =
        '{ any: [{ value: $stage, equals: lost }, { column: stage, equals: Won }] }';
      expect(await uncoveredOf(desk, stages(values, conditions), 'Open', 'Lost')).toEqual([
        { column: 'stage', value: 'Open', rows: 1 },
      ]);
    }),
  );

  it('is told apart from a hundred others, and counted with all further ones', () => {
    const counts = uncoveredCounts();
    for (let row = 0; row < 250; row++)
      counts.add([
        { column: 'stage', value: `S${row % 125}` },
        { column: 'x', value: 'y'.repeat(500) },
      ]);
    const list = counts.list();
    expect(list.filter(({ column }) => column === 'stage')).toHaveLength(101);
    expect(list[0]).toEqual({ column: 'stage', value: 'S0', rows: 2 });
    expect(list[100]).toEqual({ column: 'stage', rows: 50 });
    expect(list[101]).toEqual({ column: 'x', value: 'y'.repeat(200), rows: 250 });
  });
});

it('texts of two files are counted together where their column is the same', () => {
  expect(
    addedUncovered(
      [
        { column: 'stage', value: 'Open', rows: 2 },
        { column: 'stage', rows: 1 },
      ],
      [
        { column: 'stage', value: 'Open', rows: 3 },
        { column: 'status', value: 'Open', rows: 1 },
      ],
    ),
  ).toEqual([
    { column: 'stage', value: 'Open', rows: 5 },
    { column: 'stage', rows: 1 },
    { column: 'status', value: 'Open', rows: 1 },
  ]);
});

it(
  'running numbers count every row of the file, also those that were imported before',
  atDesk(async (desk) => {
    const mapping = `
name: offers
key: [case, day]
values: { n: { running: { within: case } } }
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { template: "{case}/{$n}" }
      ownerId: Ana
      pipeline: { pipelineId: sales, version: 1, steps: [talk] }
      at: { column: day }
`;
    const rows = ['A,2024-01-01', 'A,2024-01-01', 'B,2024-01-01', 'A,soon', 'A,2024-01-03'];
    const ids = async () => (await desk.events()).map(({ stream }) => stream).sort();
    const run = (lines: readonly string[]) =>
      desk.import(
        desk.put('offers.csv', `case,day\n${lines.join('\n')}\n`),
        desk.put('mapping.yaml', mapping),
      );
    expect(await run(rows)).toMatchObject({ rejected: 1, duplicates: 1, events: 3 });
    expect(await ids()).toEqual(['opportunity-A/1', 'opportunity-A/3', 'opportunity-B/1']);
    // A row that was rejected before is counted all the same. None is passed over as known: what a
    // numbered row becomes depends on the rows before it.
    expect(await run([...rows, 'A,2024-01-04'])).toMatchObject({ known: 0, skipped: 1, events: 1 });
    expect(await ids()).toContain('opportunity-A/4');
  }),
);
