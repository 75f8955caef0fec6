import { rename, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { PresalesError } from '@presales/kernel';
import { ImportError, ImportStopped } from './import-error.ts';
import type { ImportOptions } from './import-options.ts';
import type { MappingDocument } from './mapping/mapping-document.ts';
import { importPlan } from './mapping/plan.ts';
import { type HowToImport, importRows } from './run/import-rows.ts';
import { inputTable } from './run/rejected-input.ts';
import {
  bindAll,
  closeAll,
  type Remembered,
  type Remembering,
  rejectsPath,
  rememberedIn,
  rememberedInMemory,
} from './run/remembered.ts';
import type { Tally } from './run/tally.ts';
import type { ImportTarget } from './run/target.ts';
import { sizeOf } from './table/input.ts';
import { readJoinedFiles } from './table/joined-rows.ts';
import { stageRows } from './table/staging.ts';
import { tableFormatOf } from './table/table-format.ts';

/** What the import of one file came to. */
export interface InputResult extends Tally {
  /** The file, without its folder. */
  readonly file: string;
  /** The name of the mapping, or of its section. */
  readonly mapping: string;
  /** Where the refused rows are; a dry run writes none. */
  readonly rejects?: string;
}

/** One file whose mapping, joined files and rows are known to be sound. */
export interface PreparedInput {
  /** The section's own name. */
  readonly name: string;
  readonly run: (target: ImportTarget, remembering: Remembering) => Promise<InputResult>;
  readonly dryRun: (target: ImportTarget, remembering?: Remembering) => Promise<InputResult>;
  readonly close: () => void;
}

/** Reads one file by its section of a mapping, and stores nothing. @throws ImportError, Interrupted */
export const prepareInput = async (
  input: string,
  document: MappingDocument,
  {
    mapping,
    signal,
    allowOutside = false,
    rowsInFlight = 64,
    onProgress = () => undefined,
    onReject = () => undefined,
  }: Omit<ImportOptions, 'input'>,
): Promise<PreparedInput> => {
  const file = basename(input);
  const bytes = await sizeOf(input);
  const { name } = document.mapping;
  const table = await inputTable(input, tableFormatOf(document.mapping));
  const joined = await readJoinedFiles(document, { input, mapping, allowOutside });
  const plan = importPlan({ document, input: { file, columns: table.columns }, joined });
  if (table.rejected && plan.rows.numbered)
    throw new ImportError(
      'import/not-rejects',
      { file },
      'its mapping numbers rows, and here are not all of them: correct the rows in the file that they came from, and delete them here',
    );
  const staging = await stageRows(
    file,
    table.rows(signal, (done) =>
      onProgress({ phase: 'reading', file, done, total: bytes, rejected: 0 }),
    ),
    plan.rows,
  );

  const carryOut = (target: ImportTarget, remembered: Remembered, how: HowToImport) =>
    importRows(
      { document, plan, staging, file, remembered, signal, rowsInFlight, onProgress, onReject },
      target,
      how,
    );

  const recall = async (target: ImportTarget, remembering: Remembering, path: string) => {
    const log = await target.identity();
    const remembered = await rememberedIn(remembering, path, {
      belonging: { mapping: name, log },
      plan: plan.identity,
      target,
      input: { file, columns: [...table.columns.keys()] },
      joined: plan.setup.flatMap(({ over }) =>
        typeof over === 'object' ? [{ file: over.file, columns: [...over.columns.keys()] }] : [],
      ),
    });
    return { log, remembered };
  };

  return {
    name: name.split('/').at(-1) ?? name,
    run: async (target, remembering) => {
      const rejects = rejectsPath(remembering, name);
      // Rejected rows that are imported themselves make way for those that are rejected again.
      const replaces = table.rejected && resolve(rejects) === resolve(input);
      const path = replaces ? `${rejects}.new` : rejects;
      if (replaces) await rm(path, { force: true });
      const { log, remembered } = await recall(target, remembering, path);
      try {
        if (log !== undefined) bindAll(remembered, log);
        const how = { stores: true, bound: log !== undefined };
        const tally = await carryOut(target, remembered, how);
        if (replaces) await (tally.rejected === 0 ? rm(rejects) : rename(path, rejects));
        return { file, mapping: name, rejects, ...tally };
      } catch (error) {
        const byHandler = error instanceof PresalesError && error.code.startsWith('handle/');
        throw byHandler ? new ImportStopped(error) : error;
      } finally {
        closeAll(remembered);
        staging.close();
      }
    },
    dryRun: async (target, remembering) => {
      try {
        const before =
          remembering && (await recall(target, remembering, rejectsPath(remembering, name)));
        const how = { stores: false, bound: true };
        const tally = await carryOut(target, rememberedInMemory(before?.remembered), how);
        return { file, mapping: name, ...tally };
      } finally {
        staging.close();
      }
    },
    close: staging.close,
  };
};
