import { type Belonging, checkBelonging, type HeaderOf, headerFor } from './belonging.ts';
import { linesFile, readLines } from './lines-file.ts';

/**
 * Commands that changed nothing, because it was already so, and left no event. The log cannot tell
 * that they were carried out. Carried out again after later rows, they could change something: a deal
 * that stood at a step already would be moved back to it. So they are written down beside the log.
 */
export interface Settled {
  /**
   * The fingerprint of what a settled command said; `unknown` where it was written down before there
   * were fingerprints, undefined for a command that is not settled.
   */
  readonly find: (commandId: string) => string | undefined;
  /** Writes the command down before any later one of its aggregate is carried out. */
  readonly add: (commandId: string, fingerprint: string) => void;
  /** The log that the file belongs to has its first event. */
  readonly bind: (log: string) => void;
  readonly close: () => void;
}

const headerOf: HeaderOf = (mapping, log) =>
  `settled commands of ${JSON.stringify(mapping)} in log ${log}\n`;

/**
 * The settled commands in a file, one a line: its id and its fingerprint. Made with the first of them.
 *
 * @throws ImportError `import/other-import` when the file belongs to another mapping or log
 */
export const settledFile = async (path: string, belonging: Belonging): Promise<Settled> => {
  const text = await readLines(path);
  if (text !== '') checkBelonging(path, text, headerOf, belonging);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const known = new Map(
    whole
      .split('\n')
      .slice(1)
      .map((line): [string, string] => {
        const [commandId = '', fingerprint = 'unknown'] = line.split(' ');
        return [commandId, fingerprint];
      }),
  );
  const header = headerFor(headerOf, belonging);
  const lines = linesFile(path, header, text === '' ? undefined : Buffer.byteLength(whole));
  return {
    find: (commandId) => known.get(commandId),
    add: (commandId, fingerprint) => lines.append(`${commandId} ${fingerprint}\n`),
    bind: (log) => lines.setHeader(headerFor(headerOf, { ...belonging, log })),
    close: lines.close,
  };
};

/** What an earlier run wrote down, and what this one adds in memory alone: for a dry run. */
export const settledInMemory = (before: Pick<Settled, 'find'> | undefined): Settled => {
  const added = new Map<string, string>();
  return {
    find: (commandId) => added.get(commandId) ?? before?.find(commandId),
    add: (commandId, fingerprint) => added.set(commandId, fingerprint),
    bind: () => undefined,
    close: () => undefined,
  };
};
