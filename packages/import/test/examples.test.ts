import { join } from 'node:path';
import { atDesk, type Desk } from './desk.ts';

const examples = join(__dirname, '..', '..', '..', 'examples');

/** Imports an example, and each event in short. */
const story = async (desk: Desk, example: string, file: string): Promise<readonly string[]> => {
  const run = () =>
    desk.import(join(examples, example, file), join(examples, example, 'mapping.yaml'));
  const first = await run();
  expect(first).toMatchObject({ rows: 10, rejected: 0, changed: 0 });
  const events = await desk.events();
  expect(events).toHaveLength(first.events);
  expect(await run()).toMatchObject({ events: 0, rejected: 0, changed: 0 });
  return events
    .map(
      ({ stream, revision, type, metadata: { occurredAt, actor } }) =>
        `${stream} ${revision} ${type} ${occurredAt} ${actor}`,
    )
    .sort();
};

it(
  'a change history becomes the moves, outcomes and reopenings of its deals',
  atDesk(async (desk) => {
    const by = 'import:change-history';
    expect(await story(desk, 'change-history', 'stage-changes.csv')).toEqual([
      `exchangeRate-GBP.EUR.2024 0 ExchangeRatePublished 2023-12-31T22:00:00.000Z ${by}`,
      `opportunity-D-1 0 OpportunityOpened 2024-02-05T07:12:00.000Z ${by}`,
      `opportunity-D-1 1 OpportunityStepEntered 2024-02-14T14:45:00.000Z ${by}`,
      `opportunity-D-1 2 OpportunityStepEntered 2024-03-04T11:20:00.000Z ${by}`,
      `opportunity-D-1 3 OpportunityStepEntered 2024-03-31T00:30:00.000Z ${by}`,
      `opportunity-D-1 4 OpportunityWon 2024-04-09T14:00:00.000Z ${by}`,
      `opportunity-D-2 0 OpportunityOpened 2024-02-05T08:30:00.000Z ${by}`,
      `opportunity-D-2 1 OpportunityLost 2024-03-01T06:05:00.000Z ${by}`,
      `opportunity-D-2 2 OpportunityReopened 2024-04-15T06:00:00.000Z ${by}`,
      `opportunity-D-2 3 OpportunityStepEntered 2024-04-15T06:00:00.000Z ${by}`,
      `opportunity-D-2 4 OpportunityWon 2024-05-02T09:00:00.000Z ${by}`,
      `opportunity-D-3 0 OpportunityOpened 2024-02-20T09:00:00.000Z ${by}`,
      `party-Brick "n" Mortar Ltd 0 PartyRegistered 2024-02-20T09:00:00.000Z ${by}`,
      `party-Holz & Söhne 0 PartyRegistered 2024-02-05T07:12:00.000Z ${by}`,
      `party-Lumière SARL 0 PartyRegistered 2024-02-05T08:30:00.000Z ${by}`,
      `pipeline-sales 0 PipelineDefined 2023-12-31T22:00:00.000Z ${by}`,
    ]);
    const { state } = await desk.presales.opportunity.load('D-1');
    expect(state).toMatchObject({
      status: 'won',
      value: { net: { amount: 1_190_000, currency: 'EUR', scale: 2 } },
    });
    // D-3 is in pounds: without a published rate there would be no report.
    await desk.presales.caughtUp();
    expect(await desk.presales.funnel({ currency: 'EUR' })).toMatchObject({
      outcomes: { created: 3, won: 2 },
      openPipeline: { count: 1, expected: { amount: 365_458 } },
    });
  }),
);

it(
  'an event log becomes leads, activities and the opportunity that came of them',
  atDesk(async (desk) => {
    expect(await story(desk, 'event-log', 'events.csv')).toEqual([
      'activity-L-100/Called/2024-05-06T11:00:00+03:00 0 ActivityCompleted 2024-05-06T08:00:00.000Z Ana Pop',
      'activity-L-100/Demo given/2024-05-15T14:00:00+03:00 0 ActivityCompleted 2024-05-15T11:00:00.000Z Dana Luca',
      'activity-L-101/Called/2024-05-08 12:00 0 ActivityCompleted 2024-05-08T09:00:00.000Z Ion Rusu',
      'lead-L-100 0 LeadCaptured 2024-05-06T05:00:00.000Z web form',
      'lead-L-100 1 LeadAssigned 2024-05-06T05:20:00.000Z Ana Pop',
      'lead-L-100 2 LeadSalesQualified 2024-05-08T07:00:00.000Z Ana Pop',
      'lead-L-100 3 LeadConverted 2024-05-21T13:30:00.000Z Ana Pop',
      'lead-L-101 0 LeadCaptured 2024-05-06T09:15:30.250Z trade fair',
      'lead-L-101 1 LeadAssigned 2024-05-07T07:00:00.000Z Ion Rusu',
      'lead-L-101 2 LeadDisqualified 2024-05-20T06:00:00.000Z Ion Rusu',
      'opportunity-deal-L-100 0 OpportunityOpened 2024-05-21T13:30:00.000Z Ana Pop',
      'party-contact-L-100 0 PartyRegistered 2024-05-06T05:00:00.000Z web form',
      'party-contact-L-101 0 PartyRegistered 2024-05-06T09:15:30.250Z trade fair',
    ]);
  }),
);
