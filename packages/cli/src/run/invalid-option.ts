import type { Command } from 'commander';

/**
 * Refuses an option's value in commander's own words and way. For values that only the domain can
 * judge: it is not loaded yet when commander reads the command line.
 */
export const invalidOption = (
  command: Command,
  name: string,
  value: string,
  expected: string,
): never => {
  const flags = command.options.find(({ long }) => long === name)?.flags ?? name;
  return command.error(`error: option '${flags}' argument '${value}' is invalid. ${expected}`, {
    code: 'commander.invalidArgument',
  });
};
