import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export interface Arguments {
  readonly help: boolean;
  readonly json: boolean;
  /** The attacks to make. */
  readonly names: readonly string[];
  readonly seed: number;
  /** Undefined where each attack is to take its own number. */
  readonly rounds: number | undefined;
}

/** The command line asks for something that is not there. */
export class InvalidArguments extends Error {}

/**
 * The command line, read; `attacks` are those there are.
 *
 * @throws InvalidArguments
 */
export const parseArguments = (argv: readonly string[], attacks: readonly string[]): Arguments => {
  const { help, json, only, seed, rounds } = parsed(argv);
  const names = only ?? attacks;
  const unknown = names.find((name) => !attacks.includes(name));
  if (unknown !== undefined)
    throw new InvalidArguments(`no attack ${unknown}; expected ${attacks.join(', ')}`);
  return {
    help: help === true,
    json: json === true,
    names,
    seed: seed === undefined ? 1 : whole('--seed', seed, 0),
    rounds: rounds === undefined ? undefined : whole('--rounds', rounds, 1),
  };
};

const parsed = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        only: { type: 'string', multiple: true },
        seed: { type: 'string' },
        rounds: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new InvalidArguments(error instanceof Error ? error.message : String(error));
  }
};

const whole = (option: string, text: string, least: number): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < least)
    throw new InvalidArguments(`${option}: expected a whole number from ${least}, got ${text}`);
  return number;
};
