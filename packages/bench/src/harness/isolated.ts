import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ProgramName, ProgramOptions, ProgramResult } from './programs.ts';

/** What a child process is asked to do. */
export interface Job<Name extends ProgramName = ProgramName> {
  readonly program: Name;
  readonly options: ProgramOptions<Name>;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The children's program as plain JavaScript, so that what is measured is Node and the packages as
 * they are built, and no loader of TypeScript: that alone would hold 60 MB. It lies as deep below
 * the package as its sources do, because they find the peers by their own place.
 */
const compiled = async (): Promise<string> => {
  const outdir = path('../../.bench/harness/');
  await build({
    entryPoints: [path('./child.ts')],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return `${outdir}child.mjs`;
};

let child: Promise<string> | undefined;

/**
 * Runs a program in a process of its own: no contender finds a warm heap, compiled code or open
 * files of another.
 */
export const isolated = async <Name extends ProgramName>(
  program: Name,
  options: ProgramOptions<Name>,
): Promise<ProgramResult<Name>> => {
  child ??= compiled();
  const process = fork(await child, {
    serialization: 'advanced',
    execArgv: [],
    // What a contender prints is not ours: standard output is for the report alone.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const job: Job<Name> = { program, options };
  process.send(job);
  const [outcome] = await Promise.race([
    once(process, 'message'),
    once(process, 'exit').then(([code]) => {
      throw new Error(`${program} ended with ${code} and without a result`);
    }),
  ]);
  await once(process, 'exit');
  return outcome;
};
