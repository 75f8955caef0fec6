import { hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Seals the events of a store, one after the other, and marks how far it came. */
export interface Sealer {
  /** Checksum and seal of the next event. */
  readonly next: (row: readonly (string | number)[]) => readonly [checksum: number, seal: string];
  /** Writes the mark of what was committed. */
  readonly mark: () => void;
  readonly close: () => void;
}

/** As decision 0015 says it. */
export const sealer = (markFile: string): Sealer => {
  const descriptor = openSync(markFile, 'w', 0o600);
  let seal = '';
  let position = -1;
  return {
    next: (row) => {
      position += 1;
      const text = `${position}\n${row.join('\n')}`;
      seal = hash('sha256', `${seal}\n${text}`, 'base64url');
      return [crc32(text), seal];
    },
    mark: () => {
      const line = `presales-mark 1 ${String(position).padStart(16, '0')} ${seal}`;
      writeSync(descriptor, `${line} ${crc32(line).toString(16).padStart(8, '0')}\n`, 0);
    },
    close: () => closeSync(descriptor),
  };
};
