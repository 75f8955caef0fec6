export { LeadDistributionCommand } from './commands.ts';
export { distributionLimit } from './decide/distribute.ts';
export { LeadDistributionEvent } from './events.ts';
export { leadDistribution } from './lead-distribution.ts';
export type { LeadDistributionRefusal } from './refusals.ts';
export type { DistributionDefinition, GivenLead, LeadDistribution } from './state.ts';
export { DistributionMember, DistributionMembers, DistributionRule } from './vocabulary.ts';
