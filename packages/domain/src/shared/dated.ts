import type { LocalDate } from '@presales/kernel';

/** Something that holds from a day on, until the next of its kind. */
export interface FromDay {
  readonly effectiveFrom: LocalDate;
}

/** The entries with one more, earliest first. It replaces an entry of the same day. */
export const withDated = <Entry extends FromDay>(
  entries: readonly Entry[],
  added: Entry,
): readonly Entry[] => [
  ...entries.filter(({ effectiveFrom }) => effectiveFrom < added.effectiveFrom),
  added,
  ...entries.filter(({ effectiveFrom }) => effectiveFrom > added.effectiveFrom),
];

/** What holds on a day; undefined before the first. */
export const inEffect = <Entry extends FromDay>(
  entries: readonly Entry[],
  day: LocalDate,
): Entry | undefined => entries.findLast(({ effectiveFrom }) => effectiveFrom <= day);
