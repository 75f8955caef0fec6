import type { Settings } from './contender.ts';

/** Asks a connection for its journal mode and synchronous level. */
export const settingsOf = (pragma: (name: string) => unknown): Settings => ({
  journalMode: String(pragma('journal_mode')),
  synchronous: Number(pragma('synchronous')),
});

const levels = ['OFF', 'NORMAL', 'FULL', 'EXTRA'] as const;

/** The settings in SQLite's own words. */
export const settingsText = ({ journalMode, synchronous }: Settings): string =>
  `${journalMode}, synchronous=${levels[synchronous] ?? synchronous}`;
