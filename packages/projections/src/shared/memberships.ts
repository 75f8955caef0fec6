import type { FactProjection, LocalDate, Period, RowOf } from '@presales/kernel';
import { facts, factTableOf } from './fact.ts';

/** A table of who joined or left which team. */
export const membershipTable = factTableOf({
  team_id: 'text',
  salesperson_id: 'text',
  /** 1 for somebody who joined, 0 for somebody who left. */
  member: 'integer',
  /** The first day that they are a member on, or no longer. */
  from_date: 'text',
});

/** A table of the teams' names. */
export const teamTable = factTableOf({ team_id: 'text', name: 'text' });

type MembershipTable = ReturnType<typeof membershipTable>;
type TeamTable = ReturnType<typeof teamTable>;

/** Somebody joined or left a team from a day on. */
export type MembershipFact = RowOf<MembershipTable>;

/** A team's name. */
export type TeamFact = RowOf<TeamTable>;

/** Who joined or left which team. */
export const teamMemberships = (table: MembershipTable): FactProjection =>
  facts(table, {
    SalespersonJoinedTeam: ({ data }) => ({
      team_id: data.teamId,
      salesperson_id: data.salespersonId,
      member: 1,
      from_date: data.from,
    }),
    SalespersonLeftTeam: ({ data }) => ({
      team_id: data.teamId,
      salesperson_id: data.salespersonId,
      member: 0,
      from_date: data.from,
    }),
  });

/** How the teams are called. */
export const namedTeams = (table: TeamTable): FactProjection =>
  facts(table, { TeamCreated: ({ data }) => ({ team_id: data.teamId, name: data.name }) });

/** Who belongs to which team, day by day (B12). */
export interface Memberships {
  readonly isMember: (teamId: string, salespersonId: string, on: LocalDate) => boolean;
  /**
   * The one team that a person's figures are listed under on a day: of the teams that the person
   * belongs to, the one joined last.
   */
  readonly homeTeam: (salespersonId: string, on: LocalDate) => string | undefined;
  /** Everybody who belonged to a team on some day of a period, sorted. */
  readonly membersDuring: (
    teamId: string,
    period: Pick<Period, 'start' | 'end'>,
  ) => readonly string[];
}

/** The memberships that the facts tell of. Of two facts for one day the one recorded later holds. */
export const membershipsOf = (rows: readonly MembershipFact[]): Memberships => {
  const people = new Map<string, Map<string, MembershipFact[]>>();
  const sorted = [...rows].sort((left, right) =>
    left.from_date === right.from_date
      ? left.position - right.position
      : left.from_date < right.from_date
        ? -1
        : 1,
  );
  for (const row of sorted) {
    const teams = people.get(row.salesperson_id) ?? new Map<string, MembershipFact[]>();
    people.set(row.salesperson_id, teams);
    teams.set(row.team_id, [...(teams.get(row.team_id) ?? []), row]);
  }

  const standing = (changes: readonly MembershipFact[], on: LocalDate) =>
    changes.findLast(({ from_date }) => from_date <= on);

  return {
    isMember: (teamId, salespersonId, on) =>
      standing(people.get(salespersonId)?.get(teamId) ?? [], on)?.member === 1,
    homeTeam: (salespersonId, on) => {
      let home: MembershipFact | undefined;
      for (const changes of people.get(salespersonId)?.values() ?? []) {
        const joined = standing(changes, on);
        if (joined?.member !== 1) continue;
        if (home === undefined || later(joined, home)) home = joined;
      }
      return home?.team_id;
    },
    membersDuring: (teamId, { start, end }) =>
      [...people]
        .filter(([, teams]) => {
          const changes = teams.get(teamId) ?? [];
          return (
            standing(changes, start)?.member === 1 ||
            changes.some(
              ({ member, from_date }) => member === 1 && from_date >= start && from_date < end,
            )
          );
        })
        .map(([person]) => person)
        .sort(),
  };
};

const later = (left: MembershipFact, right: MembershipFact): boolean =>
  left.from_date === right.from_date
    ? left.position > right.position
    : left.from_date > right.from_date;

/** What a team is called: by the name it was given last, or by its id where it has none. */
export const teamNames = (rows: readonly TeamFact[]): ((teamId: string) => string) => {
  const names = new Map(rows.map(({ team_id, name }) => [team_id, name]));
  return (teamId) => names.get(teamId) ?? teamId;
};
