import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../attack.ts';

/** An outcome, and the folder that was kept because of it. */
export interface Kept extends Outcome {
  readonly kept?: string;
}

/** Works in a folder of its own, which is removed unless something was found, and then named. */
export const inFolder = async (
  name: string,
  work: (folder: string) => Promise<Outcome>,
): Promise<Kept> => {
  const folder = mkdtempSync(join(tmpdir(), `presales-torture-${name}-`));
  let outcome: Outcome;
  try {
    outcome = await work(folder);
  } catch (error) {
    // An attack that breaks off has found something, be it a fault of its own.
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    outcome = { counts: {}, findings: [`the attack itself broke off: ${told}`] };
  }
  if (outcome.findings.length > 0) return { ...outcome, kept: folder };
  rmSync(folder, { recursive: true, force: true });
  return outcome;
};
