import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { money } from '@presales/kernel';
import { day, type Happening } from './history.ts';

const directory = join(__dirname, '../../../../shared/data/maven-crm');

/** The reseller's data lies beside the checkout, not in it. */
export const mavenIsThere = existsSync(directory);

/** `it` where the data is there; elsewhere a skip that says why. */
export const itWithMaven: typeof it = mavenIsThere ? it : it.skip;

/** What a test with the data is called, there or not. */
export const mavenTitle = (title: string): string =>
  mavenIsThere ? title : `${title} (skipped: ../shared/data/maven-crm is not there)`;

/** The data has no quotes, no line breaks in fields and no commas but between them. */
const rows = (file: string): readonly (readonly string[])[] =>
  readFileSync(join(directory, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

const pipeline = { pipelineId: 'maven', version: 1, steps: ['prospecting', 'engaging'] };
const undated = '2017-12-31';

/** The teams: each agent belongs to a manager's. */
export const mavenTeams = (): readonly Happening[] => {
  const teams = rows('sales_teams.csv');
  const at = day('2016-01-01');
  return [
    ...[...new Set(teams.map(([, manager = '']) => manager))].map(
      (manager): Happening => ({
        type: 'TeamCreated',
        data: { teamId: manager, name: `Team ${manager}` },
        at,
      }),
    ),
    ...teams.map(
      ([agent = '', manager = '']): Happening => ({
        type: 'SalespersonJoinedTeam',
        data: { teamId: manager, salespersonId: agent, from: '2016-01-01' },
        at,
      }),
    ),
  ];
};

/** The pipeline and every deal of the reseller, as an import would record them. */
export const mavenDeals = (): readonly Happening[] => {
  const defined: Happening = {
    type: 'PipelineDefined',
    data: {
      pipelineId: 'maven',
      version: 1,
      name: 'Maven',
      steps: [
        { step: 'prospecting', name: 'Prospecting', probability: 10 },
        { step: 'engaging', name: 'Engaging', probability: 50 },
      ],
    },
    at: day('2016-01-01'),
  };
  return [
    defined,
    ...rows('sales_pipeline.csv').flatMap(
      ([
        opportunityId = '',
        ownerId = '',
        product = '',
        account,
        stage,
        engaged,
        closed,
        value,
      ]) => {
        const happened: Happening[] = [];
        const openedAt = day(engaged || undated);
        happened.push({
          type: 'OpportunityOpened',
          data: {
            opportunityId,
            ...(account ? { partyId: account } : {}),
            ownerId,
            openedAt,
            pipeline,
            step: 'prospecting',
            origin: { kind: 'direct' },
            productId: product === 'GTXPro' ? 'GTX Pro' : product,
          },
          at: openedAt,
        });
        if (engaged)
          happened.push({
            type: 'OpportunityStepEntered',
            data: {
              opportunityId,
              from: 'prospecting',
              to: 'engaging',
              direction: 'forward',
              skipped: [],
            },
            at: openedAt,
          });
        const closedAt = day(closed || undated);
        if (stage === 'Won') {
          const net = money(Number(value) * 100, 'USD');
          happened.push({
            type: 'OpportunityWon',
            data: {
              opportunityId,
              ...(account ? { partyId: account } : {}),
              value: { net, margin: money(0, 'USD'), netOfUnknownCost: net },
              credit: [{ salespersonId: ownerId, share: 10_000 }],
              step: 'engaging',
              skipped: [],
            },
            at: closedAt,
          });
        }
        if (stage === 'Lost')
          happened.push({
            type: 'OpportunityLost',
            data: { opportunityId, reason: 'unspecified', step: 'engaging' },
            at: closedAt,
          });
        return happened;
      },
    ),
  ];
};
