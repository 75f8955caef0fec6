import type { ImportOptions } from '../import-options.ts';
import type { MappingDocument } from '../mapping/mapping-document.ts';
import type { ImportPlan } from '../mapping/plan.ts';
import { untilAborted } from '../table/input.ts';
import type { Staging } from '../table/staging.ts';
import { importNotes } from './import-notes.ts';
import { nothing, type Remembered, syncRejects } from './remembered.ts';
import { importRun } from './run.ts';
import type { Tally } from './tally.ts';
import type { ImportTarget } from './target.ts';

/** One file, read and planned, and what is remembered of it. */
export interface ImportedFile
  extends Pick<Required<ImportOptions>, 'rowsInFlight' | 'onProgress' | 'onReject'> {
  readonly document: MappingDocument;
  readonly plan: ImportPlan;
  readonly staging: Staging;
  /** Its name, without its folder. */
  readonly file: string;
  readonly remembered: Remembered;
  readonly signal: AbortSignal | undefined;
}

/** How a file is imported. */
export interface HowToImport {
  /** Whether anything is stored; otherwise it is tried out. */
  readonly stores: boolean;
  /** Whether the files that remember name the log already. */
  readonly bound: boolean;
}

/**
 * Carries out the commands of a file: what goes before the rows, then the rows. However it ends, what is
 * known of the rows by then is noted in the log, and written down.
 *
 * @throws what `PreparedImport.run` throws
 */
export const importRows = async (
  imported: ImportedFile,
  target: ImportTarget,
  { stores, bound }: HowToImport,
): Promise<Tally> => {
  const { document, plan, staging, remembered } = imported;
  const { name } = document.mapping;
  // What a numbered row becomes depends on rows that may be new.
  if (!plan.rows.numbered) staging.markKnown(remembered.imported.known);
  const { record } = target;
  const notes = await importNotes({
    noted: (from) => record?.noted(name, from) ?? nothing(),
    beside: remembered.settled,
    store: async (taken) => {
      if (!stores) return;
      // A row that the log knows as refused, and the rejects do not have, was taken out by somebody.
      syncRejects(remembered);
      await record?.note(name, taken);
    },
  });
  const run = importRun({ ...imported, ...remembered, target, notes, bound });
  record?.beforeStoring(run.beforeStoring);
  try {
    await afterwards(
      () => allOf(imported, run),
      async () => {
        await notes.save();
        syncRejects(remembered);
        await run.bind();
        await remembered.imported.flush();
      },
    );
    return run.tally();
  } finally {
    record?.beforeStoring(async () => undefined);
    notes.close();
  }
};

const allOf = async (
  { plan, staging, file, signal, onProgress }: ImportedFile,
  run: ReturnType<typeof importRun>,
): Promise<void> => {
  for (const pass of plan.setup) await run.setUp(pass);
  const pages = untilAborted(staging.pages(), signal, () => {
    const { rows, rejected } = run.tally();
    onProgress({ phase: 'importing', file, done: rows, total: staging.count, rejected });
  });
  await run.rows(plan.rows, file, pages);
};

/** Does some work, and then what has to follow it even when it fails; its own failure is then told. */
const afterwards = async (
  work: () => Promise<void>,
  following: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    await following().catch(() => undefined);
    throw error;
  }
  await following();
};
