import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a child tells, line by line. */
export interface Told {
  readonly batch?: number;
  readonly code?: string;
  readonly stored?: number;
  readonly fatal?: string;
  readonly held?: boolean;
  readonly done?: string;
  readonly conflicts?: number;
}

/** A child that runs one of the programs in `children/` on the built packages. */
export interface Child {
  readonly process: ChildProcess;
  /** What it told so far. */
  readonly told: readonly Told[];
  /** Resolves when it has told so many lines; rejects when it ends before. */
  readonly tells: (count: number) => Promise<void>;
  /** Resolves when it has ended, with its exit code or signal. */
  readonly ended: Promise<number | string>;
}

/** A test that fails half-way leaves no child behind. */
const alive = new Set<ChildProcess>();
afterEach(() => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Starts a child, under strace when faults are to be injected. */
export const start = (
  program: string,
  parameters: readonly (string | number)[],
  faults: readonly string[] = [],
): Child => {
  const script = join(__dirname, 'children', program);
  const node = [process.execPath, script, ...parameters.map(String)];
  // Only the main thread is traced: SQLite writes on no other.
  const [command = '', ...rest] =
    faults.length === 0 ? node : ['strace', '-qq', '-o', '/dev/null', ...faults, ...node];
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  const told: Told[] = [];
  const listeners = new Set<() => void>();
  let over = false;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    told.push(JSON.parse(line));
    for (const listener of listeners) listener();
  });
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(
    ([[code, signal]]) => {
      over = true;
      for (const listener of listeners) listener();
      return code ?? signal;
    },
  );
  const tells = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (told.length < count && !over) return;
        listeners.delete(look);
        if (told.length >= count) resolve();
        else reject(new Error(`${program} ended after ${told.length} lines`));
      };
      listeners.add(look);
      look();
    });
  return { process: child, told, tells, ended };
};

/** Whether strace is there and may trace; the reason in words when it is not. */
export const straceMissing = (): string | undefined => {
  const probe = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'trace=none', 'true']);
  if (probe.error !== undefined) return 'strace is not installed';
  return probe.status === 0 ? undefined : 'strace may not trace here';
};

/** `it` where strace works; elsewhere a visible skip whose title says why. */
export const itUnderStrace = (title: string, body: () => Promise<void>, timeout: number): void => {
  const missing = straceMissing();
  if (missing === undefined) it(title, body, timeout);
  else it.skip(`${title} (skipped: ${missing})`, body);
};

/** How many times a program calls a system call when nothing goes wrong. */
export const countCalls = (
  call: string,
  program: string,
  parameters: readonly (string | number)[],
): number => {
  const script = join(__dirname, 'children', program);
  const traced = ['-qq', '-e', `trace=${call}`, '-e', 'signal=none', process.execPath, script];
  const { stderr, status } = spawnSync('strace', [...traced, ...parameters.map(String)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stderr.split('\n').filter((line) => line.startsWith(`${call}(`)).length;
};
