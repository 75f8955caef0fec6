import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPriceList } from '../src/index.ts';
import type { Row } from '../src/table/row.ts';
import { tablePages } from '../src/table/table-file.ts';
import type { TableFormat } from '../src/table/table-format.ts';
import { atDesk, dealMapping, rejectsIn } from './desk.ts';
import { archive, row, workbook } from './workbook.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presales-workbook-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = async (content: Uint8Array, format: TableFormat = {}): Promise<readonly Row[]> => {
  const file = join(folder, 'book.xlsx');
  writeFileSync(file, content);
  const rows: Row[] = [];
  for await (const page of tablePages(file, format)) rows.push(...page);
  return rows;
};

const cellsOf = async (content: Uint8Array, format?: TableFormat) =>
  (await rowsOf(content, format)).map(({ cells }) => cells);

/** The text of one cell, of a workbook in which it is all there is. */
const textOf = async (
  cell: string,
  others: Partial<Parameters<typeof workbook>[0]> = {},
  format: TableFormat = {},
) => (await cellsOf(workbook({ sheets: { Deals: row(1, cell) }, ...others }), format))[0]?.[0];

const numberCell = (number: number | string, style = 0) => `<c s="${style}"><v>${number}</v></c>`;

describe('a sheet of a workbook', () => {
  it('is a table whose lines are the rows of the sheet; what is empty at the end is there all the same', async () => {
    const sheet = `${row(2, 'deal', 'value', 'owner')}${row(3)}${row(5, 'D1', 1)}<row r="7"><c r="A7"><v>2</v></c><c r="C7" t="inlineStr"><is><t>Ana</t></is></c></row>`;
    expect(await rowsOf(workbook({ sheets: { Deals: sheet } }))).toEqual([
      { line: 2, cells: ['deal', 'value', 'owner'] },
      { line: 5, cells: ['D1', '1', ''] },
      { line: 7, cells: ['2', '', 'Ana'] },
    ]);
  });

  it('is the one that holds something, or the one that is named, seen or not', async () => {
    const [one, two] = [row(1, 'one'), row(1, 'two')];
    expect(await cellsOf(workbook({ sheets: { Notes: '', Deals: one } }))).toEqual([['one']]);
    const hidden = workbook({ sheets: { Deals: one, Lists: two }, hidden: ['Lists'] });
    expect(await cellsOf(hidden)).toEqual([['one']]);
    expect(await cellsOf(hidden, { sheet: 'Lists' })).toEqual([['two']]);
    const both = workbook({ sheets: { Deals: one, Leads: two } });
    expect(await cellsOf(both, { sheet: 'Leads' })).toEqual([['two']]);
    await expect(rowsOf(both)).rejects.toThrow(
      'book.xlsx: several sheets hold something; name one of them, sheet: Deals for instance; the workbook has Deals, Leads',
    );
    await expect(rowsOf(hidden, { sheet: 'deals' })).rejects.toThrow(
      'book.xlsx: no sheet deals; the workbook has Deals, Lists (hidden)',
    );
    await expect(rowsOf(workbook({ sheets: { Deals: '' } }))).rejects.toThrow(
      'book.xlsx: no sheet holds anything; the workbook has Deals',
    );
  });

  it('has the same rows where elements have a prefix and the archive another order', async () => {
    const sheet =
      '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(
      await cellsOf(
        workbook({ sheets: { A: '' }, instead: { 'xl/worksheets/sheet1.xml': sheet } }),
      ),
    ).toEqual([['a']]);
  });

  it('shows hidden rows as others, and a merged cell in its first cell', async () => {
    const sheet = `${row(1, 'a', 'b')}<row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"/></row>`;
    const merged = `<worksheet><sheetData>${sheet}</sheetData><mergeCells><mergeCell ref="A2:B2"/></mergeCells></worksheet>`;
    expect(
      await cellsOf(
        workbook({ sheets: { A: '' }, instead: { 'xl/worksheets/sheet1.xml': merged } }),
      ),
    ).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });
});

describe('a cell of a workbook', () => {
  it('holds its text, whole where it is in several fonts, and not as it is pronounced', async () => {
    const texts =
      '<si><t>Ana</t></si><si><r><t>Zoë </t></r><r><rPr><b/></rPr><t>&amp; Co</t></r><rPh><t>zoe</t></rPh></si><si><t>a_x000A_b</t></si>';
    expect(await textOf('<c t="s"><v>0</v></c>', { texts })).toBe('Ana');
    expect(await textOf('<c t="s"><v>1</v></c>', { texts })).toBe('Zoë & Co');
    expect(await textOf('<c t="s"><v>2</v></c>', { texts })).toBe('a\nb');
    expect(
      await textOf(
        '<c t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c>',
      ),
    ).toBe('in line');
    expect(await textOf('<c t="str"><f>A1&amp;B1</f><v><![CDATA[<b>]]></v></c>')).toBe('<b>');
  });

  it.each([
    ['0.30000000000000004', '0.3'],
    ['1234.5', '1234.5'],
    ['100', '100'],
    ['-0.1', '-0.1'],
    ['1E-3', '0.001'],
    ['1.5E+20', '150000000000000000000'],
    ['123456789012345', '123456789012345'],
    ['1234567890123456789', '1234567890123460000'],
    ['2.675', '2.675'],
    ['0', '0'],
    ['-0', '0'],
  ])(
    'that stores the number %s says %s: the fifteen digits that Excel shows',
    async (stored, text) => {
      expect(await textOf(numberCell(stored))).toBe(text);
    },
  );

  it('has the decimal mark that the mapping reads', async () => {
    expect(await textOf(numberCell('1234.5'), {}, { decimal: ',' })).toBe('1234,5');
    expect(await textOf('<c t="str"><v>1.234,5</v></c>', {}, { decimal: ',' })).toBe('1.234,5');
  });

  it.each([
    [14, 45356, '2024-03-05'],
    [14, 45356.5, '2024-03-05T12:00:00'],
    [22, 45356, '2024-03-05T00:00:00'],
    [22, 45356.42743055555, '2024-03-05T10:15:30'],
    ['yyyy-mm-dd', 45356, '2024-03-05'],
    ['[$-409]d\\-mmm\\-yy;@', 45356, '2024-03-05'],
    ['mmm', 45356, '2024-03-05'],
    ['dd/mm/yyyy hh:mm', 45356.25, '2024-03-05T06:00:00'],
    ['h:mm AM/PM', 0.75, '18:00:00'],
    ['h:mm', 45356.75, '2024-03-05T18:00:00'],
    [45, 0.0001, '00:00:08.640'],
    ['[h]:mm:ss', 1.5, '36:00:00'],
    [46, 1.25, '30:00:00'],
    ['#,##0.00\\ [$€-407]', 45356, '45356'],
    ['0.00" days"', 45356, '45356'],
    ['[Red]0;[Blue]-0', 45356, '45356'],
    ['General', 45356, '45356'],
    [9, 0.15, '0.15'],
    [0, 45356, '45356'],
    [14, -1, '-1'],
    [14, 2958465, '9999-12-31'],
    [14, 2958466, '2958466'],
    [14, 59, '1900-02-28'],
    [14, 60, '1900-02-29'],
    [14, 61, '1900-03-01'],
    [14, 1, '1900-01-01'],
    [14, 0, '1900-01-00'],
  ])('of the format %s that stores %d says %s', async (format, stored, text) => {
    expect(await textOf(numberCell(stored, 1), { formats: [0, format] })).toBe(text);
  });

  it('counts its days from 1904 where the workbook does', async () => {
    const formats = [14];
    expect(await textOf(numberCell(43894), { formats, from1904: true })).toBe('2024-03-05');
    expect(await textOf(numberCell(0), { formats, from1904: true })).toBe('1904-01-01');
  });

  it('says TRUE or FALSE, the name of its error, and a date that is written as one', async () => {
    expect(await textOf('<c t="b"><v>1</v></c>')).toBe('TRUE');
    expect(await textOf('<c t="b"><v>0</v></c>')).toBe('FALSE');
    expect(await textOf('<c t="e"><v>#N/A</v></c>')).toBe('#N/A');
    expect(await textOf('<c t="d"><v>2024-03-05</v></c>')).toBe('2024-03-05');
  });

  it('with a formula holds its stored result, which may be empty but not missing', async () => {
    expect(await textOf('<c><f>1+1</f><v>2</v></c>')).toBe('2');
    const sheet = (cell: string) => workbook({ sheets: { Deals: row(1, 'a', cell) } });
    expect(await cellsOf(sheet('<c t="str"><f>""</f><v></v></c>'))).toEqual([['a']]);
    await expect(rowsOf(sheet('<c r="B1"><f>1+1</f></c>'))).rejects.toThrow(
      'book.xlsx[Deals]:1:2: cell B1: a formula without its result; open the workbook in the spreadsheet and save it',
    );
  });
});

describe('a broken or hostile workbook is an error that names the place', () => {
  const deals = (sheet: string) => workbook({ sheets: { Deals: sheet } });
  const part = (xml: string) =>
    workbook({ sheets: { Deals: '' }, instead: { 'xl/worksheets/sheet1.xml': xml } });

  it.each<[string, () => Uint8Array, string | RegExp]>([
    [
      'a text that is not there',
      () => deals(row(1, 'a', '<c t="s"><v>7</v></c>')),
      'book.xlsx[Deals]:1:2: cell B1: refers to a text 7 that is not there',
    ],
    [
      'a sheet that breaks off',
      () => part(`<worksheet><sheetData>${row(1, 'a')}<row r="2"><c><v>1`),
      /^book\.xlsx\[Deals\]: the workbook is broken: /,
    ],
    [
      'rows that go back',
      () => deals(row(2, 'a') + row(1, 'b')),
      'book.xlsx[Deals]:3:1: cell A3: a row 1 follows row 2',
    ],
    [
      'cells that go back',
      () => deals(row(1, '<c r="B1"><v>1</v></c>', '<c r="A1"><v>1</v></c>')),
      'book.xlsx[Deals]:1:2: cell B1: a cell A1 follows column 2',
    ],
    [
      'a column beyond the last',
      () => deals(row(1, '<c r="XFE1"><v>1</v></c>')),
      /a cell beyond the last column, 16384$/,
    ],
    [
      'a million cells without a name',
      () => deals(`<row>${'<c/>'.repeat(20_000)}</row>`),
      /a cell beyond the last column, 16384$/,
    ],
    [
      'a document type with its entities',
      () => part(`<!DOCTYPE a [<!ENTITY b "bb">]><worksheet/>`),
      /it has a document type/,
    ],
    [
      'elements that stand ever deeper',
      () => part(`<worksheet>${'<a>'.repeat(300)}`),
      /elements stand more than 256 deep/,
    ],
    [
      'an element without end',
      () => part(`<worksheet a="${'x'.repeat(1_200_000)}"/>`),
      /an element is longer than 1048576 bytes/,
    ],
    [
      'no workbook',
      () => archive({ 'a.csv': 'a,b' }),
      /^book\.xlsx: the workbook is broken: the archive holds no workbook/,
    ],
    [
      'a binary workbook',
      () =>
        workbook({
          sheets: {},
          instead: {
            '_rels/.rels':
              '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
          },
        }),
      /it is a binary workbook \(\.xlsb\); save it as \.xlsx/,
    ],
    [
      'an archive that breaks off',
      () => deals(row(1, 'a')).subarray(0, 300),
      /^book\.xlsx: the workbook is broken/,
    ],
    [
      'a workbook with a password, or an old one',
      () => Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'book.xlsx: a workbook with a password, or of Excel 97 (.xls); save it as .xlsx without one',
    ],
  ])('%s', async (_, content, message) => {
    await expect(rowsOf(content())).rejects.toThrow(message);
    await expect(rowsOf(content())).rejects.toMatchObject({ code: 'import/workbook' });
  });

  it('a byte that has changed', async () => {
    const content = deals(row(1, 'a', 'bcdefgh'));
    const at = content.indexOf(Buffer.from('PK\x01\x02'));
    // The check sum that the directory has of the first part that is read.
    content.writeUInt32LE(1, at + 16);
    await expect(rowsOf(content)).rejects.toThrow('the check sum of _rels/.rels is another');
  });

  it('rows that have nothing but a cell far to the right', async () => {
    const far = '<row><c r="XFD1"><v>1</v></c></row>'.repeat(100);
    await expect(rowsOf(deals(far), { unpackedBytes: 10_000_000 })).rejects.toThrow(
      /^book\.xlsx: unpacks to more than 10,000,000 bytes/,
    );
    expect(await rowsOf(deals(far), { unpackedBytes: 100 * 8 * 16_383 })).toHaveLength(100);
  });

  it('styles without end', async () => {
    const styles = `<styleSheet><cellXfs>${'<xf/>'.repeat(14_000_000)}</cellXfs></styleSheet>`;
    const content = workbook({ sheets: { Deals: '' }, instead: { 'xl/styles.xml': styles } });
    const limits = { unpackedBytes: 2_147_483_648 };
    await expect(rowsOf(content, limits)).rejects.toThrow(/take more than 67108864 bytes$/);
    await expect(rowsOf(content)).rejects.toThrow(
      /^book\.xlsx: unpacks to more than 200 times its own size/,
    );
  });

  it('parts that unpack to more than they may', async () => {
    const bomb = deals(row(1, 'a') + '<row/>'.repeat(50_000));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(rowsOf(bomb, { unpackedBytes: 100_000 })).rejects.toThrow(
      /^book\.xlsx: unpacks to more than 100,000 bytes/,
    );
    expect(await rowsOf(bomb)).toHaveLength(1);
  });
});

it(
  'deals come from a workbook, and its numbers and days under the mapping as a CSV has them',
  atDesk(async (desk) => {
    const header = row(1, 'deal', 'owner', 'value', 'opened', 'lost');
    const first = row(2, 'D-1', 'Ana', 1200.5, numberCell(45664, 1));
    const second = row(3, 'D-2', 'Ion', '300,25', numberCell(45666, 1), numberCell(45702, 1));
    const broken = row(4, 'D-3', '<c t="e"><v>#N/A</v></c>', 1, numberCell(45666, 1));
    const input = desk.put(
      'deals.xlsx',
      workbook({ sheets: { Deals: header + first + second + broken }, formats: [0, 14] }),
    );
    const mapping = desk.put('mapping.yaml', `${dealMapping}numbers: { decimal: "," }\n`);
    const result = await desk.import(input, mapping);
    expect(result).toMatchObject({ rows: 3, events: 3, rejected: 1 });
    expect(rejectsIn(result)).toMatchObject([
      { file: 'deals.xlsx', line: 4, code: 'import/wrong-value' },
    ]);
    expect(rejectsIn(result)[0]?.reason).toBe(
      'OpenOpportunity.ownerId: column owner: expected a value, and not the error of a spreadsheet, found "#N/A"',
    );
    const opened = (await desk.events()).filter(({ type }) => type === 'OpportunityOpened');
    expect(opened.map(({ data }) => data)).toMatchObject([
      { expectedValue: { amount: 120_050 }, openedAt: '2025-01-07T00:00:00.000Z' },
      { expectedValue: { amount: 30_025 }, openedAt: '2025-01-09T00:00:00.000Z' },
    ]);
  }),
);

it(
  'a price list comes from a workbook',
  atDesk(async (desk) => {
    const header = row(1, 'Supplier', 'Product', 'Price', 'Currency', 'Valid from');
    const price = row(2, 'acme', 'S-1', 19.99, 'EUR', numberCell(46082, 1));
    const input = desk.put(
      'prices.xlsx',
      workbook({
        sheets: { Notes: row(1, 'Prices of 2026'), Prices: header + price },
        formats: [0, 14],
      }),
    );
    const { suppliers } = await readPriceList({
      input,
      format: { sheet: 'Prices' },
      numbers: { decimal: ',' },
      choices: {},
    });
    expect([...suppliers]).toEqual([
      [
        'acme',
        [
          {
            productId: 'S-1',
            price: { amount: 1_999, currency: 'EUR', scale: 2 },
            validFrom: '2026-03-01',
          },
        ],
      ],
    ]);
  }),
);
