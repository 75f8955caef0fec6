import type { InputPass } from '../mapping/plan.ts';
import type { StagedRow } from '../table/staging.ts';
import { isRefused } from './meanwhile.ts';
import type { Reject } from './rejects.ts';
import type { RowNote } from './row-notes.ts';

/** Why a row is rejected: a code, and the reason for people. */
export type Refusal = Pick<Reject, 'code' | 'reason'>;

/**
 * Why a row of the input is rejected before it is tried; undefined for one that is tried.
 *
 * @param noted the last note of the row
 * @param rejectsAreWhole whether a row that the rejects have not was taken out of them
 */
export const whyNotTried = (
  pass: InputPass,
  row: StagedRow,
  noted: RowNote | undefined,
  rejectsAreWhole: boolean,
): Refusal | undefined =>
  cutFault(row) ?? keyFault(pass, row) ?? beforeFault(row, noted, rejectsAreWhole);

/** Of a row that was cut when it was written to the rejects nobody knows what it said. */
const cutFault = ({ cut }: StagedRow): Refusal | undefined =>
  cut
    ? {
        code: 'import/cut',
        reason:
          'its cells were too long for the rejects file, and are not all there: correct it in the file that it came from',
      }
    : undefined;

/**
 * Why a row that was refused in an earlier run is not tried: rows after it may have been imported since.
 * Whoever imports it as a rejected row wants it tried, and whoever takes it out of the rejects.
 */
const beforeFault = (
  { corrects }: StagedRow,
  noted: RowNote | undefined,
  rejectsAreWhole: boolean,
): Refusal | undefined => {
  const takenOut = noted === 'refused' && rejectsAreWhole;
  return !isRefused(noted) || takenOut || corrects !== undefined ? undefined : refusedBefore;
};

/** Why a row is not tried that was refused before. */
export const refusedBefore: Refusal = {
  code: 'import/refused-before',
  reason:
    'was refused by another run, and rows after it may have been imported since: to have it tried again, import the rejects file, or delete its line there',
};

/** Why a row cannot be told from others by its key. */
const keyFault = ({ keys }: InputPass, { key }: StagedRow): Refusal | undefined => {
  if (key === undefined || key === 'duplicate') return undefined;
  const name = `the key (${keys.join(', ')})`;
  if (key === 'none') return { code: 'import/no-key', reason: `${name} is empty` };
  const lines = key.length === 1 ? `line ${key[0]}` : `lines ${key.join(', ')}`;
  return {
    code: 'import/key-repeated',
    reason: `${name} stands in ${lines} too, with other cells`,
  };
};
