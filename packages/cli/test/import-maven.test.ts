import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDesk } from './import-desk.ts';

const root = join(__dirname, '..', '..', '..');
const data = join(root, '..', 'shared', 'data', 'maven-crm', 'sales_pipeline.csv');
const mapping = join(root, 'examples', 'maven-crm', 'mapping.yaml');

const present = existsSync(data);
const inPresence = present ? it : it.skip;
const unless = present ? '' : ' (skipped: ../shared/data/maven-crm is not there)';

inPresence(
  `the 8,800 deals of maven-crm become history, none refused, and once only${unless}`,
  async () => {
    const desk = await openDesk();
    try {
      expect(await desk.import(data, mapping)).toMatchObject({
        rows: 8_800,
        rejected: 0,
        changed: 0,
        events: 23_938,
      });
      const counts = new Map<string, number>();
      for (const { type } of await desk.events()) counts.set(type, (counts.get(type) ?? 0) + 1);
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
      expect(await desk.import(data, mapping)).toMatchObject({ rows: 8_800, events: 0 });
      expect(await desk.events()).toHaveLength(23_938);
    } finally {
      await desk.close();
    }
  },
  120_000,
);
