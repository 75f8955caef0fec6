import {
  activity,
  campaign,
  campaignMember,
  exchangeRate,
  inquiry,
  lead,
  opportunity,
  party,
  pipeline,
  quotation,
  target,
  team,
} from '@presales/domain';
import type { EventLog } from '@presales/kernel';
import { ask } from './ask.ts';
import type { World } from './clock.ts';

/** One typed function for the commands of each kind of aggregate, over one log. */
export const commandSide = (log: EventLog, world: World, actor: string) => ({
  lead: ask(lead, log, world, actor),
  inquiry: ask(inquiry, log, world, actor),
  quotation: ask(quotation, log, world, actor),
  opportunity: ask(opportunity, log, world, actor),
  campaign: ask(campaign, log, world, actor),
  campaignMember: ask(campaignMember, log, world, actor),
  party: ask(party, log, world, actor),
  pipeline: ask(pipeline, log, world, actor),
  team: ask(team, log, world, actor),
  target: ask(target, log, world, actor),
  activity: ask(activity, log, world, actor),
  exchangeRate: ask(exchangeRate, log, world, actor),
});

/** The command side: `lead`, `inquiry`, `quotation`, `opportunity`, `campaign` and the rest. */
export type CommandSide = ReturnType<typeof commandSide>;
