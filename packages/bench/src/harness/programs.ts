import { measureAppend } from '../benchmarks/append-program.ts';
import { writeBigLog } from '../benchmarks/big-log.ts';
import { parsePayloads } from '../benchmarks/parse-program.ts';
import { measureProjectParts } from '../benchmarks/project-parts-program.ts';
import { measureProject } from '../benchmarks/project-program.ts';
import { measureRead } from '../benchmarks/read-program.ts';
import { measureRehydrate, rehydrateLimit } from '../benchmarks/rehydrate-program.ts';

/** Everything that runs in a process of its own. */
export const programs = {
  append: measureAppend,
  rehydrate: measureRehydrate,
  rehydrateLimit,
  writeBigLog,
  parsePayloads,
  read: measureRead,
  project: measureProject,
  projectParts: measureProjectParts,
} as const;

export type ProgramName = keyof typeof programs;
export type ProgramOptions<Name extends ProgramName> = Parameters<(typeof programs)[Name]>[0];
export type ProgramResult<Name extends ProgramName> = Awaited<ReturnType<(typeof programs)[Name]>>;
