import { readFile } from 'node:fs/promises';
import { linesFile } from './lines-file.ts';
import { systemCode } from './system-error.ts';

/**
 * The commands that found their wish fulfilled and left no event. The log cannot tell that they were
 * asked, and asked again after later rows they could do something: a deal that stood at a step
 * already would be moved back to it. So they are written down beside the rejects.
 */
export interface Settled {
  readonly has: (commandId: string) => boolean;
  /** Writes the command down before any later one of its aggregate is asked. */
  readonly add: (commandId: string) => void;
  readonly close: () => void;
}

/** The settled commands in a file, one id a line; made with the first of them. */
export const settledFile = async (path: string): Promise<Settled> => {
  const text = await readOrNothing(path);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const known = new Set(whole.split('\n'));
  const lines = linesFile(path, '', Buffer.byteLength(whole));
  return {
    has: (commandId) => known.has(commandId),
    add: (commandId) => lines.append(`${commandId}\n`),
    close: lines.close,
  };
};

/** Nothing is remembered: for a dry run. */
export const nothingSettled: Settled = {
  has: () => false,
  add: () => undefined,
  close: () => undefined,
};

const readOrNothing = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
};
