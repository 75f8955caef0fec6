export { TeamCommand } from './commands.ts';
export { TeamEvent } from './events.ts';
export { membersOn } from './figures/members-on.ts';
export type { TeamRefusal } from './refusals.ts';
export type { Membership, Team } from './state.ts';
export { team } from './team.ts';
