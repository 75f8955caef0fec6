import type { LocalDate } from '@presales/kernel';
import type { Team } from '../state.ts';

/** Who belongs to a team on a day (S56, B12), in the order of their first joining. */
export const membersOn = (state: Team, day: LocalDate): readonly string[] =>
  state.status === 'absent'
    ? []
    : [...state.members].flatMap(([salespersonId, memberships]) =>
        memberships.some(({ from, until }) => from <= day && (until === undefined || day < until))
          ? [salespersonId]
          : [],
      );
