import { columnsOf } from '../src/table/header.ts';
import type { JoinedRows } from '../src/table/joined-rows.ts';
import { becomes, field, type Given, given } from './given.ts';

const eur = (amount: number, scale = 2) => ({ amount, currency: 'EUR', scale });

describe('an amount of money', () => {
  const money = field('expectedValue', '{ column: cell, type: money, currency: EUR }');

  it.each([
    ['1054', eur(105_400)],
    ['1054.5', eur(105_450)],
    ['0019.99', eur(1_999)],
    ['+.5', eur(50)],
    ['4514.000', eur(451_400)],
    ['0.0125', eur(125, 4)],
    ['-0', eur(0)],
    ['9999999999999.99', eur(999_999_999_999_999)],
  ])('%s is read exactly', (cell, amount) => {
    expect(becomes(money, 'expectedValue', cell)).toEqual(amount);
  });

  it.each(['ten', '1,5', '1e3', '1 000', '.', '-', '1.2.3', '0x10', '١'])(
    '%s is refused',
    (cell) => {
      expect(becomes(money, 'expectedValue', cell)).toBe(
        `import/wrong-value: ReviseOpportunityValue.expectedValue: column cell: expected a number such as 12.5, found ${JSON.stringify(cell)}`,
      );
    },
  );

  it('that is too large or too fine is refused', () => {
    expect(becomes(money, 'expectedValue', '999999999999999')).toContain(
      'expected a smaller amount',
    );
    expect(becomes(money, 'expectedValue', '1234567890123456')).toContain('expected a number');
    expect(becomes(money, 'expectedValue', '0.1234567891')).toContain('expected a number');
  });

  it('that is negative is refused by the command that takes none', () => {
    expect(becomes(money, 'expectedValue', '-1')).toBe(
      'import/wrong-value: ReviseOpportunityValue.expectedValue.amount: column cell: expected an amount of zero or more, found "-1"',
    );
  });

  it('may be in the currency that the row names', () => {
    const named = field('expectedValue', '{ column: cell, currency: { column: other } }');
    expect(becomes(named, 'expectedValue', '12', 'jpy')).toEqual({
      amount: 12,
      currency: 'JPY',
      scale: 0,
    });
    expect(becomes(named, 'expectedValue', '12', 'EURO')).toContain(
      'expected an ISO 4217 currency code in column other, found "EURO"',
    );
    expect(becomes(named, 'expectedValue', '12', 'EURO')).not.toMatch(/found.*found/);
    expect(becomes(named, 'expectedValue', '12', '')).toContain(
      'expected a currency in column other',
    );
  });

  it('may be written with a decimal comma and grouped', () => {
    const grouped = field(
      'expectedValue',
      '{ column: cell, type: money, currency: EUR }',
      'numbers: { decimal: ",", group: . }',
    );
    expect(becomes(grouped, 'expectedValue', '1.234.567,89')).toEqual(eur(123_456_789));
    expect(becomes(grouped, 'expectedValue', '1234567,89')).toEqual(eur(123_456_789));
    // Grouped by two it is no German number but, perhaps, an English decimal.
    for (const cell of ['12.34', '1.23,4', '1.2345', '1234.567'])
      expect(becomes(grouped, 'expectedValue', cell)).toContain(
        'expected a number such as 12,5 or 1.234,5',
      );
  });
});

describe('a moment', () => {
  const at = (source: string, zone = 'Europe/Bucharest') => field('at', source, `zone: ${zone}`);

  it.each([
    ['2024-07-01', '2024-06-30T21:00:00.000Z'],
    ['2024-01-01', '2023-12-31T22:00:00.000Z'],
    ['2024-07-01 10:30', '2024-07-01T07:30:00.000Z'],
    ['2024-07-01T10:30:15', '2024-07-01T07:30:15.000Z'],
    ['2024-07-01T10:30:15.123456', '2024-07-01T07:30:15.123Z'],
    ['2024-07-01T10:30:15,5Z', '2024-07-01T10:30:15.500Z'],
    ['2024-07-01T10:30+05:30', '2024-07-01T05:00:00.000Z'],
    ['2024-07-01T10:30-0800', '2024-07-01T18:30:00.000Z'],
    ['2024-07-01 10:30 +02', '2024-07-01T08:30:00.000Z'],
    // Clocks went from 03:00 to 04:00 on 31 March, and from 04:00 back to 03:00 on 27 October.
    ['2024-03-31 03:30', '2024-03-31T01:30:00.000Z'],
    ['2024-10-27 03:30', '2024-10-27T00:30:00.000Z'],
  ])('%s is read in the zone of the mapping unless it brings an offset', (cell, instant) => {
    expect(becomes(at('{ column: cell }'), 'at', cell)).toBe(instant);
  });

  it('is UTC unless the mapping says otherwise, and a source may have a zone of its own', () => {
    const utc = field('at', '{ column: cell }');
    expect(becomes(utc, 'at', '2024-07-01 10:30')).toBe('2024-07-01T10:30:00.000Z');
    expect(becomes(utc, 'at', '2024-07-01')).toBe('2024-07-01T00:00:00.000Z');
    expect(becomes(at('{ column: cell, zone: Asia/Tokyo }'), 'at', '2024-07-01')).toBe(
      '2024-06-30T15:00:00.000Z',
    );
  });

  it.each([
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-07-01T24:00',
    '2024-07-01T10:60',
    '2024-07-01T10:00:60',
    '2024-07-01T10:00+15:00',
    '01.07.2024',
    '2024-7-1',
    'yesterday',
    '1719828000',
  ])('%s is refused', (cell) => {
    expect(becomes(at('{ column: cell }'), 'at', cell)).toContain(
      `column cell: expected a date or date-time in ISO 8601, found "${cell}"`,
    );
  });

  it.each([
    ['dd.MM.yyyy', '01.07.2024', '2024-06-30T21:00:00.000Z'],
    ['d/M/yyyy', '1/7/2024', '2024-06-30T21:00:00.000Z'],
    ['M/d/yyyy h:mm a', '7/1/2024 12:05 AM', '2024-06-30T21:05:00.000Z'],
    ['M/d/yyyy h:mm a', '7/1/2024 12:05 pm', '2024-07-01T09:05:00.000Z'],
    ['M/d/yyyy hh:mm:ss a', '12/31/2024 11:59:58 PM', '2024-12-31T21:59:58.000Z'],
    ['yyyyMMdd HHmmss', '20240701 103015', '2024-07-01T07:30:15.000Z'],
    ['dd.MM.yyyy H:mm:ss.SSS XXX', '01.07.2024 9:05:07.250 +02:00', '2024-07-01T07:05:07.250Z'],
  ])('in the format %s is read', (format, cell, instant) => {
    expect(becomes(at(`{ column: cell, format: "${format}" }`), 'at', cell)).toBe(instant);
  });

  it.each([
    ['dd.MM.yyyy', '1.7.2024'],
    ['dd.MM.yyyy', '31.06.2024'],
    ['dd.MM.yyyy', '01x07x2024'],
    ['M/d/yyyy h:mm a', '7/1/2024 13:05 PM'],
    ['M/d/yyyy h:mm a', '7/1/2024 0:05 AM'],
  ])('in the format %s does not read %s', (format, cell) => {
    expect(becomes(at(`{ column: cell, format: ${format} }`), 'at', cell)).toContain(
      `expected a date or date-time in the format ${format}`,
    );
  });

  it.each([
    'yyyy-MM',
    'dd.MM.yyyy mm',
    'dd.MM.yyyy h:mm',
    'dd.MM.yyyy HH:mm a',
    'dd.MM.yyyy MM',
    'dd.MM.yyyy HH:ss',
  ])('has no format %s', (format) => {
    expect(() => given(at(`{ column: cell, format: ${format} }`))).toThrow(
      'expected year, month and day, each once, and the hour where there is a time',
    );
  });

  it('outside the years 0 to 9999 is refused', () => {
    for (const cell of ['9999-12-31T23:00-08:00', '0000-01-01T00:30'])
      expect(becomes(at('{ column: cell }'), 'at', cell)).toContain(
        'column cell: expected a time in the years 0 to 9999',
      );
    expect(() => given(at('0000-01-01T00:30'))).toThrow('expected an instant');
  });

  it('of type date has no time, of type date-time has one', () => {
    expect(becomes(at('{ column: cell, type: date }'), 'at', '2024-07-01 10:30')).toContain(
      'expected a date in ISO 8601',
    );
    expect(becomes(at('{ column: cell, type: date-time }'), 'at', '2024-07-01')).toContain(
      'expected a date-time in ISO 8601',
    );
  });

  it('with an offset is another day in the zone, where a day is asked for', () => {
    const joining = given({
      columns: ['person', 'from'],
      mapping: `
zone: Europe/Bucharest
rows:
  - command: JoinTeam
    fields: { teamId: east, salespersonId: { column: person }, from: { column: from }, at: 2024-01-01 }
`,
    });
    const from = (cell: string) => {
      const commands = joining.row('Ana', cell);
      return typeof commands === 'string' ? commands : commands[0]?.data;
    };
    expect(from('2024-06-30T23:30:00Z')).toMatchObject({ from: '2024-07-01' });
    expect(from('2024-06-30 23:30')).toMatchObject({ from: '2024-06-30' });
    expect(from('2024-06-30')).toMatchObject({ from: '2024-06-30' });
  });
});

describe('a field of a command', () => {
  const inquiry = given({
    columns: ['nr', 'customer', 'what', 'how_many', 'until'],
    mapping: `
rows:
  - command: RegisterInquiry
    fields:
      inquiryId: { template: "INQ-{nr}/{customer}" }
      partyId: { column: customer, aliases: { ACME Inc: ACME } }
      channel: phone
      items.0.itemId: 1
      items.0.description: { column: what, default: unknown }
      items.0.quantity: { column: how_many, type: decimal }
      items.0.asks: [price]
      validUntil: { column: until, format: dd.MM.yyyy }
      at: 2024-01-01
`,
  });

  it('is filled from column, constant, template, alias and default, at any depth', () => {
    expect(inquiry.row('7', 'ACME Inc', '', '007.50', '')).toEqual([
      {
        type: 'RegisterInquiry',
        data: {
          inquiryId: 'INQ-7/ACME Inc',
          partyId: 'ACME',
          channel: 'phone',
          items: [{ itemId: '1', description: 'unknown', quantity: '7.5', asks: ['price'] }],
          at: '2024-01-01T00:00:00.000Z',
        },
      },
    ]);
    expect(inquiry.row('7', 'X', 'desk', '1', '31.12.2024')).toMatchObject([
      { data: { validUntil: '2024-12-31', items: [{ description: 'desk' }] } },
    ]);
  });

  it('that is needed and has an empty cell refuses the row', () => {
    expect(inquiry.row('7', '', 'desk', '1', '')).toBe(
      'import/missing-value: RegisterInquiry.inquiryId: the template INQ-{nr}/{customer} is empty; RegisterInquiry.partyId: column customer is empty',
    );
    const nameless = given({
      columns: ['what'],
      mapping: `
rows:
  - command: RegisterInquiry
    fields:
      inquiryId: INQ-7
      partyId: X
      channel: phone
      items.0.itemId: 1
      items.0.description: { column: what }
      items.0.asks: [price]
      at: 2024-01-01
`,
    });
    expect(nameless.row('')).toBe(
      'import/missing-value: RegisterInquiry.items.0.description: column what is empty',
    );
  });

  it('with a quantity that is negative, or zero, refuses the row', () => {
    for (const quantity of ['-3', '0'])
      expect(inquiry.row('7', 'X', 'desk', quantity, '')).toBe(
        `import/wrong-value: RegisterInquiry.items.0.quantity: column how_many: expected a decimal number above zero, found "${quantity}"`,
      );
  });

  it('refuses what its own type cannot hold', () => {
    expect(inquiry.row('7', 'X', 'desk', 'many', '')).toContain('found "many"');
    expect(inquiry.row('7', 'X', 'desk', '1', '2024-12-31')).toContain(
      'column until: expected a date or date-time in the format dd.MM.yyyy',
    );
    expect(inquiry.row('7', 'a\u0007b', 'desk', '1', '')).toContain(
      'expected an id without control characters',
    );
  });

  it('reads whole numbers as such', () => {
    const accept = given({
      columns: ['nr', 'version'],
      mapping:
        'rows: [{ command: AcceptQuotation, fields: { quotationId: { column: nr }, version: { column: version }, at: 2024-01-01 } }]',
    });
    expect(accept.row('Q', '2.0')).toMatchObject([{ data: { version: 2 } }]);
    expect(accept.row('Q', '2.5')).toContain('expected a whole number, found "2.5"');
    expect(accept.row('Q', '0')).toContain('AcceptQuotation.version: column version: Too small');
  });

  it('reads currencies as codes', () => {
    const rate = given({
      columns: ['from', 'rate'],
      mapping:
        'rows: [{ command: PublishExchangeRate, fields: { from: { column: from, type: currency }, to: EUR, rate: { column: rate, type: decimal }, rateDate: 2024-01-01, source: bank, at: 2024-01-01 } }]',
    });
    expect(rate.row('usd', '0.92')).toMatchObject([{ data: { from: 'USD', rate: '0.92' } }]);
    expect(rate.row('XXX', '0.92')).toContain('expected an ISO 4217 currency code such as EUR');
  });

  it('reaches into what has several forms', () => {
    const target = (metric: string) =>
      given({
        columns: ['who', 'goal'],
        mapping: `
rows:
  - command: SetTarget
    fields:
      holder.kind: person
      holder.id: { column: who }
      metric.of: ${metric}
      period.start: 2024-01-01
      period.end: 2024-04-01
      goal.in: money
      goal.amount: { column: goal, currency: EUR }
      at: 2024-01-01
`,
      });
    expect(target('margin').row('Ana', '5000')).toMatchObject([
      {
        data: {
          holder: { kind: 'person', id: 'Ana' },
          goal: { in: 'money', amount: { amount: 500_000, currency: 'EUR', scale: 2 } },
        },
      },
    ]);
  });
});

describe('a row', () => {
  const moves = given({
    columns: ['deal', 'stage', 'when'],
    mapping: `
key: [deal, when]
values:
  deal: { column: deal }
  stage: { column: stage, aliases: { Quote: offer }, default: talk }
rows:
  - command: MoveOpportunity
    when: [{ value: $stage, oneOf: [talk, offer] }, { column: when, present: true }]
    fields: { opportunityId: $deal, step: $stage, at: { column: when } }
  - command: LoseOpportunity
    when: { value: $stage, equals: 0 }
    fields: { opportunityId: $deal, reason: price, at: { column: when } }
`,
  });
  const typesOf = (...cells: readonly string[]) => {
    const commands = moves.row(...cells);
    return typeof commands === 'string' ? commands : commands.map(({ type }) => type);
  };

  it('issues the commands whose conditions all hold, on values after alias and default', () => {
    expect(typesOf('D', 'Quote', '2024-01-01')).toEqual(['MoveOpportunity']);
    expect(typesOf('D', '', '2024-01-01')).toEqual(['MoveOpportunity']);
    expect(typesOf('D', '0', '2024-01-01')).toEqual(['LoseOpportunity']);
    expect(typesOf('D', 'offer', '')).toEqual([]);
    expect(typesOf('D', 'else', '2024-01-01')).toEqual([]);
  });

  it('of another length than the header is refused', () => {
    expect(typesOf('D', 'offer')).toBe('import/cells: 2 cells, but the header has 3');
    expect(typesOf('D', 'offer', '2024-01-01', '')).toBe(
      'import/cells: 4 cells, but the header has 3',
    );
  });

  const idsOf = (...cells: readonly string[]) => {
    const row = moves.plan(cells);
    return row.readable
      ? { commands: row.commands.map(({ commandId }) => commandId), row: row.correlationId }
      : undefined;
  };

  it('always has the same command ids, which follow from its key alone', () => {
    const ids = idsOf('D', 'offer', '2024-01-01');
    expect(idsOf('D', 'offer', '2024-01-01')).toEqual(ids);
    expect(idsOf('D', 'talk', '2024-01-01')?.commands).toEqual(ids?.commands);
    expect(idsOf('D', 'offer', '2024-01-02')?.commands).not.toEqual(ids?.commands);
    expect(idsOf('D', '0', '2024-01-01')?.commands).not.toEqual(ids?.commands);
  });

  it('is told from the same row with other cells', () => {
    const ids = idsOf('D', 'offer', '2024-01-01');
    expect(idsOf('D', 'talk', '2024-01-01')?.row).not.toBe(ids?.row);
    expect(idsOf('D', 'offer', '2024-01-01')?.row).toBe(ids?.row);
  });

  it('has every column as its key when the mapping names none, and the mapping’s name', () => {
    const commandId = (name: string, stage: string) => {
      const row = given({
        columns: ['deal', 'stage'],
        mapping:
          `rows: [{ command: MoveOpportunity, fields: { opportunityId: { column: deal }, step: { column: stage }, at: 2024-01-01 } }]`.replace(
            'rows:',
            `actor: ${name}\nrows:`,
          ),
      }).plan(['D', stage]);
      return row.readable ? row.commands[0] : undefined;
    };
    expect(commandId('a', 'x')?.commandId).toBe(commandId('b', 'x')?.commandId);
    expect(commandId('a', 'x')?.commandId).not.toBe(commandId('a', 'y')?.commandId);
    expect(commandId('a', 'x')?.actor).toBe('a');
  });

  it('is acted by whom it names, and by the import where it names nobody', () => {
    const by = given({
      columns: ['deal', 'who'],
      mapping:
        'actor: { column: who }\nrows: [{ command: ReopenOpportunity, fields: { opportunityId: { column: deal }, reason: error, at: 2024-01-01 } }]',
    });
    const actorOf = (who: string) => {
      const row = by.plan(['D', who]);
      return row.readable ? row.commands.map(({ actor }) => actor) : [];
    };
    expect(actorOf('Ana')).toEqual(['Ana']);
    expect(actorOf('')).toEqual(['import:test']);
  });
});

describe('a command that is issued once for each value', () => {
  const once = given({
    columns: ['team', 'person'],
    mapping: `
rows:
  - command: CreateTeam
    once: { column: team }
    fields: { teamId: { column: team }, name: { column: team }, at: 2024-01-01 }
  - command: JoinTeam
    fields: { teamId: { column: team }, salespersonId: { column: person }, from: 2024-01-01, at: 2024-01-01 }
`,
  });
  const idsOf = (...cells: readonly string[]) => {
    const row = once.plan(cells);
    return row.readable ? row.commands.map(({ commandId, shared }) => ({ commandId, shared })) : [];
  };

  it('has one id in all rows that bring the value', () => {
    const [east, west] = [idsOf('East', 'Ana'), idsOf('West', 'Ion')];
    expect(idsOf('East', 'Ion')[0]).toEqual(east[0]);
    expect(west[0]?.commandId).not.toBe(east[0]?.commandId);
    expect(idsOf('East', 'Ion')[1]?.commandId).not.toBe(east[1]?.commandId);
    expect(east.map(({ shared }) => shared)).toEqual([true, false]);
  });
});

describe('a value from a joined file', () => {
  const products: JoinedRows = {
    file: 'products.csv',
    key: 'product',
    columns: columnsOf('products.csv', ['product', 'price']),
    rows: new Map([
      ['GTX Pro', { line: 2, cells: ['GTX Pro', '4821'] }],
      ['GTX Old', { line: 3, cells: ['GTX Old', ''] }],
    ]),
  };
  const priced = (more: string) =>
    given({
      columns: ['deal', 'product'],
      joined: new Map([['products', products]]),
      mapping: `
files: { products: { file: products.csv, key: product } }
values:
  product: { column: product, aliases: { GTXPro: GTX Pro } }
rows:
  - command: ReviseOpportunityValue
    fields:
      opportunityId: { column: deal }
      expectedValue: { column: price, of: products, by: $product, currency: USD${more} }
      at: 2024-01-01
`,
    });
  const usd = (amount: number) => [
    { data: { expectedValue: { amount, currency: 'USD', scale: 2 } } },
  ];

  it('is looked up by another value, after its aliases', () => {
    expect(priced('').row('D', 'GTX Pro')).toMatchObject(usd(482_100));
    expect(priced('').row('D', 'GTXPro')).toMatchObject(usd(482_100));
  });

  it('refuses the row when the key is not in the file, or empty, or its cell is', () => {
    expect(priced('').row('D', 'GTX Max')).toBe(
      'import/wrong-value: ReviseOpportunityValue.expectedValue: column price of products.csv: expected a product of products.csv, found GTX Max',
    );
    for (const product of ['', 'GTX Old'])
      expect(priced('').row('D', product)).toBe(
        'import/missing-value: ReviseOpportunityValue.expectedValue: column price of products.csv is empty',
      );
  });

  it('falls back on the default in each of these cases', () => {
    for (const product of ['GTX Max', '', 'GTX Old'])
      expect(priced(', default: 1').row('D', product)).toMatchObject(usd(100));
  });
});

describe('a command with a zone of its own', () => {
  const opening = (zone: string, field = ''): Given => ({
    columns: ['id', 'day'],
    mapping: `${zone}
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { column: id }
      ownerId: anna
      pipeline.pipelineId: sales
      pipeline.version: 1
      pipeline.steps: [talk]
      at: { column: day }
      ${field}
`,
  });
  const zoneOf = (given_: Given): unknown => {
    const commands = given(given_).row('D-1', '2024-04-01');
    return typeof commands === 'string' ? commands : commands[0]?.data;
  };

  it("counts its days where the mapping's dates are (B24)", () => {
    expect(zoneOf(opening('zone: Europe/Bucharest'))).toMatchObject({
      zone: 'Europe/Bucharest',
      at: '2024-03-31T21:00:00.000Z',
    });
    expect(zoneOf(opening('zone: Europe/Bucharest', 'zone: Asia/Tokyo'))).toMatchObject({
      zone: 'Asia/Tokyo',
    });
  });

  it('has none where the mapping names none: that is UTC', () => {
    expect(zoneOf(opening(''))).not.toHaveProperty('zone');
  });
});
