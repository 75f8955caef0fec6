import type { BusinessCalendar } from '@presales/kernel';
import type { Answer } from '@presales/projections';
import { countText } from './numbers.ts';

/** What decided a report's figures, as one line under its title. */
export const definitionOf = (answer: Answer, ...parts: readonly string[]): string =>
  [
    ...parts,
    ...(answer.asOf === undefined ? [] : [`before ${answer.asOf}`]),
    ...(answer.knownAt === undefined ? [] : [`as known at ${answer.knownAt}`]),
    ...calendarOf(answer.calendar),
    `log position ${countText(answer.position)}`,
  ].join(' · ');

const calendarOf = ({ zone, fiscalYearStart }: BusinessCalendar): readonly string[] => [
  ...(zone === 'UTC' ? [] : [zone]),
  ...(fiscalYearStart === 1 ? [] : [`fiscal year from month ${fiscalYearStart}`]),
];
