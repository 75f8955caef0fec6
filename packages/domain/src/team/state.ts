import type { LocalDate } from '@presales/kernel';

/** A stretch of days as a member: `from` belongs to it, `until` does not. */
export interface Membership {
  readonly from: LocalDate;
  readonly until?: LocalDate;
}

/** What a team is: its name, and everyone's memberships, the earliest first. */
export type Team =
  | { readonly status: 'absent' }
  | {
      readonly status: 'created';
      readonly name: string;
      readonly members: ReadonlyMap<string, readonly Membership[]>;
    };
