import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The programs that run in processes of their own, to be attacked there. */
export type Program = 'service' | 'work' | 'writer';

/** A process under attack. */
export interface Child<Line> {
  readonly process: ChildProcess;
  /** What it has told so far, a line of JSON each. */
  readonly told: readonly Line[];
  /** Resolves when it has ended and all that it told is read, with its exit code or its signal. */
  readonly ended: Promise<Ending>;
}

/** How a process ended. */
export interface Ending {
  readonly how: number | string;
  /** What it said on standard error. */
  readonly said: string;
}

/** The command line that runs one of the programs, as plain Node. */
export const commandOf = (program: Program, options: object): readonly string[] => [
  process.execPath,
  fileURLToPath(new URL(`../children/${program}.js`, import.meta.url)),
  JSON.stringify(options),
];

/** The command line of `presales`. */
export const presalesCommand = (...words: readonly string[]): readonly string[] => [
  process.execPath,
  fileURLToPath(new URL('../../../cli/bin/presales.js', import.meta.url)),
  ...words,
];

/** Starts a process; each line that it prints is JSON, or left out. */
export const start = <Line>(
  command: readonly string[],
  onLine: (line: Line) => void = () => undefined,
): Child<Line> => {
  const [program = '', ...words] = command;
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const told: Line[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (text) => {
    const line = parsed<Line>(text);
    if (line === undefined) return;
    told.push(line);
    onLine(line);
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(
    ([[code, signal]]) => ({ how: code ?? signal, said: said.trim() }),
  );
  return { process: child, told, ended };
};

/** Undefined for half a line: its writer was killed over it. */
const parsed = <Line>(text: string): Line | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
