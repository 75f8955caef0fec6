import { harmlessLines } from './harmless.ts';

/** Text of a command line that may hold a password: an address, or a user with something after it. */
const isAddress = /:\/\/|:.*@|=.*[@=]/s;

/**
 * A function that takes the passwords out of a message. What a user typed is quoted by many messages, and
 * a connection string may have been typed where none belongs: each that stands on the command line or in
 * the environment is written as it may be printed.
 */
export const withoutSecretsOf = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ((text: string) => Promise<string>) => {
  const typed = [
    ...argv,
    ...argv.map((argument) => argument.replace(/^-[^=]*=/, '')),
    env['PRESALES_EVENT_LOG'] ?? '',
    env['PRESALES_READ_MODELS'] ?? '',
  ]
    .filter((text) => isAddress.test(text))
    .sort((left, right) => right.length - left.length);
  if (typed.length === 0) return async (text) => text;
  return async (text) => {
    const { withoutPassword } = await import('@presales/runtime');
    return typed.reduce(
      (said, each) =>
        said
          .replaceAll(each, () => withoutPassword(each))
          .replaceAll(harmlessLines(each), () => harmlessLines(withoutPassword(each))),
      text,
    );
  };
};
