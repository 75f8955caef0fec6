import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { LeadDistributionCommand } from './commands.ts';
import { define } from './decide/define.ts';
import { distribute } from './decide/distribute.ts';
import { LeadDistributionEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, LeadDistributionRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { LeadDistribution } from './state.ts';

const decide = (command: LeadDistributionCommand, state: LeadDistribution): Answer => {
  switch (command.type) {
    case 'DefineDistribution':
      return define(command.data, state);
    case 'DistributeLead':
      return distribute(command.data, state);
  }
};

/** How leads are given to salespeople (S33): whose turn it is, and who was given which. */
export const leadDistribution: Aggregate<
  LeadDistributionCommand,
  LeadDistribution,
  LeadDistributionEvent,
  LeadDistributionRefusal
> = aggregate({
  category: 'leadDistribution',
  commands: LeadDistributionCommand,
  events: LeadDistributionEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('lead-distribution/before-fact', factOrder),
  identify: ({ data }) => data.distributionId,
});
