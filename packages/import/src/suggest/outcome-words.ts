import { foldedHeader } from './folded-header.ts';

/** What became of a deal. */
export type Outcome = 'won' | 'lost' | 'open';

/** What systems and people write for an outcome. */
const outcomeWords: Readonly<Record<Outcome, readonly string[]>> = {
  won: [
    'Won',
    'Closed Won',
    'ClosedWon',
    'Closed - Won',
    'Gewonnen',
    'Auftrag',
    'Gagné',
    'Gagnée',
    'Ganado',
    'Ganada',
    'Vinto',
    'Vinta',
    'Câștigat',
    'Câștigată',
  ],
  lost: [
    'Lost',
    'Closed Lost',
    'ClosedLost',
    'Closed - Lost',
    'Closed Lost to Competition',
    'Verloren',
    'Abgesagt',
    'Perdu',
    'Perdue',
    'Perdido',
    'Perdida',
    'Perso',
    'Persa',
    'Pierdut',
    'Pierdută',
    'Cancelled',
    'Canceled',
    'Out-Sold',
  ],
  open: [
    'Open',
    'Offen',
    'In Progress',
    'Ouvert',
    'Ouverte',
    'Abierto',
    'Abierta',
    'Aperto',
    'Deschis',
  ],
};

const byWord: ReadonlyMap<string, Outcome> = new Map(
  (Object.keys(outcomeWords) as Outcome[]).flatMap((outcome) =>
    outcomeWords[outcome].map((word) => [foldedHeader(word), outcome]),
  ),
);

/** The outcome that a word stands for; undefined where it names none, as stages do. */
export const outcomeOf = (word: string): Outcome | undefined => byWord.get(foldedHeader(word));
