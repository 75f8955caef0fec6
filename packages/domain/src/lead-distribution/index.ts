export { LeadDistributionCommand } from './commands.ts';
export {
  DistributionMember,
  DistributionMembers,
  DistributionRule,
  LeadDistributionEvent,
} from './events.ts';
export {
  type DistributionDefinition,
  distributionLimit,
  type GivenLead,
  type LeadDistribution,
  type LeadDistributionRefusal,
  leadDistribution,
} from './lead-distribution.ts';
