import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for what an import reads and writes. */
export interface Desk {
  /** Writes a file into the folder and returns its path. */
  readonly put: (name: string, content: string) => string;
  readonly path: (name: string) => string;
}

/** Runs something at a desk of its own. */
export const atDesk =
  (test: (desk: Desk) => Promise<void>): (() => Promise<void>) =>
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'presales-import-'));
    const path = (name: string) => join(folder, name);
    const put = (name: string, content: string) => {
      writeFileSync(path(name), content);
      return path(name);
    };
    try {
      await test({ put, path });
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

/** A mapping of deals: one row a deal, with the least that a deal needs. */
export const dealMapping = `
name: deals
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
    fields:
      opportunityId: { column: deal }
      reason: unspecified
      at: { column: lost }
`;
