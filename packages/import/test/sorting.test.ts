import { atDesk, rejectsIn } from './desk.ts';

const activities = (sort: string) => `
name: cases
key: n
${sort}
rows:
  - command: OpenOpportunity
    when: { column: activity, equals: SUBMITTED }
    fields: { opportunityId: { column: case }, ownerId: ana, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [SUBMITTED, OFFER_ACCEPTED], at: { column: timestamp } }
  - command: MoveOpportunity
    when: { column: activity, equals: OFFER_ACCEPTED }
    fields: { opportunityId: { column: case }, step: { column: activity }, at: { column: timestamp } }
  - command: LoseOpportunity
    when: { column: activity, equals: CLOSED }
    fields: { opportunityId: { column: case }, reason: price, at: { column: timestamp } }
`;

const byTime = `sort:
  - { by: { column: timestamp, type: date-time } }
  - { by: { column: activity }, order: [SUBMITTED, OFFER_ACCEPTED, CLOSED] }`;

describe('sorted rows', () => {
  it(
    'of one instant come in the order of their activities, whatever that of the file',
    atDesk(async (desk) => {
      const input = desk.put(
        'log.csv',
        'case,activity,timestamp,n\nC1,CLOSED,2024-10-05T10:00:00+02:00,1\nC1,OFFER_ACCEPTED,2024-10-05T08:00:00Z,2\nC1,SUBMITTED,2024-10-01T10:00:00+02:00,3\n',
      );
      const mapping = desk.put('mapping.yaml', activities(byTime));
      expect(await desk.import(input, mapping)).toMatchObject({ rejected: 0, events: 3 });
      expect((await desk.events()).map(({ type }) => type)).toEqual([
        'OpportunityOpened',
        'OpportunityStepEntered',
        'OpportunityLost',
      ]);
    }),
  );

  it(
    'come by instants, not by how these are written; the latest first where that is asked',
    atDesk(async (desk) => {
      const input = desk.put(
        'log.csv',
        'case,activity,timestamp,n\nC1,SUBMITTED,2024-10-01T10:00:00+02:00,1\nC2,SUBMITTED,2024-10-01T09:00:00Z,2\nC3,SUBMITTED,2024-10-01T08:30:00Z,3\n',
      );
      const latest = 'sort:\n  - { by: { column: timestamp, type: date-time }, descending: true }';
      await desk.import(input, desk.put('mapping.yaml', activities(latest)), { rowsInFlight: 1 });
      expect((await desk.events()).map(({ stream }) => stream)).toEqual([
        'opportunity-C2',
        'opportunity-C3',
        'opportunity-C1',
      ]);
    }),
  );

  it(
    'that have no place in the order are rejected',
    atDesk(async (desk) => {
      const input = desk.put('log.csv', 'case,activity,timestamp,n\nC1,SUBMITTED,soon,1\n');
      const firstRejects = rejectsIn(
        await desk.import(input, desk.put('mapping.yaml', activities(byTime))),
      );
      expect(firstRejects[0]?.reason).toBe(
        'sort: column timestamp: expected a date-time in ISO 8601, found "soon"',
      );
    }),
  );

  it(
    'cannot be put in an order of texts by anything but text',
    atDesk(async (desk) => {
      const input = desk.put('log.csv', 'case,activity,timestamp,n\n');
      const mapping = desk.put(
        'mapping.yaml',
        activities('sort:\n  - { by: { column: n, type: integer }, order: [a] }'),
      );
      await expect(desk.import(input, mapping)).rejects.toThrow(
        /mapping\.yaml:5:41: sort\[0\]\.order: expected it beside text only/,
      );
    }),
  );
});
