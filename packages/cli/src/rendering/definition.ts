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

const calendarOf = ({
  zone,
  fiscalYearStart: month,
  fiscalYearStartDay: day = 1,
  fiscalYearNamedBy = 'end',
}: BusinessCalendar): readonly string[] => [
  ...(zone === 'UTC' ? [] : [zone]),
  ...(month === 1 && day === 1
    ? []
    : [
        `fiscal year from month ${month}${day === 1 ? '' : `, day ${day}`}`,
        ...(fiscalYearNamedBy === 'end' ? [] : ['named by its first day']),
      ]),
];
