import { columnsOf } from '../src/table/header.ts';
import type { JoinedRows } from '../src/table/joined-rows.ts';
import { becomes, field, given } from './given.ts';

/** A mapping whose `at` comes from a source over some columns. */
const dated = (columns: readonly string[], source: string, settings = '') =>
  given({
    columns,
    mapping: `${settings}
rows:
  - command: ReopenOpportunity
    fields: { opportunityId: D, reason: error, at: ${source} }
`,
  });

const atOf = (row: ReturnType<ReturnType<typeof dated>['row']>): unknown =>
  typeof row === 'string' ? row : new Map(Object.entries(row[0]?.data ?? {})).get('at');

describe('a day among instants', () => {
  const days = (reading: string, settings = 'zone: Europe/Bucharest') =>
    dated(['close', 'created'], `{ column: close${reading} }`, settings);
  const at = (reading: string, close: string, created: string) =>
    atOf(days(reading).row(close, created));
  const latest = (reading: string, close: string, created: string) => {
    const row = days(reading).plan([close, created]);
    return row.readable ? row.commands[0]?.atLatest : row.reason;
  };

  it('is its start, or its end where the mapping says so', () => {
    expect(at('', '2024-03-05', '')).toBe('2024-03-04T22:00:00.000Z');
    expect(at(', day: start', '2024-03-05', '')).toBe('2024-03-04T22:00:00.000Z');
    expect(at(', day: end', '2024-03-05', '')).toBe('2024-03-05T21:59:59.999Z');
    expect(at(', day: end', '2024-03-05 10:00', '')).toBe('2024-03-05T08:00:00.000Z');
    expect(at(', day: end, time: ignore', '2024-03-05 10:00', '')).toBe('2024-03-05T21:59:59.999Z');
  });

  const notBefore = ', notBefore: { column: created }';

  it('is not before another time of that day', () => {
    expect(at(notBefore, '2024-03-05', '2024-03-05T10:15:00Z')).toBe('2024-03-05T10:15:00.000Z');
    // The last millisecond of the day in its zone, and the first of the next.
    expect(at(notBefore, '2024-03-05', '2024-03-05T21:59:59.999Z')).toBe(
      '2024-03-05T21:59:59.999Z',
    );
    for (const other of ['2024-03-05T22:00:00Z', '2024-03-04T21:00:00Z', '2024-03-05', ''])
      expect(at(notBefore, '2024-03-05', other)).toBe('2024-03-04T22:00:00.000Z');
  });

  it('with a time of its own stays as it is', () => {
    expect(at(notBefore, '2024-03-05 09:00', '2024-03-05T10:15:00Z')).toBe(
      '2024-03-05T07:00:00.000Z',
    );
  });

  it('may be any time of the day all the same (B21)', () => {
    expect(latest(notBefore, '2024-03-05', '2024-03-05T10:15:00Z')).toBe(
      '2024-03-05T21:59:59.999Z',
    );
    expect(latest(notBefore, '2024-03-05 09:00', '2024-03-05T10:15:00Z')).toBe(
      '2024-03-05T07:00:00.000Z',
    );
    expect(latest('', '2024-03-05', '')).toBe('2024-03-05T21:59:59.999Z');
    expect(latest(', zone: Asia/Tokyo', '2024-03-05', '')).toBe('2024-03-05T14:59:59.999Z');
    const named = dated(
      ['close'],
      '$close',
      'zone: Europe/Bucharest\nvalues: { close: { column: close, zone: Asia/Tokyo } }',
    ).plan(['2024-03-05']);
    expect(named).toMatchObject({ commands: [{ atLatest: '2024-03-05T14:59:59.999Z' }] });
  });

  it('is so where it is one of several sources too', () => {
    const chosen = (source: string, close: string, created: string) => {
      const row = dated(['close', 'created'], source).plan([close, created]);
      return row.readable ? [row.commands[0]?.data, row.commands[0]?.atLatest] : row.reason;
    };
    const day = '{ column: close, notBefore: { column: created } }';
    const created = '2024-03-05T10:15:00.000Z';
    const meant = [expect.objectContaining({ at: created }), '2024-03-05T23:59:59.999Z'];
    for (const source of [
      `{ coalesce: [${day}, { column: created }] }`,
      `{ maximum: [${day}, 2024-01-01] }`,
      `{ column: close, notBefore: { column: created }, default: 2024-01-01 }`,
    ])
      expect(chosen(source, '2024-03-05', created)).toEqual(meant);
    // Of the other source's instant nobody says that it is a day.
    expect(chosen(`{ coalesce: [${day}, { column: created }] }`, '', created)).toEqual([
      expect.objectContaining({ at: created }),
      created,
    ]);
  });

  it('says whose cell is at fault', () => {
    expect(at(notBefore, '2024-03-05', 'soon')).toBe(
      'import/wrong-value: ReopenOpportunity.at: column created: expected a date or date-time in ISO 8601, found "soon"',
    );
  });

  it.each([
    [', day: end, notBefore: { column: created }', 'expected it beside the start of the day'],
    [', type: text, day: end', 'expected it beside dates only'],
    [', day: noon', 'at.day: '],
    [', notBefore: { column: crated }', 'no column crated in rows.csv; did you mean created?'],
  ])('%s is a mistake', (reading, message) => {
    expect(() => days(reading)).toThrow(message);
  });

  it('is no instant for a field that holds dates', () => {
    expect(() =>
      given({
        columns: ['from'],
        mapping:
          'rows: [{ command: JoinTeam, fields: { teamId: T, salespersonId: S, from: { column: from, day: end }, at: 2024-01-01 } }]',
      }),
    ).toThrow('day does not fit here: the field holds a date');
  });
});

describe('a date that is moved', () => {
  const moved = (plus: string, ...cells: readonly string[]) =>
    atOf(dated(['from', 'days'], `{ column: from, plus: ${plus} }`).row(...cells));

  it.each([
    ['{ days: 30 }', '2024-03-05', '2024-04-04T00:00:00.000Z'],
    ['{ days: -5 }', '2024-03-05', '2024-02-29T00:00:00.000Z'],
    ['{ months: 1 }', '2024-01-31', '2024-02-29T00:00:00.000Z'],
    ['{ months: -13, days: 1 }', '2024-03-31', '2023-03-01T00:00:00.000Z'],
    ['{ days: 1 }', '2024-03-05 10:15', '2024-03-06T10:15:00.000Z'],
  ])('by %s from %s', (plus, cell, instant) => {
    expect(moved(plus, cell, '')).toBe(instant);
  });

  it('may be moved by what the row says, and has no value where the row says nothing', () => {
    expect(moved('{ days: { column: days } }', '2024-03-05', '14')).toBe(
      '2024-03-19T00:00:00.000Z',
    );
    expect(moved('{ days: { column: days } }', '2024-03-05', '')).toContain(
      'import/missing-value: ReopenOpportunity.at: column from is empty',
    );
    expect(moved('{ days: { column: days, default: 0 } }', '2024-03-05', '')).toBe(
      '2024-03-05T00:00:00.000Z',
    );
    expect(moved('{ days: { column: days } }', '2024-03-05', 'x')).toContain(
      'column days: expected a whole number, found "x"',
    );
    expect(moved('{ days: { column: days } }', '2024-03-05', '40001')).toContain(
      'expected at most 40000 days or months',
    );
  });
});

describe('a default', () => {
  const either = (more: string, ...cells: readonly string[]) =>
    atOf(dated(['close', 'created'], `{ column: close${more} }`).row(...cells));

  it('may be another source, that is read the same way unless it says otherwise', () => {
    const more = ', format: dd.MM.yyyy, default: { column: created }';
    expect(either(more, '05.03.2024', '')).toBe('2024-03-05T00:00:00.000Z');
    expect(either(more, '', '06.03.2024')).toBe('2024-03-06T00:00:00.000Z');
    expect(either(more, '', '2024-03-06')).toContain(
      'column created: expected a date or date-time',
    );
    const other = ', format: dd.MM.yyyy, default: { column: created, format: iso }';
    expect(either(other, '', '2024-03-06')).toBe('2024-03-06T00:00:00.000Z');
    expect(either(other, '', '')).toContain('column close, or else column created is empty');
  });

  it('does not stand for a cell that cannot be read', () => {
    expect(either(', default: { column: created }', 'soon', '2024-03-06')).toContain(
      'column close: expected a date or date-time in ISO 8601, found "soon"',
    );
  });

  it('may be text for a condition and for an amount', () => {
    const { row } = given({
      columns: ['stage', 'was', 'price', 'list'],
      mapping: `
values: { stage: { column: stage, default: { column: was } } }
rows:
  - command: ReviseOpportunityValue
    when: { value: $stage, equals: Won }
    fields:
      opportunityId: D
      expectedValue: { column: price, currency: EUR, default: { column: list } }
      at: 2024-01-01
`,
    });
    expect(row('', 'Won', '', '5')).toMatchObject([{ data: { expectedValue: { amount: 500 } } }]);
    expect(row('Won', '', '7', '5')).toMatchObject([{ data: { expectedValue: { amount: 700 } } }]);
    expect(row('Lost', 'Won', '7', '5')).toEqual([]);
  });
});

describe('one of several sources', () => {
  const of = (source: string, ...cells: readonly string[]) =>
    atOf(dated(['a', 'b', 'c'], source).row(...cells));

  it('is the first that has a value', () => {
    const first = '{ coalesce: [{ column: a }, { column: b, format: dd.MM.yyyy }, 2024-01-01] }';
    expect(of(first, '2024-03-01', '02.03.2024', '')).toBe('2024-03-01T00:00:00.000Z');
    expect(of(first, '', '02.03.2024', '')).toBe('2024-03-02T00:00:00.000Z');
    expect(of(first, '', '', '')).toBe('2024-01-01T00:00:00.000Z');
    expect(of(first, '', 'x', '')).toContain(
      'column b: expected a date or date-time in the format',
    );
  });

  it('is the earliest or the latest of those that have a value', () => {
    const all = '[{ column: a }, { column: b }, { column: c }]';
    expect(of(`{ minimum: ${all} }`, '2024-03-02', '', '2024-03-01')).toBe(
      '2024-03-01T00:00:00.000Z',
    );
    expect(of(`{ maximum: ${all} }`, '2024-03-02', '', '2024-03-01')).toBe(
      '2024-03-02T00:00:00.000Z',
    );
    expect(of(`{ minimum: ${all} }`, '', '', '')).toContain(
      'the minimum of column a and column b and column c is empty',
    );
    expect(of(`{ minimum: ${all}, default: 2024-01-01 }`, '', '', '')).toBe(
      '2024-01-01T00:00:00.000Z',
    );
    expect(of(`{ maximum: ${all} }`, '2024-03-02', 'x', '')).toContain('column b: expected');
    expect(of(`{ maximum: ${all}, format: dd.MM.yyyy, day: end }`, '02.03.2024', '', '')).toBe(
      '2024-03-02T23:59:59.999Z',
    );
  });

  it('is the smallest or the largest amount, in one currency', () => {
    const amount = (choice: string, cell: string, other: string, currency = 'EUR') =>
      becomes(
        field(
          'expectedValue',
          `{ ${choice}: [{ column: cell, currency: EUR }, { column: other, currency: ${currency} }] }`,
        ),
        'expectedValue',
        cell,
        other,
      );
    expect(amount('minimum', '9.5', '10')).toMatchObject({ amount: 950 });
    expect(amount('maximum', '9.5', '10')).toMatchObject({ amount: 1_000 });
    expect(amount('maximum', '9.5', '')).toMatchObject({ amount: 950 });
    expect(amount('maximum', '9.5', '10', 'USD')).toContain(
      'expected amounts in one currency to compare',
    );
  });

  it('is compared as numbers where it is a decimal', () => {
    const { row } = given({
      columns: ['a', 'b'],
      mapping:
        'rows: [{ command: PublishExchangeRate, fields: { from: USD, to: EUR, rate: { maximum: [{ column: a }, { column: b }], type: decimal }, rateDate: 2024-01-01, source: bank, at: 2024-01-01 } }]',
    });
    expect(row('10', '9.5')).toMatchObject([{ data: { rate: '10' } }]);
  });

  it.each([
    ['{ coalesce: [{ column: a }] }', 'at.coalesce: expected at least 2 items'],
    ['{ coalesce: [{ column: a }, { column: x }] }', 'at.coalesce[1].column: no column x'],
    ['{ coalesce: [$a, $b], column: a }', 'expected exactly one of column, constant'],
    ['{ minimum: [$a, $b], aliases: { x: y } }', 'expected it beside each of the sources'],
    ['$a', 'values.a: $a leads back to itself'],
  ])('%s is a mistake', (source, message) => {
    const values =
      'values: { a: { column: a, default: $b }, b: { coalesce: [$a, { column: b }] } }';
    expect(() => dated(['a', 'b'], source, values)).toThrow(message);
  });

  it('is no text that can be compared', () => {
    const { message } = (() => {
      try {
        given({
          columns: ['a', 'b'],
          mapping: `
values: { late: { maximum: [{ column: a }, { column: b }] } }
rows: [{ command: ReopenOpportunity, when: { value: $late, equals: x }, fields: { opportunityId: D, reason: error, at: 2024-01-01 } }]
`,
        });
        return new Error('no error');
      } catch (error) {
        return error as Error;
      }
    })();
    expect(message).toContain('values.late.maximum: expected text or a source of text');
    expect(() =>
      given({
        columns: ['a', 'b'],
        mapping:
          'rows: [{ command: ReopenOpportunity, fields: { opportunityId: { minimum: [{ column: a }, { column: b }] }, reason: error, at: 2024-01-01 } }]',
      }),
    ).toThrow('expected dates, numbers or amounts to compare: the field holds text');
  });
});

describe('a template', () => {
  it('may hold values of the mapping', () => {
    const { row } = given({
      columns: ['case', 'who'],
      mapping: `
values: { who: { column: who, aliases: { A.: Ana } } }
rows: [{ command: ReopenOpportunity, fields: { opportunityId: { template: "{case}/{$who}" }, reason: error, at: 2024-01-01 } }]
`,
    });
    expect(row('7', 'A.')).toMatchObject([{ data: { opportunityId: '7/Ana' } }]);
    expect(row('7', '')).toContain('the template {case}/{$who} is empty');
  });
});

describe('texts that a source knows', () => {
  const stages = (stage: string, when = '{ value: $stage, equals: won }') =>
    given({
      columns: ['stage', 'other'],
      mapping: `
values: { stage: { column: stage, ${stage} } }
rows:
  - command: ReopenOpportunity
    when: ${when}
    fields: { opportunityId: D, reason: error, at: 2024-01-01 }
`,
    });
  const issued = (row: unknown) =>
    typeof row === 'string' ? row : Array.isArray(row) && row.length > 0;

  it('may be all others as well', () => {
    const { row } = stages(
      'aliases: { Closed Won: won, "*": open }',
      '{ value: $stage, equals: open }',
    );
    expect(issued(row('Negotiation', ''))).toBe(true);
    expect(issued(row('Closed Won', ''))).toBe(false);
    expect(issued(row('', ''))).toBe(false);
  });

  it('reject every other text where they are declared', () => {
    const { row } = stages('aliases: { Closed Won: won }, oneOf: [won, open], ignore: [lost]');
    expect(issued(row('Closed Won', ''))).toBe(true);
    for (const text of ['open', 'lost', '']) expect(issued(row(text, ''))).toBe(false);
    expect(row('Closed won', '')).toBe(
      'import/wrong-value: ReopenOpportunity, when: column stage: expected one of won, open, found "Closed won"',
    );
  });
});

describe('a condition', () => {
  const issued = (when: string, ...cells: readonly string[]) => {
    const row = given({
      columns: ['stage', 'amount'],
      mapping: `rows: [{ command: ReopenOpportunity, when: ${when}, fields: { opportunityId: D, reason: error, at: 2024-01-01 } }]`,
    }).row(...cells);
    return typeof row === 'string' ? row : row.length > 0;
  };

  it('may be turned round', () => {
    const when = '{ not: { column: stage, oneOf: [Lost, Void] } }';
    expect(issued(when, 'Won', '')).toBe(true);
    expect(issued(when, '', '')).toBe(true);
    expect(issued(when, 'Lost', '')).toBe(false);
  });

  it('may be one of several', () => {
    const when =
      '[{ any: [{ column: stage, equals: Won }, { not: { column: amount, present: false } }] }, { not: { column: stage, equals: Lost } }]';
    expect(issued(when, 'Won', '')).toBe(true);
    expect(issued(when, 'Open', '5')).toBe(true);
    expect(issued(when, 'Open', '')).toBe(false);
    expect(issued(when, 'Lost', '5')).toBe(false);
  });

  it.each([
    ['{ not: { column: stage, equals: x }, column: stage }', 'not: expected nothing beside it'],
    ['{ any: [{ column: stage, equals: x }] }', 'any: expected at least 2 items'],
    ['{ column: stage, present: true, ignore: [x] }', 'ignore: expected it beside equals or oneOf'],
    ['{ not: { column: stage } }', 'expected exactly one of equals, oneOf, present'],
    ['{ column: stage, equal: x }', 'equal: unknown key; did you mean equals?'],
  ])('%s is a mistake', (when, message) => {
    expect(() => issued(when)).toThrow(message);
  });
});

describe('a key that a joined file does not have', () => {
  const contacts: JoinedRows = {
    file: 'contacts.csv',
    key: 'phone',
    columns: columnsOf('contacts.csv', ['phone', 'name']),
    rows: new Map([['1', { line: 2, cells: ['1', 'Ana'] }]]),
  };
  const calls = (missing: string, when = '{ value: $name, present: true }') =>
    given({
      columns: ['phone'],
      joined: new Map([['contacts', contacts]]),
      mapping: `
files: { contacts: { file: contacts.csv, key: phone } }
values: { name: { column: name, of: contacts, by: { column: phone }${missing} } }
rows:
  - command: ReopenOpportunity
    when: ${when}
    fields: { opportunityId: D, reason: error, at: 2024-01-01 }
`,
    });

  it('rejects the row, in a condition too', () => {
    expect(calls('').row('1')).toHaveLength(1);
    expect(calls('').row('2')).toBe(
      'import/wrong-value: ReopenOpportunity, when: column name of contacts.csv: expected a phone of contacts.csv, found 2',
    );
    // Nothing is looked up where there is no key.
    expect(calls('').row('')).toEqual([]);
  });

  it('counts as empty where the mapping says so', () => {
    expect(calls(', missing: empty').row('2')).toEqual([]);
    expect(calls(', missing: empty', '{ value: $name, present: false }').row('2')).toHaveLength(1);
    expect(calls(', default: Ana', '{ value: $name, equals: Ana }').row('2')).toHaveLength(1);
  });

  it('is not asked for where a condition before it does not hold', () => {
    const when = '[{ column: phone, equals: 3 }, { value: $name, present: true }]';
    expect(calls('', when).row('2')).toEqual([]);
    expect(calls('', when).row('3')).toContain('expected a phone of contacts.csv, found 3');
  });

  it('makes one of several conditions unreadable unless another holds', () => {
    const when = '{ any: [{ value: $name, present: true }, { column: phone, equals: 3 }] }';
    expect(calls('', when).row('3')).toHaveLength(1);
    expect(calls('', when).row('2')).toContain('expected a phone of contacts.csv, found 2');
  });

  it('can be missing beside a joined file only', () => {
    expect(() => dated(['a'], '{ column: a, missing: empty }')).toThrow(
      'expected it beside a column of a joined file',
    );
  });
});

describe('a running number', () => {
  const offers = (rows: string, sort = '') =>
    given({
      columns: ['case', 'activity', 'day'],
      mapping: `
key: [case, day]
${sort}
values:
  offer: { running: { within: case, counts: { column: activity, equals: offer } } }
rows:
${rows}
`,
    });
  const sent = `
  - command: ReopenOpportunity
    fields: { opportunityId: { template: "{case}/{$offer}" }, reason: error, at: { column: day } }
`;
  const idOf = (row: unknown) => (Array.isArray(row) ? row[0].data.opportunityId : row);

  it('says how many rows of its group counted up to and including the row', () => {
    const { row } = offers(sent);
    const rows = [
      ['A', 'call', 'A/0'],
      ['A', 'offer', 'A/1'],
      ['B', 'offer', 'B/1'],
      ['A', 'accept', 'A/1'],
      ['A', 'offer', 'A/2'],
      ['B', 'accept', 'B/1'],
    ];
    for (const [group = '', activity = '', id] of rows)
      expect(idOf(row(group, activity, '2024-01-01'))).toBe(id);
  });

  it('counts rows that cannot be read, and none of another length', () => {
    const { row } = offers(sent);
    expect(row('A', 'offer', 'soon')).toContain('found "soon"');
    expect(row('A', 'offer')).toBe('import/cells: 2 cells, but the header has 3');
    expect(row('A', 'offer', '2024-01-01', '')).toBe('import/cells: 4 cells, but the header has 3');
    expect(idOf(row('A', 'offer', '2024-01-01'))).toBe('A/2');
  });

  it('is the same however the group is spelt, and there is none without a group', () => {
    const { row } = offers(sent);
    expect(idOf(row('Café', 'offer', '2024-01-01'))).toBe('Café/1');
    expect(idOf(row('Cafe\u0301', 'offer', '2024-01-01'))).toContain('/2');
    expect(row('', 'offer', '2024-01-01')).toContain('is empty');
  });

  it('counts every row where nothing is said, and leaves the ids of rows as they are', () => {
    const numbered = given({
      columns: ['case'],
      mapping:
        'rows: [{ command: ReopenOpportunity, fields: { opportunityId: { running: { within: [case] } }, reason: error, at: 2024-01-01 } }]',
    });
    expect(idOf(numbered.row('A'))).toBe('1');
    const [one, other] = [numbered.plan(['A']), numbered.plan(['A'])];
    expect(one).toMatchObject({ commands: [{ data: { opportunityId: '2' } }] });
    expect(other).toMatchObject({
      correlationId: one.readable && one.correlationId,
      commands: [{ commandId: one.readable && one.commands[0]?.commandId }],
    });
  });

  it('does not depend on another one, and sorts nothing', () => {
    expect(() =>
      offers(sent.replace('{case}/{$offer}', '{case}'), 'sort: [{ by: $offer }]'),
    ).toThrow('rows are not numbered here');
    expect(() =>
      given({
        columns: ['case'],
        mapping: `
values: { n: { running: { within: [$n] } } }
rows: [{ command: ReopenOpportunity, fields: { opportunityId: $n, reason: error, at: 2024-01-01 } }]
`,
      }),
    ).toThrow('values.n');
  });
});
