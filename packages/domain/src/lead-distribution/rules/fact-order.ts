import type { FactOrder } from '@presales/kernel';
import type { LeadDistributionCommand } from '../commands.ts';
import type { LeadDistributionEvent } from '../events.ts';

/**
 * What happens to a distribution after what (B21).
 */
export const factOrder: FactOrder<LeadDistributionCommand, LeadDistributionEvent> = {
  settles: {
    DistributionDefined: ['definition'],
    LeadDistributed: [],
  },
  follows: {
    DefineDistribution: [],
    DistributeLead: ['definition'],
  },
};
