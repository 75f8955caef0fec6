import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export interface Arguments {
  readonly help: boolean;
  readonly json: boolean;
  /** The benchmarks to run. */
  readonly names: readonly string[];
  readonly rounds: number | undefined;
  readonly events: number | undefined;
}

/** The command line asks for something that is not there. */
export class InvalidArguments extends Error {}

/**
 * The command line, read; `benchmarks` are those there are.
 *
 * @throws InvalidArguments
 */
export const parseArguments = (
  argv: readonly string[],
  benchmarks: readonly string[],
): Arguments => {
  const { values, positionals } = parsed(argv);
  const asked = positionals.length === 0 ? ['all'] : positionals;
  const unknown = asked.find((name) => name !== 'all' && !benchmarks.includes(name));
  if (unknown !== undefined)
    throw new InvalidArguments(
      `no benchmark ${unknown}; expected ${[...benchmarks, 'all'].join(', ')}`,
    );
  return {
    help: values.help === true,
    json: values.json === true,
    names: asked.includes('all') ? benchmarks : asked,
    rounds: count('--rounds', values.rounds),
    events: count('--events', values.events),
  };
};

const parsed = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        rounds: { type: 'string' },
        events: { type: 'string' },
      },
    });
  } catch (error) {
    throw new InvalidArguments(error instanceof Error ? error.message : String(error));
  }
};

const count = (option: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArguments(`${option}: expected a whole number from 1, got ${text}`);
  return number;
};
