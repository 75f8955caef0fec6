import type { BusinessCalendar } from '@presales/kernel';
import { type Answer, nothingKnownText } from '@presales/projections';
import type { Style } from '../style.ts';
import { incompleteTexts } from './incomplete.ts';
import { countText } from './numbers.ts';

/**
 * What stands under a report's title: what decided its figures, in one line, and in another that the
 * log knew nothing, where that is why they are zeros, and what the figures lack.
 */
export const definitionOf = (
  style: Style,
  answer: Answer,
  ...parts: readonly string[]
): readonly string[] => [style.faint(decidedBy(answer, parts)), ...toldOf(style, answer)];

/** What must be said of a report before its figures: that nothing was known, and what they lack. */
export const toldOf = (
  style: Style,
  { nothingKnown, incomplete }: Pick<Answer, 'nothingKnown' | 'incomplete'>,
): readonly string[] => [
  ...(nothingKnown === undefined ? [] : [style.heading(nothingKnownText(nothingKnown))]),
  ...(incomplete === undefined ? [] : incompleteTexts(incomplete).map(style.heading)),
];

const decidedBy = (answer: Answer, parts: readonly string[]): string =>
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
