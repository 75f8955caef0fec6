import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All files of a folder in a new one; the folders within are left out. */
export const copyFolder = (from: string, to: string): void => {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isFile()) copyFileSync(join(from, entry.name), join(to, entry.name));
};

/** Works on a copy of a folder, which is removed unless something was found on it. */
export const onCopy = async <Result extends { readonly findings: readonly string[] }>(
  from: string,
  to: string,
  work: (copy: string) => Promise<Result>,
): Promise<Result> => {
  copyFolder(from, to);
  const result = await work(to);
  if (result.findings.length === 0) rmSync(to, { recursive: true });
  return result;
};

/** Turns one bit of a file. */
export const flipBit = (file: string, byte: number, bit: number): void => {
  const bytes = readFileSync(file);
  bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit);
  writeFileSync(file, bytes);
};
