import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type MoneyFigure, majorUnits } from '@presales/kernel';
import { type MappingSuggestion, type SuggestOptions, suggestMapping } from '../src/index.ts';
import { atDesk, type Desk } from './desk.ts';

const suggested = (
  desk: Desk,
  name: string,
  content: string | Uint8Array,
  options: Partial<SuggestOptions> = {},
): Promise<MappingSuggestion> => suggestMapping({ files: [desk.put(name, content)], ...options });

const money = (amounts: readonly MoneyFigure[]) =>
  amounts.map((amount) => `${majorUnits(amount)} ${amount.currency}`);

/** What the import by a suggestion gives, in short. */
const figuresOf = ({ decisions, trial }: MappingSuggestion) => {
  if (trial === undefined) return { decisions };
  const { created, won, lost, open, wonValue, openValue } = trial.figures;
  return {
    decisions,
    rejected: trial.rejected,
    reasons: trial.rejections.flatMap(({ first }) => first.map(({ reason }) => reason)),
    uncovered: trial.uncovered.map(({ value }) => value),
    deals: { created, won, lost, open },
    won: money(wonValue),
    open: money(openValue),
  };
};

/** What a mapping that leaves nothing to decide and rejects nothing gives. */
const clean = (
  deals: { created: number; won: number; lost: number; open: number },
  won: readonly string[],
  open: readonly string[],
  uncovered: readonly string[] = [],
) => ({ decisions: [], rejected: 0, reasons: [], uncovered, deals, won, open });

/** The same, as the funnel of the log has it after the import. */
const imported = async (desk: Desk, { input, mapping }: MappingSuggestion, currency: string) => {
  const result = await desk.import(input, desk.put('mapping.yaml', mapping));
  await desk.presales.caughtUp('funnel');
  const { outcomes, winRate, openPipeline } = await desk.presales.funnel({ currency });
  const { created, won, lost, open } = outcomes;
  return {
    rejected: result.rejected,
    deals: { created, won, lost, open },
    won: money([winRate.closedByValue.value]),
    open: money([openPipeline.expected]),
  };
};

const salesforce = `Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Amount Currency,Probability (%),Age,Close Date,Created Date,Type,Primary Campaign Source
Ana Pop,Acme,Acme - Laptops,Closed Won,Q1-2025,"12,000.00",USD,100,40,3/14/2025,2/2/2025,New,Fair
Ana Pop,Bolt,Bolt - Phones,Closed Lost,Q1-2025,"3,500.00",USD,0,20,3/1/2025,2/9/2025,New,
Ion Rus,Core,Core - Cloud,Negotiation/Review,Q2-2025,"7,250.50",USD,90,12,5/30/2025,4/1/2025,New,
Ion Rus,Dyne,Dyne - Backup,Prospecting,Q2-2025,"1,000.00",USD,10,2,6/30/2025,4/20/2025,New,
`;

const hubspot = `Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Company IDs
101,Acme laptops,Closed Won,Sales Pipeline,1200.5,2025-03-14 10:20,2025-02-01 09:00,Ana Pop,9001;9002
102,Bolt phones,Closed Lost,Sales Pipeline,300,2025-03-20 10:00,2025-02-10 09:00,Ion Rus,9003
103,Core cloud,Contract Sent,Sales Pipeline,450,2025-09-01 00:00,2025-03-03 11:30,Ion Rus,
104,Dyne backup,Appointment Scheduled,Sales Pipeline,,,2025-03-04 11:30,,
`;

const pipedrive = `Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Stage,Deal - Status,Deal - Owner,Deal - Deal created,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Lost reason,Organization - Name,Person - Name
1,Laptops,"1,000",EUR,Negotiations Started,Won,Ana,2025-01-05 08:00:00,,2025-02-06 10:00:00,,,Acme,Jo
2,Phones,500,RON,Contact Made,Lost,Ana,2025-01-06 08:00:00,,,2025-02-01 10:00:00,Too expensive,Bolt,Al
3,Cloud,"2,500.75",EUR,Qualified,Open,Ion,2025-01-07 08:00:00,2025-06-01,,,,Core,Mo
4,Backup,100,RON,Proposal Made,Open,Ion,2025-01-08 08:00:00,2025-06-01,,,,Dyne,Di
5,Old,9,EUR,Qualified,Deleted,Ion,2025-01-08 08:00:00,2025-06-01,,,,Dyne,Di
`;

const zoho = `Record Id,Deal Owner.id,Deal Owner,Deal Name,Account Name.id,Account Name,Stage,Amount,Closing Date,Pipeline,Created Time,Modified Time
zcrm_1,zcrm_9,Ana,Laptops,zcrm_5,Acme,Closed Won,₹ 12000,2025-03-14,Standard,2025-02-01 10:00:00,2025-03-14 09:00:00
zcrm_2,zcrm_9,Ana,Phones,zcrm_6,Bolt,Closed Lost,₹ 500,2025-03-15,Standard,2025-02-01 10:00:00,2025-03-15 09:00:00
zcrm_3,zcrm_8,Ion,Cloud,zcrm_5,Acme,Needs Analysis,₹ 700,2025-07-15,Partners,2025-02-03 10:00:00,2025-03-15 09:00:00
zcrm_4,zcrm_8,Ion,Backup,zcrm_5,Acme,Qualification,₹ 900.5,2025-07-15,Partners,2025-02-03 10:00:00,2025-03-15 09:00:00
`;

const dynamics = `(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Est. close date,Est. revenue,Status,Status Reason,Probability,Rating,Created On,Owner
aaaa-1,x1,45800.5,Laptops,Acme,45732,"£12,000.00",Won,Won,100,Hot,45690.25,Ana
aaaa-2,x2,45800.5,Phones,Bolt,45740,"£500.00",Lost,Canceled,0,Cold,45691.5,Ana
aaaa-3,x3,45800.5,Cloud,Core,45840,"£700.00",Open,In Progress,50,Warm,45692.75,Ion
`;

const odoo = `Opportunity*,Customer,Contact Name,Email,Salesperson,Sales Team,Expected Revenue,Probability,Stage,Expected Closing,Closed Date,Lost Reason,Created on
Laptops,Acme,Jo,jo@example.com,Ana,Direct,12000.00,100,Won,2025-03-14,2025-03-14 08:00:00,,2025-02-01 08:00:00
Phones,Bolt,Al,al@example.com,Ana,Direct,500.00,0,Qualified,2025-03-14,2025-03-01 08:00:00,Too expensive,2025-02-01 08:00:00
Cloud,Core,Mo,mo@example.com,Ion,Direct,700.00,50,Proposition,2025-09-14,,,2025-02-04 08:00:00
Backup,Core,Mo,mo@example.com,Ion,Direct,800.00,10,New,2025-09-14,,,2025-02-04 08:00:00
`;

describe('The export of', () => {
  it(
    'Salesforce has a currency beside its amounts, and American dates',
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'report.csv', salesforce);
      const figures = clean(
        { created: 4, won: 1, lost: 1, open: 2 },
        ['12000.00 USD'],
        ['8250.50 USD'],
      );
      expect(suggestion.files).toEqual([
        { file: 'report.csv', kind: 'deals', system: 'Salesforce', rows: 4, footer: [] },
      ]);
      expect(figuresOf(suggestion)).toEqual(figures);
      const { decisions: _, reasons: __, uncovered: ___, ...same } = figures;
      expect(await imported(desk, suggestion, 'USD')).toEqual(same);
      const days = (await desk.events()).map(({ type, metadata }) => [
        type,
        metadata.occurredAt.slice(0, 10),
      ]);
      expect(days).toContainEqual(['OpportunityOpened', '2025-02-09']);
      expect(days).toContainEqual(['OpportunityWon', '2025-03-14']);
    }),
  );

  it(
    'Salesforce may end in totals and notes: they are named, rejected, and nothing is stored of them',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'report.csv',
        `${salesforce}\n"Grand Totals (4 records)"\n"Confidential Information - Do Not Distribute"\n"Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."\n`,
      );
      const [footer] = suggestion.files.map((file) => file.footer);
      expect(footer).toEqual([7, 8, 9]);
      expect(suggestion.checks.map(({ text }) => text)).toContainEqual(
        'lines 7, 8, 9 at the end are shorter than the header, as totals and notes below a report are: the import rejects them, and stores nothing of them.',
      );
      expect(suggestion.trial).toMatchObject({ rows: 7, rejected: 3 });
      expect(figuresOf(suggestion)).toMatchObject({
        deals: { created: 4, won: 1, lost: 1, open: 2 },
      });
    }),
  );

  it(
    'HubSpot is asked for its currency, and given it, makes a funnel',
    atDesk(async (desk) => {
      const asked = await suggested(desk, 'hubspot.csv', hubspot);
      expect(asked.trial).toBeUndefined();
      expect(asked.decisions.map(({ text }) => text)).toEqual([
        'in which currency are the amounts? Write a code such as EUR wherever a line below has DECIDE, or suggest again with --currency EUR.',
      ]);
      const [{ line } = { line: 0 }] = asked.decisions;
      expect(asked.mapping.split('\n')[line]).toContain('currency: DECIDE');
      const suggestion = await suggested(desk, 'hubspot.csv', hubspot, { currency: 'EUR' });
      expect(suggestion.files).toMatchObject([{ system: 'HubSpot' }]);
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 4, won: 1, lost: 1, open: 2 }, ['1200.50 EUR'], ['450.00 EUR']),
      );
      expect(await imported(desk, suggestion, 'EUR')).toMatchObject({
        deals: { created: 4, won: 1, lost: 1, open: 2 },
        open: ['450.00 EUR'],
      });
      const backup = (await desk.events()).find(({ stream }) => stream === 'opportunity-104');
      expect(backup?.data).not.toHaveProperty('expectedValue');
    }),
  );

  it.each([
    ['with its prefix', pipedrive],
    ['without it', pipedrive.replaceAll('Deal - ', '')],
  ])('Pipedrive has amounts of several currencies, %s', (_, text) =>
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'pipedrive.csv', text);
      expect(suggestion.files).toMatchObject([{ system: 'Pipedrive' }]);
      expect(figuresOf(suggestion)).toEqual(
        clean(
          { created: 5, won: 1, lost: 1, open: 3 },
          ['1000.00 EUR'],
          ['2509.75 EUR', '100.00 RON'],
          ['Deleted'],
        ),
      );
      expect(suggestion.checks.map((check) => check.text)).toContain(
        `deals whose "${text.startsWith('Deal - ') ? 'Deal - ' : ''}Status" is "Deleted" stay open.`,
      );
    })(),
  );

  it(
    'Zoho has several pipelines, and a sign beside its amounts',
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'zoho.csv', zoho);
      expect(suggestion.files).toMatchObject([{ system: 'Zoho' }]);
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 4, won: 1, lost: 1, open: 2 }, ['12000.00 INR'], ['1600.50 INR']),
      );
      await imported(desk, suggestion, 'INR');
      const events = await desk.events();
      const opened = events.find(
        ({ type, stream }) => type === 'OpportunityOpened' && stream.endsWith('zcrm_3'),
      );
      expect(opened?.data).toMatchObject({
        pipeline: { pipelineId: 'Partners', steps: ['Qualification', 'Needs Analysis'] },
      });
    }),
  );

  it(
    'Dynamics has the days of Excel, and says when its deals are expected to close',
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'dynamics.csv', dynamics);
      expect(suggestion.files).toMatchObject([{ system: 'Dynamics' }]);
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 3, won: 1, lost: 1, open: 1 }, ['12000.00 GBP'], ['700.00 GBP']),
      );
      expect(suggestion.checks.map(({ text }) => text)).toContain(
        'the file does not say when deals were closed; "Est. close date" stands for it.',
      );
      await imported(desk, suggestion, 'GBP');
      const won = (await desk.events()).find(({ type }) => type === 'OpportunityWon');
      expect(won?.metadata.occurredAt).toBe('2025-03-16T00:00:00.000Z');
    }),
  );

  it(
    'Odoo loses deals by their reasons',
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'odoo.csv', odoo, { currency: 'RON' });
      expect(suggestion.files).toMatchObject([{ system: 'Odoo' }]);
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 4, won: 1, lost: 1, open: 2 }, ['12000.00 RON'], ['1500.00 RON']),
      );
      await imported(desk, suggestion, 'RON');
      const lost = (await desk.events()).find(({ type }) => type === 'OpportunityLost');
      expect(lost?.data).toMatchObject({ note: 'Too expensive', reason: 'unspecified' });
      const defined = (await desk.events()).find(({ type }) => type === 'PipelineDefined');
      expect(JSON.stringify(defined?.data)).toMatch(/"New".*10.*"Qualified".*"Proposition".*50/);
    }),
  );
});

describe('A spreadsheet', () => {
  it(
    'in German has semicolons, decimal commas and days between dots',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'vertrieb.csv',
        `Projekt;Kunde;Verkäufer;Status;Betrag;Angelegt am;Abgeschlossen am
Laptops;Acme;Ana;Gewonnen;1.234,56 €;03.02.2025;04.03.2025
Handys;Bolt;Ion;Verloren;99,00 €;05.02.2025;06.03.2025
Cloud;Core;Ion;Angebot;12.000,00 €;07.02.2025;
Backup;Dyne;;Erstgespräch;500,00 €;08.02.2025;
`,
      );
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 4, won: 1, lost: 1, open: 2 }, ['1234.56 EUR'], ['12500.00 EUR']),
      );
      await imported(desk, suggestion, 'EUR');
      const won = (await desk.events()).find(({ type }) => type === 'OpportunityWon');
      expect(won?.metadata.occurredAt).toBe('2025-03-04T00:00:00.000Z');
      const opened = (await desk.events()).find(({ type }) => type === 'OpportunityOpened');
      expect(opened?.data).toMatchObject({
        pipeline: { steps: ['Erstgespräch', 'Angebot'] },
      });
    }),
  );

  it(
    'of the United States has dollars, months before days, and hours with AM and PM',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'deals.csv',
        `Deal,Client,Rep,Outcome,Value,Created,Closed
Laptops,Acme,Ann,Won,"$1,200",1/31/2025 4:05 PM,2/3/2025
Phones,Bolt,Ann,Lost,$90.50,2/1/2025 9:00 AM,2/13/2025
Cloud,Core,Joe,Open,"$12,000",2/5/2025 11:59 PM,
`,
      );
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 3, won: 1, lost: 1, open: 1 }, ['1200.00 USD'], ['12000.00 USD']),
      );
      expect(suggestion.checks.map(({ text }) => text)).toContain(
        '"$" is taken for the dollar of the United States.',
      );
      const canadian = await suggestMapping({ files: [suggestion.input], currency: 'CAD' });
      expect(figuresOf(canadian)).toMatchObject({ won: ['1200.00 CAD'] });
    }),
  );

  it(
    'may have a deal that is closed on the day it was opened, and one whose own day is not there',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'deals.csv',
        `Deal,Rep,Outcome,Value,Created,Won Date,Close Date
Laptops,Ann,Won,1 EUR,2025-01-31 16:05,2025-01-31,2025-02-28
Phones,Ann,Won,2 EUR,2025-01-31 16:05,,2025-02-28
Cloud,Ann,Open,4 EUR,2025-01-31 16:05,,2025-02-28
`,
      );
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 3, won: 2, lost: 0, open: 1 }, ['3.00 EUR'], ['4.00 EUR']),
      );
      expect(suggestion.mapping).toContain(
        'at: { coalesce: [{ column: Won Date }, { column: Close Date }], notBefore: $opened }',
      );
      await imported(desk, suggestion, 'EUR');
      const wins = (await desk.events()).filter(({ type }) => type === 'OpportunityWon');
      expect(wins.map(({ metadata }) => metadata.occurredAt).sort()).toEqual([
        '2025-01-31T16:05:00.000Z',
        '2025-02-28T00:00:00.000Z',
      ]);
    }),
  );

  const undecided = `Deal;Owner;Status;Value (EUR);Created;Closed
A;Ann;Won;10;03/04/2025;05/06/2025
B;Ann;Open;20;01/02/2025;
`;

  it(
    'of dates that could be either is asked for their order, and nothing is tried',
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'deals.csv', undecided);
      expect(suggestion.trial).toBeUndefined();
      expect(suggestion.decisions).toHaveLength(2);
      expect(suggestion.decisions[0]?.text).toBe(
        'in "Created", does "03/04/2025" have the day first (d/M/yyyy) or the month (M/d/yyyy)? Write the format, or suggest again with --dates day-first or month-first.',
      );
      for (const { line } of suggestion.decisions)
        expect(suggestion.mapping.split('\n')[line]).toContain('format: DECIDE');
      const mapping = desk.put('mapping.yaml', suggestion.mapping);
      await expect(desk.import(suggestion.input, mapping)).rejects.toMatchObject({
        code: 'import/mapping',
        place: { line: (suggestion.decisions[0]?.line ?? 0) + 1 },
      });
    }),
  );

  it.each([
    ['day-first', '2025-04-03', '2025-06-05'],
    ['month-first', '2025-03-04', '2025-05-06'],
  ] as const)('of such dates is read %s when somebody says so', (dates, opened, won) =>
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'deals.csv', undecided, { dates });
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 2, won: 1, lost: 0, open: 1 }, ['10.00 EUR'], ['20.00 EUR']),
      );
      await imported(desk, suggestion, 'EUR');
      const days = (await desk.events()).map(({ type, metadata }) => [
        type,
        metadata.occurredAt.slice(0, 10),
      ]);
      expect(days).toContainEqual(['OpportunityOpened', opened]);
      expect(days).toContainEqual(['OpportunityWon', won]);
    })(),
  );

  it(
    'of such dates is decided by another column of the same file',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'deals.csv',
        undecided.replace('05/06/2025', '05/16/2025'),
      );
      expect(suggestion.decisions).toEqual([]);
      expect(suggestion.mapping).toContain('{ column: Created, format: M/d/yyyy }');
      expect(suggestion.checks.map(({ text }) => text)).toContain(
        'nothing in "Created" tells day and month apart; it is read as the other dates of the file are.',
      );
    }),
  );

  it(
    'that does not say when deals were opened is asked, for all of them or for some',
    atDesk(async (desk) => {
      const none = `Deal,Owner,Status,Value,Closed\nA,Ann,Won,10 EUR,2025-02-01\nB,Ann,Open,20 EUR,\n`;
      const asked = await suggested(desk, 'none.csv', none);
      expect(asked.decisions.map(({ text }) => text)).toEqual([
        expect.stringContaining('no column says when deals were opened'),
      ]);
      expect(
        figuresOf(await suggested(desk, 'none.csv', none, { openedOn: '2025-01-01' })),
      ).toEqual(clean({ created: 2, won: 1, lost: 0, open: 1 }, ['10.00 EUR'], ['20.00 EUR']));
      const some = `Deal,Owner,Status,Value,Created,Closed\nA,Ann,Won,10 EUR,31.01.2025,01.02.2025\nB,Ann,Open,20 EUR,,\n`;
      expect((await suggested(desk, 'some.csv', some)).decisions.map(({ text }) => text)).toEqual([
        '"Created" is empty in 1 rows of the sample; on which day were these deals opened? Or suggest again with --opened 2024-01-01.',
      ]);
      expect(
        figuresOf(await suggested(desk, 'some.csv', some, { openedOn: '2025-01-01' })),
      ).toEqual(clean({ created: 2, won: 1, lost: 0, open: 1 }, ['10.00 EUR'], ['20.00 EUR']));
    }),
  );

  it.each([
    ['d-MMM-yyyy', '5-Mar-2025', '16-May-2025'],
    ['d. MMM yyyy', '5. März 2025', '16. Dezember 2025'],
    ['d MMM yyyy', '5 mars 2025', '16 août 2025'],
    ['d-M-yyyy', '25-03-2025', '16-05-2025'],
    ['yyyy/M/d', '2025/03/05', '2025/05/16'],
    ['d/M/yy', '25/03/25', '16/05/25'],
    ['epoch-milliseconds', '1741132800000', '1747353600000'],
  ])('may write its dates as %s', (format, created, closed) =>
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'deals.csv',
        `Deal;Owner;Status;Value;Created;Closed\nA;Ann;Won;10 EUR;${created};${closed}\n`,
      );
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 1, won: 1, lost: 0, open: 0 }, ['10.00 EUR'], []),
      );
      expect(suggestion.mapping).toContain(`format: ${format}`);
    })(),
  );

  it.each([
    ['1.234', 'EUR', '1234.00 EUR'],
    ['1,234', 'EUR', '1234.00 EUR'],
    ['1234,5', 'EUR', '1234.50 EUR'],
    ["1'234.50", 'CHF', '1234.50 CHF'],
    ['1 234,50', 'PLN', '1234.50 PLN'],
    ['1234.5', 'EUR', '1234.50 EUR'],
    ['1,234.5', 'EUR', '1234.50 EUR'],
  ])('may write its amounts as %s', (amount, currency, won) =>
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'deals.csv',
        `Deal;Owner;Status;Value;Created;Closed\nA;Ann;Won;${amount};2025-01-01;2025-01-02\n`,
        { currency },
      );
      expect(figuresOf(suggestion)).toMatchObject({ rejected: 0, won: [won] });
    })(),
  );

  it(
    'without ids has the columns for a key that tell its rows apart',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'deals.csv',
        `Customer,Title,Owner,Status,Value,Created
Acme,Laptops,Ann,Open,10 EUR,2025-01-01
Acme,Phones,Ann,Open,10 EUR,2025-01-01
Bolt,Phones,Ann,Open,10 EUR,2025-01-01
`,
      );
      expect(suggestion.mapping).toContain('key: [Customer, Title]');
      expect(suggestion.mapping).toContain('deal: { template: "{Customer}/{Title}" }');
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 3, won: 0, lost: 0, open: 3 }, [], ['30.00 EUR']),
      );
    }),
  );

  it(
    'of which no columns tell the rows apart is asked for its key',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'deals.csv',
        `Deal ID,Owner,Status,Value,Created\n1,Ann,Open,10 EUR,2025-01-01\n1,Bob,Open,10 EUR,2025-01-01\n`,
      );
      expect(suggestion.decisions.map(({ text }) => text)).toEqual([
        'several rows have the same "Deal ID", or none; which columns tell a row from every other? There are "Deal ID", "Owner", "Status", "Value", "Created".',
      ]);
    }),
  );

  it(
    'may be larger than a sample: what the sample did not show is rejected by the trial',
    atDesk(async (desk) => {
      const rows = Array.from(
        { length: 2_500 },
        (_, row) => `D-${row},Ann,Open,${row === 1_999 ? 'a lot' : '1.00'} EUR,2025-01-01`,
      );
      const suggestion = await suggested(
        desk,
        'deals.csv.gz',
        gzipSync(`Deal ID,Owner,Status,Value,Created\n${rows.join('\n')}\n`),
      );
      expect(suggestion.trial).toMatchObject({
        rows: 2_500,
        rejected: 1,
        figures: { created: 2_499 },
      });
    }),
  );
});

describe('Several files', () => {
  const deals = `Deal ID,Company ID,Product,Deal Owner,Status,Amount,Created,Closed
1,11,Laptop,Ann,Won,10 EUR,2025-01-01,2025-02-01
2,12,Phone,Ann,Open,20 EUR,2025-01-02,
3,11,Phone,Bob,Lost,30 EUR,2025-01-03,2025-02-03
`;
  const companies = `ID,Company Name,Phone
11,Acme,1
12,Bolt,2
13,Core,3
`;
  const products = 'Product,Price\nLaptop,9\nPhone,5\n';

  it(
    'of which one refers to the others join: its parties are registered, and figures stay',
    atDesk(async (desk) => {
      const files = [
        desk.put('companies.csv', companies),
        desk.put('products.csv', products),
        desk.put('deals.csv', deals),
      ];
      const suggestion = await suggestMapping({ files });
      expect(suggestion.input).toBe(desk.path('deals.csv'));
      expect(suggestion.files.map(({ file, kind }) => [file, kind])).toEqual([
        ['companies.csv', 'accounts'],
        ['products.csv', 'unknown'],
        ['deals.csv', 'deals'],
      ]);
      expect(suggestion.mapping).toContain('  companies: { file: companies.csv, key: ID }\n');
      expect(suggestion.mapping).toContain('  products: { file: products.csv, key: Product }\n');
      expect(suggestion.checks).toEqual([]);
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 3, won: 1, lost: 1, open: 1 }, ['10.00 EUR'], ['20.00 EUR']),
      );
      await imported(desk, suggestion, 'EUR');
      const events = await desk.events();
      const parties = events.flatMap(({ type, data }) =>
        type === 'PartyRegistered' ? [data] : [],
      );
      expect(parties).toHaveLength(3);
      expect(parties).toContainEqual(
        expect.objectContaining({
          partyId: '11',
          details: { kind: 'organisation', name: 'Acme', phone: '1' },
        }),
      );
      const first = events.find(({ stream }) => stream === 'opportunity-1');
      expect(first?.data).toMatchObject({ partyId: '11', productId: 'Laptop' });
    }),
  );

  it(
    'that have nothing in common stay apart: numbers alone join nothing',
    atDesk(async (desk) => {
      const files = [
        desk.put('deals.csv', deals),
        desk.put('steps.csv', 'Rank,Colour\n1,red\n2,blue\n3,green\n11,grey\n12,pink\n'),
      ];
      const suggestion = await suggestMapping({ files });
      expect(suggestion.mapping).not.toContain('files:');
      expect(suggestion.checks.map(({ text }) => text)).toEqual([
        '"steps.csv" has no key that a column of "deals.csv" refers to; it needs a mapping of its own.',
      ]);
      expect(suggestion.trial).toMatchObject({ rejected: 0, figures: { created: 3 } });
    }),
  );

  it('are one at least', async () => {
    await expect(suggestMapping({ files: [] })).rejects.toThrow('expected one file at least');
  });
});

describe('People', () => {
  it(
    'of an export of contacts are registered',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'contacts.csv',
        `Record ID,First Name,Last Name,Email,Phone Number,Create Date,Contact owner
1,Jo,Doe,jo@example.com,+40 700 000 000,2025-01-01 10:00,Ana
2,Al,Roe,al@example.com,,2025-01-02 10:00,Ana
`,
      );
      expect(suggestion.files).toMatchObject([{ kind: 'contacts' }]);
      expect(suggestion.trial).toMatchObject({ rows: 2, events: 2, rejected: 0 });
      await desk.import(suggestion.input, desk.put('mapping.yaml', suggestion.mapping));
      expect((await desk.events()).map(({ type, data }) => [type, data])).toContainEqual([
        'PartyRegistered',
        expect.objectContaining({
          details: { kind: 'person', name: 'Al Roe', email: 'al@example.com' },
        }),
      ]);
    }),
  );

  it(
    'of an export of leads are registered, captured and assigned',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'leads.csv',
        `Lead ID,Full Name,Email,Lead Source,Lead Owner,Created Date
L1,Jo Doe,jo@example.com,Web,Ana,2025-01-01
L2,Al Roe,al@example.com,Fair,,2025-01-02
`,
      );
      expect(suggestion.files).toMatchObject([{ kind: 'leads' }]);
      expect(suggestion.trial).toMatchObject({ rows: 2, events: 5, rejected: 0 });
    }),
  );
});

describe('A file', () => {
  it.each([
    ['without a header', '1,2025-01-01,10.00,Ann\n2,2025-01-02,20.00,Bob\n', 'looks like data'],
    ['that is empty', '', 'the file is empty'],
    ['of two columns of one name', 'a,a\n1,2\n', 'two columns are named a'],
    ['of a column without a name', 'a,,b\n1,2,3\n', 'column 2 has no name'],
  ])('%s is an error that says so', (_, text, said) =>
    atDesk(async (desk) => {
      await expect(suggested(desk, 'rows.csv', text)).rejects.toThrow(said);
    })(),
  );

  it(
    'of bytes that are no text is an error',
    atDesk(async (desk) => {
      const bytes = Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7919) % 256);
      await expect(suggested(desk, 'rows.csv', bytes)).rejects.toMatchObject({
        code: expect.stringMatching(/^import\//),
      });
    }),
  );

  it(
    'of one column, or of none that says what it is, leaves everything to decide',
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'words.csv', 'Thing\na\na\n');
      expect(suggestion.files).toMatchObject([{ kind: 'unknown' }]);
      expect(suggestion.decisions.length).toBeGreaterThan(1);
      expect(suggestion.trial).toBeUndefined();
    }),
  );

  it(
    'of a header alone leaves to decide what no row shows',
    atDesk(async (desk) => {
      const suggestion = await suggested(desk, 'deals.csv', `${hubspot.split('\n')[0]}\n`);
      expect(suggestion.decisions.length).toBeGreaterThan(0);
      expect(suggestion.trial).toBeUndefined();
    }),
  );

  it(
    'of ten thousand columns is read as far as it makes sense',
    atDesk(async (desk) => {
      const names = ['Deal ID', 'Owner', 'Status', 'Value', 'Created'];
      const more = Array.from({ length: 9_995 }, (_, at) => `Column ${at}`);
      const cells = ['1', 'Ann', 'Open', '10 EUR', '2025-01-01', ...more.map(() => 'x')];
      const suggestion = await suggested(
        desk,
        'wide.csv',
        `${[...names, ...more].join(',')}\n${cells.join(',')}\n`,
      );
      expect(figuresOf(suggestion)).toEqual(
        clean({ created: 1, won: 0, lost: 0, open: 1 }, [], ['10.00 EUR']),
      );
      expect(suggestion.mapping.length).toBeLessThan(5_000);
    }),
  );

  it(
    'whose names try to be YAML is quoted',
    atDesk(async (desk) => {
      const suggestion = await suggested(
        desk,
        'odd.csv',
        '"Deal ID","Owner\nrows: []","Status","Value","Created","Stage"\n1,"Ann",Open,10 EUR,2025-01-01,"a: [b"\n2,"Ann",Open,10 EUR,2025-01-01,"# yes"\n3,"Ann",Open,10 EUR,2025-01-01,"no"\n',
      );
      expect(figuresOf(suggestion)).toMatchObject({ rejected: 0, deals: { created: 3 } });
    }),
  );

  it(
    'that is interrupted while it is read stops',
    atDesk(async (desk) => {
      await expect(
        suggested(desk, 'deals.csv', hubspot, { signal: AbortSignal.abort() }),
      ).rejects.toMatchObject({ code: 'interrupted' });
    }),
  );

  it(
    'is left as it is, and nothing is left beside it',
    atDesk(async (desk) => {
      await suggested(desk, 'report.csv', salesforce);
      expect(readFileSync(desk.path('report.csv'), 'utf8')).toBe(salesforce);
    }),
  );
});
