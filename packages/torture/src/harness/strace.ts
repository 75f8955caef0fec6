import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What happens to a system call: the process dies over it, or it fails with this error. */
export interface Fault {
  readonly call: string;
  readonly what: 'KILL' | 'ENOSPC' | 'EIO';
  /** Which of the calls, from 1: `7`, `7..12`, or `7+` for this one and all later ones. */
  readonly when: string;
  /** Only calls on this file. */
  readonly path?: string;
}

/** Why faults cannot be injected here; undefined where they can. */
export const straceMissing = (): string | undefined => {
  const probe = spawnSync('strace', [
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    'trace=none',
    'true',
  ]);
  if (probe.error !== undefined)
    return 'strace is not installed (Linux: apt-get install strace), so no call can be made to fail';
  return probe.status === 0 ? undefined : 'strace may not trace here';
};

/** The command line that runs another one with a fault in it. */
export const underFault = (
  command: readonly string[],
  { call, what, when, path }: Fault,
): readonly string[] => [
  ...['strace', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', `trace=${call}`],
  ...['-e', `inject=${call}:${what === 'KILL' ? 'signal' : 'error'}=${what}:when=${when}`],
  ...(path === undefined ? [] : ['-P', path]),
  ...command,
];

/**
 * How many times a command makes each of some calls when nothing goes wrong. Faults are counted by thread,
 * so that of several threads the busiest counts.
 */
export const countCalls = (
  command: readonly string[],
  calls: readonly string[],
  folder: string,
): ReadonlyMap<string, number> => {
  const trace = join(folder, 'trace');
  const traced = [
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-o',
    trace,
    '-e',
    `trace=${calls.join(',')}`,
    '-e',
    'signal=none',
  ];
  const { status, stderr } = spawnSync('strace', [...traced, ...command], { encoding: 'utf8' });
  if (status !== 0 && status !== 4) throw new Error(`ended with ${status} and no fault: ${stderr}`);
  const counts = new Map<string, Map<string, number>>();
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const [, thread = '', call = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (!calls.includes(call)) continue;
    const ofCall = counts.get(call) ?? new Map<string, number>();
    ofCall.set(thread, (ofCall.get(thread) ?? 0) + 1);
    counts.set(call, ofCall);
  }
  rmSync(trace);
  return new Map([...counts].map(([call, threads]) => [call, Math.max(...threads.values())]));
};
