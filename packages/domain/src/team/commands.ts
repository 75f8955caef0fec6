import { Id, Instant, LocalDate, message, Text } from '@presales/kernel';
import { z } from 'zod';

const teamId = Id;

const at = Instant;

/** What can be asked of a team. */
export const TeamCommand = z.discriminatedUnion('type', [
  message('CreateTeam', { teamId, name: Text, at }),
  message('JoinTeam', { teamId, salespersonId: Id, from: LocalDate, at }),
  message('LeaveTeam', { teamId, salespersonId: Id, from: LocalDate, at }),
]);
export type TeamCommand = z.infer<typeof TeamCommand>;
