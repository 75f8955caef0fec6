import { meant } from '../src/nearest.ts';
import { atDesk, dealMapping } from './desk.ts';
import { given } from './given.ts';

/** An opening whose fields are written in some way. */
const opening = (fields: string) =>
  given({
    columns: ['deal', 'owner', 'value', 'day'],
    mapping: `
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { column: deal }
      ownerId: { column: owner }
${fields}
      expectedValue: { column: value, currency: EUR }
      at: { column: day }
`,
  });

const pipeline = { pipelineId: 'sales', version: 1, steps: ['talk', 'offer'] };

describe('fields inside others', () => {
  it.each([
    [
      'by their paths',
      '      pipeline.pipelineId: sales\n      pipeline.version: 1\n      pipeline.steps: [talk, offer]',
    ],
    [
      'inside one another',
      '      pipeline: { pipelineId: sales, version: 1, steps: [talk, offer] }',
    ],
    [
      'both ways',
      '      pipeline: { pipelineId: sales, version: 1 }\n      pipeline.steps: [talk, offer]',
    ],
    [
      'as a constant',
      '      pipeline: { constant: { pipelineId: sales, version: 1, steps: [talk, offer] } }',
    ],
  ])('are written %s', (_, fields) => {
    expect(opening(fields).row('D', 'Ana', '5', '2024-01-01')).toMatchObject([
      { data: { pipeline } },
    ]);
  });

  it('draw on the row, in lists too', () => {
    const { row } = given({
      columns: ['what', 'how_many'],
      mapping: `
rows:
  - command: RegisterInquiry
    fields:
      inquiryId: INQ-7
      partyId: X
      channel: phone
      items: [{ itemId: 1, description: { column: what }, quantity: { column: how_many, type: decimal }, asks: [price] }]
      at: 2024-01-01
`,
    });
    expect(row('desk', '2')).toMatchObject([
      { data: { items: [{ itemId: '1', description: 'desk', quantity: '2', asks: ['price'] }] } },
    ]);
  });

  it.each([
    [
      '      pipeline: { pipelineid: sales }',
      'mapping.yaml:8:19: rows[0].fields.pipeline.pipelineid: OpenOpportunity has no such field; did you mean pipelineId?',
    ],
    [
      '      pipeline: { pipelineId: sales, version: 1 }',
      'rows[0].fields: OpenOpportunity needs the field pipeline.steps',
    ],
    [
      '      pipeline: { pipelineId: sales, version: 1, steps: [talk] }\n      pipeline.version: 2',
      'rows[0].fields.pipeline.version: the field pipeline.version stands twice',
    ],
    [
      '      pipeline: { pipelineId: { column: pipe }, version: 1, steps: [talk] }',
      'rows[0].fields.pipeline.pipelineId.column: no column pipe in rows.csv, which has deal, owner',
    ],
    ['      pipeline: {}', 'rows[0].fields.pipeline: expected exactly one of column, constant'],
  ])('%s is a mistake', (fields, message) => {
    expect(() => opening(fields)).toThrow(message);
  });
});

describe('a row with several cells that cannot be read', () => {
  const nested = '      pipeline: { pipelineId: sales, version: 1, steps: [talk] }';

  it('says all of them at once', () => {
    expect(opening(nested).row('D', '', 'much', 'soon')).toBe(
      'import/missing-value: OpenOpportunity.ownerId: column owner is empty; OpenOpportunity.expectedValue: column value: expected a number such as 12.5, found "much"; OpenOpportunity.at: column day: expected a date or date-time in ISO 8601, found "soon"',
    );
  });

  it('says a cell once that several commands need', () => {
    const { row } = given({
      columns: ['deal', 'net', 'won'],
      mapping: `
values: { net: { column: net, type: money, currency: EUR } }
rows:
  - command: ReviseOpportunityValue
    fields: { opportunityId: { column: deal }, expectedValue: $net, at: { column: won } }
  - command: WinOpportunity
    fields:
      opportunityId: { column: deal }
      value: { net: $net, margin: $net, netOfUnknownCost: $net }
      at: { column: won }
`,
    });
    expect(row('D', 'much', '2024-01-01')).toBe(
      'import/wrong-value: ReviseOpportunityValue.expectedValue: column net: expected a number such as 12.5, found "much"',
    );
    expect(row('D', 'much', 'soon')).toBe(
      'import/wrong-value: ReviseOpportunityValue.expectedValue: column net: expected a number such as 12.5, found "much"; ReviseOpportunityValue.at: column won: expected a date or date-time in ISO 8601, found "soon"',
    );
  });
});

describe('a name that there is not', () => {
  const known = ['opportunityId', 'ownerId', 'expectedValue', 'Straße', 'close_date', 'stage'];

  it.each([
    ['ownerid', 'ownerId'],
    ['onwerId', 'ownerId'],
    ['owner', 'ownerId'],
    ['Close Date', 'close_date'],
    ['Strase', 'Straße'],
    ['expectdValue', 'expectedValue'],
    ['stages', 'stage'],
    ['value', 'expectedValue'],
  ])('%s may have been meant as %s', (name, near) => {
    expect(meant(name, known)).toBe(`; did you mean ${near}?`);
  });

  it.each(['agent', 'st', 'x', 'val', 'stogo'])('%s is near nothing', (name) => {
    expect(meant(name, known)).toBe('');
  });

  it('is near all that are equally near', () => {
    expect(meant('stagea', ['stage1', 'stage2', 'stages-of-old'])).toBe(
      '; did you mean stage1 or stage2?',
    );
  });

  it.each([
    ['values: { owner: x }', '$onwer', 'no value $onwer; did you mean $owner?'],
    [
      'files: { people: { file: people.csv, key: id } }',
      '{ column: name, of: peple, by: x }',
      'no file peple',
    ],
    ['', '{ colunm: owner }', 'colunm: unknown key; did you mean column?'],
    ['', '{ column: Owner }', 'no column Owner in rows.csv; did you mean owner?'],
  ])('with %s, %s is told with the nearest', (settings, source, message) => {
    expect(() =>
      given({
        columns: ['owner'],
        mapping: `${settings}
rows: [{ command: ReopenOpportunity, fields: { opportunityId: ${source}, reason: error, at: 2024-01-01 } }]
`,
      }),
    ).toThrow(message);
  });
});

it.each([
  [
    '      reason: prise',
    'rows[1].fields.reason: Invalid option: expected one of',
    'did you mean price?',
  ],
])('a constant that there is not, %s, is told with the nearest', (reason, message, near) => {
  const mapping = dealMapping.replace('      reason: unspecified', reason);
  const wrong = () =>
    given({
      columns: ['deal', 'owner', 'value', 'opened', 'lost'],
      mapping: mapping.replace('name: deals', ''),
    });
  expect(wrong).toThrow(message);
  expect(wrong).toThrow(near);
});

it(
  'a joined file that there is not is told with the nearest',
  atDesk(async (desk) => {
    desk.put('teams.csv', 'person,team\nAna,East\n');
    const input = desk.put('deals.csv', 'deal,owner,value,opened,lost\n');
    const joining = (files: string, each: string) =>
      desk.put(
        'mapping.yaml',
        dealMapping.replace(
          'rows:',
          `files: { ${files} }\nsetup: [{ command: CreateTeam, each: ${each}, fields: { teamId: { column: team }, name: x, at: 2024-01-01 } }]\nrows:`,
        ),
      );
    await expect(
      desk.import(input, joining('teams: { file: team.csv, key: person }', 'teams')),
    ).rejects.toThrow('nor beside the mapping; did you mean teams.csv?');
    await expect(
      desk.import(input, joining('teams: { file: teams.csv, key: person }', 'taems')),
    ).rejects.toThrow("no file taems in the mapping's files; did you mean teams?");
  }),
);

it(
  'leads without an owner come in, of sources of one’s own too, and are assigned where a row says to whom',
  atDesk(async (desk) => {
    const mapping = `
name: leads
key: lead
rows:
  - command: CaptureLead
    fields:
      leadId: { column: lead }
      partyId: { template: "contact-{lead}" }
      source: { column: source, aliases: { Web: webinar, "*": podcast } }
      ownSources: [podcast]
      at: { column: created }
  - command: AssignLead
    when: { column: owner, present: true }
    fields: { leadId: { column: lead }, salespersonId: { column: owner }, at: { column: created } }
`;
    const input = desk.put(
      'leads.csv',
      'lead,source,owner,created\nL-1,Web,,2024-01-01\nL-2,Our show,Ana,2024-01-02\n',
    );
    const result = await desk.import(input, desk.put('mapping.yaml', mapping));
    expect(result).toMatchObject({ rows: 2, rejected: 0, events: 3 });
    expect((await desk.events()).map(({ type, data }) => ({ type, data }))).toMatchObject([
      { type: 'LeadCaptured', data: { leadId: 'L-1', source: 'webinar' } },
      { type: 'LeadCaptured', data: { leadId: 'L-2', source: 'podcast' } },
      { type: 'LeadAssigned', data: { leadId: 'L-2', salespersonId: 'Ana' } },
    ]);
  }),
);

it(
  'a deal that is won on the day on which it was created is won, at its opening or later',
  atDesk(async (desk) => {
    const mapping = (close: string) => `
name: deals
key: deal
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { column: deal }
      ownerId: Ana
      pipeline: { pipelineId: sales, version: 1, steps: [talk] }
      at: { column: created }
  - command: LoseOpportunity
    fields: { opportunityId: { column: deal }, reason: price, at: ${close} }
`;
    const lostAt = async (deal: string, close: string) => {
      const input = desk.put(
        'deals.csv',
        `deal,created,close\n${deal},2024-03-05T10:15:00Z,2024-03-05\n`,
      );
      await desk.import(input, desk.put('mapping.yaml', mapping(close)));
      return (await desk.events()).at(-1)?.metadata.occurredAt;
    };
    const opened = '2024-03-05T10:15:00.000Z';
    expect(await lostAt('D-1', '{ column: close }')).toBe(opened);
    expect(await lostAt('D-2', '{ column: close, notBefore: { column: created } }')).toBe(opened);
    expect(await lostAt('D-3', '{ column: close, day: end }')).toBe('2024-03-05T23:59:59.999Z');
  }),
);
