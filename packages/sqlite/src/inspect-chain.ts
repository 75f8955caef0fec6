import type { Finding } from '@presales/kernel/store';
import { checksumOf, NO_SEAL, type StoredText, sealedText, sealOf } from './event-seal.ts';

/** An event, and the checksum and seal that stand with it. */
export interface SealedRow {
  readonly text: StoredText;
  readonly checksum: number | null;
  readonly seal: string | null;
}

/** Follows the seals along a log. */
export interface ChainCheck {
  /** Looks at the next event. What it finds may be of the event before it. */
  readonly next: (row: SealedRow) => readonly Finding[];
  /** Events before the next one are gone: its seal follows one that nobody knows. */
  readonly broken: () => readonly Finding[];
  /** What is left to be said at the end. */
  readonly end: () => readonly Finding[];
}

/** An event of which the text fits the checksum but not the seal: the next seal tells which is wrong. */
interface Doubtful {
  readonly text: StoredText;
  /** What its seal should be by its text. */
  readonly computed: string;
}

/**
 * Compares every event with its checksum and its seal. Two of three that agree are right: damage hits one
 * of text, checksum and seal. Where text and checksum agree and the seal does not, the seal of the next
 * event decides, because it was computed from the right one.
 */
export const chainCheck = (): ChainCheck => {
  /** The seal before the next event; undefined where it is not known. */
  let before: string | undefined = NO_SEAL;
  let doubtful: Doubtful | undefined;

  const settled = (sealWasWrong: boolean): readonly Finding[] => {
    if (doubtful === undefined) return [];
    const finding = sealWasWrong ? damagedSeal(doubtful.text, 'seal') : changed(doubtful.text);
    doubtful = undefined;
    return [finding];
  };

  const next = ({ text: stored, checksum, seal }: SealedRow): readonly Finding[] => {
    if (checksum === null && seal === null) return [unsealed(stored)];
    const text = sealedText(stored);
    const checks = checksum === checksumOf(text);
    const follows = (earlier: string | undefined) =>
      earlier !== undefined && sealOf(earlier, text) === seal;
    const followsComputed = follows(doubtful?.computed);
    const sealed = followsComputed || follows(before);
    const known = before !== undefined;
    const findings = [...settled(followsComputed)];
    if (checks && known && !sealed)
      doubtful = { text: stored, computed: sealOf(before ?? NO_SEAL, text) };
    else if (!checks) findings.push(sealed ? damagedSeal(stored, 'checksum') : damaged(stored));
    before = seal ?? undefined;
    return findings;
  };

  return {
    next,
    broken: () => {
      before = undefined;
      return settled(false);
    },
    end: () => settled(false),
  };
};

const at = ({ position, stream, revision }: StoredText) => ({
  position: BigInt(position),
  stream,
  revision: BigInt(revision),
});

const damaged = (text: StoredText): Finding => ({
  code: 'log/damaged-event',
  changesFigures: true,
  message: `what stands there as ${text.type} is not what was written: its text fits neither its checksum nor its seal`,
  ...at(text),
});

const changed = (text: StoredText): Finding => ({
  code: 'log/changed-event',
  changesFigures: true,
  message: `what stands there as ${text.type} is not what was sealed: its text fits its checksum, but not its seal`,
  ...at(text),
});

const damagedSeal = (text: StoredText, what: 'seal' | 'checksum'): Finding => ({
  code: 'log/damaged-seal',
  changesFigures: false,
  message: `its ${what} is damaged; its text is as it was written`,
  ...at(text),
});

const unsealed = (text: StoredText): Finding => ({
  code: 'log/unsealed-event',
  changesFigures: false,
  message: `no seal: another program has stored this ${text.type}, and nothing shows whether it was changed since`,
  ...at(text),
});
