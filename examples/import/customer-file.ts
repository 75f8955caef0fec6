import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareImport, presalesTarget } from '@presales/import';
import { open } from '@presales/runtime';

// What a customer uploaded, and the mapping that was agreed with them.
const folder = mkdtempSync(join(tmpdir(), 'presales-example-'));
const input = join(folder, 'deals.csv');
writeFileSync(
  input,
  `deal,owner,value,opened,lost
D-1,Ana,1200.50,2025-01-07,
D-2,Ion,300,2025-01-09,2025-02-14
D-3,Ion,a lot,2025-01-10,
`,
);
const mapping = join(folder, 'mapping.yaml');
writeFileSync(
  mapping,
  `name: deals
key: deal
rows:
  - command: OpenOpportunity
    fields:
      opportunityId: { column: deal }
      ownerId: { column: owner }
      pipeline.pipelineId: sales
      pipeline.version: 1
      pipeline.steps: [talk, offer]
      expectedValue: { column: value, type: money, currency: EUR }
      at: { column: opened }
  - command: LoseOpportunity
    when: { column: lost, present: true }
    fields: { opportunityId: { column: deal }, reason: price, at: { column: lost } }
`,
);

const presales = await open({ eventLog: 'memory:' });

async function importDeals() {
  const prepared = await prepareImport({ input, mapping });
  const rejects = join(folder, 'rejects.csv');
  const result = await prepared.run(presalesTarget(presales), { beside: folder, rejects });
  const { rows, events, rejected, skipped } = result;
  console.log(`${rows} rows, ${events} events, ${rejected} rejected, ${skipped} skipped`);
  return result;
}

const { rejections } = await importDeals();
for (const { code, rows, first } of rejections)
  console.log(`${code}, ${rows} row: line ${first[0]?.line}, ${first[0]?.reason}`);

// The customer mends the row; what is imported already is not imported again.
writeFileSync(input, readFileSync(input, 'utf8').replace('a lot', '4000'));
await importDeals();

await presales.caughtUp('funnel');
const { outcomes, openPipeline } = await presales.funnel({ currency: 'EUR' });
console.log(outcomes.created, outcomes.lost, openPipeline.expected);

await presales.close();
rmSync(folder, { recursive: true });
