import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { presales, temporaryDirectory } from './captured.ts';
import { placeIn, tellShortly } from './small-demo.ts';

// A year, even a short one, is told in many commits; a busy machine takes its time.
jest.setTimeout(60_000);

const directory = temporaryDirectory();
const { eventLog } = placeIn(directory);
const ask = (...argv: string[]) => presales(argv, { PRESALES_EVENT_LOG: eventLog });

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const orders = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
/** Clears the screen, turns the writing round, sets a title, and begins a line of its own. */
const poison = '\u001b[2J\u202e\u009b31m\u001b]0;x\u0007\r\nspoofed line';

/** What is no text of people: times, days, codes of currencies, words of the program, numbers, JSON. */
const own = /^(\d{4}-\d\d-\d\d.*|[A-Z]{3}|[a-z]+(-[a-z]+)*|-?[\d.]+|[[{].*|)$/s;

/** Text as it gets into read models only by hand: every column takes some, keys and names alike. */
const poisonReadModels = (): number => {
  const database = new Database(join(directory, 'demo.read-models.db'));
  database.function('poisoned', (text) =>
    typeof text === 'string' && !own.test(text) ? `${text}${poison}` : text,
  );
  let columns = 0;
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'presales%'")
    .pluck()
    .all();
  for (const table of tables)
    for (const { name, type } of database.pragma(`table_info("${table}")`) as {
      name: string;
      type: string;
    }[]) {
      if (type !== 'TEXT') continue;
      database.exec(`UPDATE "${table}" SET "${name}" = poisoned("${name}")`);
      columns += 1;
    }
  database.close();
  return columns;
};

let quotation = '';
let inquiry = '';
const reports = (): readonly (readonly string[])[] => [
  ['funnel'],
  ['funnel', '--by', 'person'],
  ['funnel', '--by', 'team'],
  ['leads', '--as-of', '2025-12-31'],
  ['leads', '--by', 'source-detail'],
  ['roi'],
  ['roi', '--by', 'channel'],
  ['targets'],
  ['prices', '--on', '2025-12-31'],
  ['prices', '--drafts'],
  ['show', `quotation:${quotation}${poison}`],
  ['show', `inquiry:${inquiry}${poison}`],
];

beforeAll(async () => {
  const demo = await tellShortly(placeIn(directory));
  await demo.caughtUp();
  await demo.close();
  const idIn = async (type: string, field: string): Promise<string> => {
    const { out } = await ask('events', '--type', type, '--limit', '1', '--json');
    return JSON.parse(out).data[field];
  };
  quotation = await idIn('QuotationSent', 'quotationId');
  inquiry = await idIn('InquiryReceived', 'inquiryId');
  expect(poisonReadModels()).toBeGreaterThan(50);
});

describe('Stored text that gives orders to a terminal', () => {
  it('gives none in any report, and begins no line of its own', async () => {
    let shown = 0;
    for (const argv of reports()) {
      const { out, err } = await ask(...argv);
      expect(out + err).not.toMatch(orders);
      expect(out).not.toMatch(/^spoofed line/m);
      if (out.includes('\ufffd')) shown += 1;
    }
    // Where no report showed any of it, nothing would be proved.
    expect(shown).toBeGreaterThanOrEqual(5);
  });

  it('is escaped in the JSON of every report', async () => {
    for (const argv of reports()) {
      const { code, out, err } = await ask(...argv, '--json');
      expect(out + err).not.toMatch(orders);
      if (code === 0) JSON.parse(out);
    }
  });

  it('gives none in what files of others say, in names, headings and cells', async () => {
    const file = join(directory, 'deals\u001b[2J.csv');
    writeFileSync(
      file,
      'Deal\u001b[31m id,Amount\u202e,Stage,Created,Owner\nD-1\u0007,12.50,won\u009b1m,2025-01-02,ana\n',
    );
    const mapping = join(directory, 'mapping\u0007.yaml');
    writeFileSync(mapping, 'record\u001b[2J: [1\n');
    for (const argv of [
      ['mapping', 'suggest', file],
      ['mapping', 'check', mapping],
      ['import', file, '--mapping', mapping, '--log', 'memory:'],
      ['import-prices', file, '--log', 'memory:'],
    ]) {
      const { out, err } = await presales(argv);
      expect(out + err).not.toBe('');
      expect(out + err).not.toMatch(orders);
    }
  });
});
