import { Id, LocalDate, message, Text } from '@presales/kernel';
import { z } from 'zod';

const teamId = Id;

/** All that can have happened to a team. Membership is effective-dated: history stays (S56). */
export const TeamEvent = z.discriminatedUnion('type', [
  message('TeamCreated', { teamId, name: Text }),
  /** A member from this day on. */
  message('SalespersonJoinedTeam', { teamId, salespersonId: Id, from: LocalDate }),
  /** No member any more from this day on. */
  message('SalespersonLeftTeam', { teamId, salespersonId: Id, from: LocalDate }),
]);
export type TeamEvent = z.infer<typeof TeamEvent>;
