import { type Io, main } from '../src/index.ts';

/** What a run of the command came to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Streams that keep what is written to them. */
export const capturing = (
  env: Io['env'] = {},
  { terminal = false, signal = new AbortController().signal } = {},
): { readonly io: Io; readonly said: { out: string; err: string } } => {
  const said = { out: '', err: '' };
  const sink = (name: 'out' | 'err') => ({
    write: async (text: string) => {
      said[name] += text;
    },
    isTerminal: terminal && name === 'out',
  });
  return { io: { stdout: sink('out'), stderr: sink('err'), env, signal }, said };
};

/** Runs the command in this process. */
export const presales = async (argv: readonly string[], env: Io['env'] = {}): Promise<Ran> => {
  const { io, said } = capturing(env);
  return { code: await main(argv, io), ...said };
};
