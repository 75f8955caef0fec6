import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProgramName, ProgramOptions, ProgramResult } from './programs.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));

/** What a child process is asked to do. */
export interface Job<Name extends ProgramName = ProgramName> {
  readonly program: Name;
  readonly options: ProgramOptions<Name>;
}

/**
 * Runs a program in a process of its own: no contender finds a warm heap, compiled code or open
 * files of another. The child inherits how this process was started.
 */
export const isolated = async <Name extends ProgramName>(
  program: Name,
  options: ProgramOptions<Name>,
): Promise<ProgramResult<Name>> => {
  const process = fork(child, {
    serialization: 'advanced',
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
