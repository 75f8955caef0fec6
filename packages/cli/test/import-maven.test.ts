import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '@presales/runtime';
import { presales, temporaryDirectory } from './captured.ts';

jest.setTimeout(180_000);

const root = join(__dirname, '..', '..', '..');
const data = join(root, '..', 'shared', 'data', 'maven-crm', 'sales_pipeline.csv');
const mapping = join(root, 'examples', 'maven-crm', 'mapping.yaml');

const present = existsSync(data);
const inPresence = present ? describe : describe.skip;
const unless = present ? '' : ' (skipped: ../shared/data/maven-crm is not there)';

const folder = temporaryDirectory();
const log = `sqlite:${join(folder, 'maven.db')}`;
const rejects = join(folder, 'rejects.csv');

const json = async (...argv: readonly string[]): Promise<unknown> => {
  const { code, out, err } = await presales([...argv, '--log', log, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};
const importing = () => json('import', data, '--mapping', mapping, '--rejects', rejects);
const funnel = (...argv: readonly string[]) => json('funnel', '--currency', 'USD', ...argv);

const usd = (amount: number) => ({ amount: `${amount}.00`, currency: 'USD' });

inPresence(`the 8,800 deals of maven-crm, imported${unless}`, () => {
  beforeAll(async () => {
    expect(await importing()).toMatchObject({
      mapping: 'maven-crm',
      rows: 8_800,
      events: 23_938,
      rejected: 0,
      changed: 0,
    });
  });

  it('are events of every kind that the file tells of', async () => {
    const presales = await open({ eventLog: log, readOnly: true, project: false });
    const counts = new Map<string, number>();
    for await (const { events } of presales.log.readAll())
      for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
    await presales.close();
    expect(Object.fromEntries(counts)).toEqual({
      PipelineDefined: 1,
      PartyRegistered: 85,
      TeamCreated: 6,
      SalespersonJoinedTeam: 35,
      OpportunityOpened: 8_800,
      OpportunityStepEntered: 8_300,
      OpportunityWon: 4_238,
      OpportunityLost: 2_473,
    });
  });

  it('come to the known outcomes, values, rates and cycles', async () => {
    expect(await funnel()).toMatchObject({
      outcomes: { created: 8_800, won: 4_238, lost: 2_473, open: 2_089 },
      steps: [
        { step: 'prospecting', openNow: 500 },
        { step: 'engaging', openNow: 1_589 },
      ],
      wonValue: usd(10_005_534),
      averageWon: { amount: '2360.91', currency: 'USD' },
      winRate: { closed: { percent: '63.15' }, created: { percent: '48.16' } },
      cycle: {
        won: { meanDays: '51.78', medianDays: 57 },
        lost: { meanDays: '41.48', medianDays: 14 },
      },
    });
  });

  it('come to the known figures of each quarter of 2017', async () => {
    const quarter = (key: string, won: number, lost: number, value: number) => ({
      key,
      figures: { outcomes: { won, lost }, wonValue: usd(value) },
    });
    const { groups } = groupsOf(await funnel('--by', 'closed-quarter'));
    expect(groups.filter(({ key }) => key.startsWith('2017'))).toMatchObject([
      quarter('2017-Q1', 531, 116, 1_134_672),
      quarter('2017-Q2', 1_254, 778, 3_086_111),
      quarter('2017-Q3', 1_257, 790, 2_982_255),
      quarter('2017-Q4', 1_196, 789, 2_802_496),
    ]);
  });

  it.each([
    ['2016-12-31', 358, 0, 0],
    ['2017-03-31', 1_330, 531, 116],
    ['2017-06-30', 1_686, 1_785, 894],
    ['2017-09-30', 2_409, 3_042, 1_684],
    ['2017-12-31', 1_589, 4_238, 2_473],
  ])('as of %s stood as is known, of those engaged', async (asOf, open, won, lost) => {
    expect(await funnel('--step', 'engaging', '--as-of', asOf)).toMatchObject({
      outcomes: { open, won, lost },
    });
  });

  it('are credited to teams and people as is known', async () => {
    const teams = groupsOf(await funnel('--by', 'team')).groups;
    expect(Object.fromEntries(teams.map(({ name, figures }) => [name, figures.wonValue]))).toEqual({
      'Melvin Marxen': usd(2_251_930),
      'Summer Sewald': usd(1_964_750),
      'Rocco Neubert': usd(1_960_545),
      'Celia Rouche': usd(1_603_897),
      'Cara Losch': usd(1_130_049),
      'Dustin Brinkmann': usd(1_094_363),
    });
    const people = groupsOf(await funnel('--by', 'person')).groups;
    const best = [...people].sort(
      (left, right) => Number(right.figures.wonValue.amount) - Number(left.figures.wonValue.amount),
    )[0];
    expect(best).toMatchObject({
      key: 'Darcel Schlecht',
      figures: { outcomes: { won: 349, lost: 204 }, wonValue: usd(1_153_214) },
    });
  });

  it('are imported once: a second run adds nothing', async () => {
    expect(await importing()).toMatchObject({ rows: 8_800, events: 0, rejected: 0, skipped: 0 });
    expect(await funnel()).toMatchObject({ position: '23937' });
    expect(existsSync(rejects)).toBe(false);
  });
});

interface Grouped {
  readonly groups: readonly {
    readonly key: string;
    readonly name: string;
    readonly figures: { readonly wonValue: { readonly amount: string } };
  }[];
}

/** A report's groups. Its shape is what the assertions on it are about. */
const groupsOf = (report: unknown): Grouped => report as Grouped;
