import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { StoredEvent } from '@presales/kernel';
import { open, type Presales } from '@presales/runtime';
import {
  type ImportOptions,
  type ImportResult,
  type ImportTarget,
  prepareImport,
  presalesTarget,
  type Reject,
  type Remembering,
} from '../src/index.ts';

/** A folder of its own and a log in memory, to import into. */
export interface Desk {
  readonly folder: string;
  readonly presales: Presales;
  /** Writes a file into the folder and returns its path. */
  readonly put: (name: string, content: string | Uint8Array) => string;
  readonly read: (name: string) => string;
  readonly path: (name: string) => string;
  readonly import: (
    input: string,
    mapping: string,
    options?: Partial<ImportOptions & Remembering & { readonly target: ImportTarget }>,
  ) => Promise<ImportResult>;
  /** What happened in the business: all events of the log but the notes of imports. */
  readonly events: () => Promise<readonly StoredEvent[]>;
  /** The notes of imports. */
  readonly notes: () => Promise<readonly StoredEvent[]>;
  readonly close: () => Promise<void>;
}

export const openDesk = async (eventLog = 'memory:'): Promise<Desk> => {
  const folder = mkdtempSync(join(tmpdir(), 'presales-import-'));
  const presales = await open({ eventLog, readModels: 'memory:', project: false });
  const path = (name: string) => join(folder, name);
  return {
    folder,
    presales,
    path,
    put: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    read: (name) => readFileSync(path(name), 'utf8'),
    import: async (input, mapping, options = {}) => {
      const {
        target = presalesTarget(presales),
        beside = path('log'),
        rejects = path(`${basename(input)}.rejects.csv`),
        rejectsLimit,
        ...others
      } = options;
      const prepared = await prepareImport({ input, mapping, ...others });
      return prepared.run(target, {
        beside,
        rejects,
        ...(rejectsLimit === undefined ? {} : { rejectsLimit }),
      });
    },
    events: async () => (await eventsOf(presales)).filter((event) => !isNote(event)),
    notes: async () => (await eventsOf(presales)).filter(isNote),
    close: async () => {
      await presales.close();
      rmSync(folder, { recursive: true });
    },
  };
};

/** All events of a log. */
export const eventsOf = async ({ log }: Pick<Presales, 'log'>): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const page of log.readAll()) all.push(...page.events);
  return all;
};

/** Whether an event is a note of an import: no event of the business. */
export const isNote = ({ stream }: StoredEvent): boolean => stream.startsWith('importRecord-');

/** Runs something at a desk of its own. */
export const atDesk =
  (test: (desk: Desk) => Promise<void>): (() => Promise<void>) =>
  async () => {
    const desk = await openDesk();
    try {
      await test(desk);
    } finally {
      await desk.close();
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

/** The first rejects of a run, in the order of their lines. */
export const rejectsIn = ({ rejections }: Pick<ImportResult, 'rejections'>): readonly Reject[] =>
  rejections.flatMap(({ first }) => first).sort((one, other) => one.line - other.line);
