import { existsSync } from 'node:fs';
import { atDesk, type Desk, dealMapping } from './desk.ts';

const rejects = 'deals.csv.rejects.csv';
const header = 'deal,owner,value,opened,lost\n';

/** Imports deals of which the second and the third cannot be read. */
const importing = async (desk: Desk) =>
  desk.import(
    desk.put(
      'deals.csv',
      `${header}D-1,Ana,10,2024-01-02,\nD-2,Ana,ten,2024-01-02,\n=3,,20,2024-01-02,\n`,
    ),
    desk.put('mapping.yaml', dealMapping),
  );

const importRejects = (desk: Desk, content: string) =>
  desk.import(desk.put(rejects, content), desk.put('mapping.yaml', dealMapping), {
    rejects: desk.path(rejects),
  });

const deals = async (desk: Desk) => (await desk.events()).map(({ stream }) => stream);

describe('the rejects file, corrected and imported as it is', () => {
  it(
    'brings what was corrected, and keeps what is still wrong',
    atDesk(async (desk) => {
      expect(await importing(desk)).toMatchObject({ events: 1, rejected: 2 });
      const corrected = desk.read(rejects).replace(',ten,', ',11,');
      expect(await importRejects(desk, corrected)).toMatchObject({
        rows: 2,
        events: 1,
        rejected: 1,
      });
      expect(await deals(desk)).toEqual(['opportunity-D-1', 'opportunity-D-2']);
      const left = desk.read(rejects).trimEnd().split('\n');
      expect(left).toHaveLength(2);
      expect(left[1]).toMatch(/^'=3,,20,2024-01-02,,3,import\/missing-value,/);
    }),
  );

  it(
    'is gone when nothing is wrong any more, and cells that look like formulas are as they were',
    atDesk(async (desk) => {
      await importing(desk);
      const corrected = desk.read(rejects).replace(',ten,', ',11,').replace("'=3,,", "'=3,Ion,");
      expect(await importRejects(desk, corrected)).toMatchObject({ events: 2, rejected: 0 });
      expect(await deals(desk)).toEqual(['opportunity-D-1', 'opportunity-D-2', 'opportunity-=3']);
      expect(existsSync(desk.path(rejects))).toBe(false);
    }),
  );

  it(
    'settles the rows that it corrects: the export that they came from is not rejected again',
    atDesk(async (desk) => {
      await importing(desk);
      const corrected = desk.read(rejects).replace(',ten,', ',11,').replace("'=3,,", "'=3,Ion,");
      await importRejects(desk, corrected);
      expect(await importing(desk)).toMatchObject({ events: 0, rejected: 0, known: 3 });
    }),
  );

  it(
    'may have been saved by a spreadsheet, with its own delimiter and line ends',
    atDesk(async (desk) => {
      await importing(desk);
      const saved = desk
        .read(rejects)
        .replace(',ten,', ',11,')
        .replace(/"[^"]*(?:""[^"]*)*"/g, 'because')
        .replaceAll(',', ';')
        .replaceAll('\n', '\r\n');
      expect(await importRejects(desk, `\ufeff${saved}`)).toMatchObject({ events: 1, rejected: 1 });
      expect(await deals(desk)).toEqual(['opportunity-D-1', 'opportunity-D-2']);
    }),
  );

  it(
    'is left alone where the rows have other columns by now',
    atDesk(async (desk) => {
      await importing(desk);
      const wider = desk.put(
        'deals.csv',
        'deal,owner,value,opened,lost,note\nD-9,Ana,10,2024-01-02,,\n',
      );
      await expect(desk.import(wider, desk.put('mapping.yaml', dealMapping))).rejects.toThrow(
        /rejected rows with other columns: correct and import them first/,
      );
    }),
  );

  it(
    'is refused where rows are numbered: the numbers of those that are not there are missing',
    atDesk(async (desk) => {
      const numbered = dealMapping.replace(
        'ownerId: { column: owner }',
        'ownerId: { running: { within: [deal], counts: { column: deal, present: true } } }',
      );
      const mapping = desk.put('mapping.yaml', numbered);
      await desk.import(desk.put('deals.csv', `${header}D-1,Ana,ten,2024-01-02,\n`), mapping);
      await expect(
        desk.import(desk.path(rejects), mapping, { rejects: desk.path(rejects) }),
      ).rejects.toThrow(/its mapping numbers rows, and here are not all of them/);
    }),
  );
});
