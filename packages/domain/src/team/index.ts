export { TeamCommand } from './commands.ts';
export { TeamEvent } from './events.ts';
export { type Membership, membersOn, type Team, type TeamRefusal, team } from './team.ts';
