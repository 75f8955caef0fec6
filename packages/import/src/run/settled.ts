import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { systemCode } from '../system-error.ts';
import { type Belonging, checkBelonging, type HeaderOf } from './belonging.ts';
import { openOwn, unreadableOwn } from './own-file.ts';
import { commandMark, type RowNotes } from './row-notes.ts';

const headerOf: HeaderOf = (mapping, log) =>
  `settled commands of ${JSON.stringify(mapping)} in log ${log}\n`;

/** A command's id, and its fingerprint where there was one by then. */
const settledLine = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?: ([\w-]{43}))?$/;

/** Lines in one batch. */
const batch = 1_000;

/**
 * Commands that changed nothing, as earlier versions of the program wrote them down in a file beside the
 * log; there is no such file otherwise. What stands there is noted in the log from now on.
 *
 * @throws ImportError `import/other-import` when the file belongs to another mapping or log
 */
export async function* settledIn(path: string, belonging: Belonging): AsyncGenerator<RowNotes> {
  const lines = linesOf(path);
  let first = true;
  let settled: string[] = [];
  const notes = (): RowNotes => ({
    settled,
    refused: [],
    unlisted: [],
    accepted: [],
    corrected: [],
  });
  for await (const line of lines) {
    if (first) checkBelonging(path, `${line}\n`, headerOf, belonging);
    first = false;
    const [, commandId, fingerprint] = settledLine.exec(line) ?? [];
    if (commandId !== undefined) settled.push(commandMark(commandId, fingerprint));
    if (settled.length < batch) continue;
    yield notes();
    settled = [];
  }
  yield notes();
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    const file = createReadStream(path, { fd: openOwn(path, 'read') });
    yield* createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw unreadableOwn(path, error);
  }
}
