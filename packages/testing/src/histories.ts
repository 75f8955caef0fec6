import { type AggregateName, aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  type Message,
  messageTypes,
} from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor, fitting, ofType } from './arbitraries.ts';
import { campaignStories } from './arbitraries-campaign.ts';
import { engagementStories } from './arbitraries-engagement.ts';
import { inquiryStories } from './arbitraries-inquiry.ts';
import { leadStories } from './arbitraries-lead.ts';
import { opportunityStories } from './arbitraries-opportunity.ts';
import { partyStories } from './arbitraries-party.ts';
import { priceListStories } from './arbitraries-price-list.ts';
import { productStories, supplierStories } from './arbitraries-product.ts';
import { quotationStories } from './arbitraries-quotation.ts';
import { shopOrderStories } from './arbitraries-shop-order.ts';

/** A function of any aggregate and of histories of it. */
export type Visit<Result> = <
  Command extends CommandMessage,
  State extends { readonly status: string },
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  histories: Arbitrary<readonly Command[]>,
) => Result;

/** The histories of one aggregate. */
export interface Histories<Command> {
  /** The commands of one history, in their order. */
  readonly commands: Arbitrary<readonly Command[]>;
  /** Calls a function with the aggregate and its histories, with the types that belong together. */
  readonly visit: <Result>(visit: Visit<Result>) => Result;
}

/**
 * The first command of an aggregate, and then commands of a few types only, which therefore affect each
 * other far more often than if all types were drawn (A. Groce and others, "Swarm Testing", 2012).
 */
const swarmsOf = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>({
  commands,
}: Aggregate<Command, State, Event, Refusal>): Arbitrary<readonly Command[]> => {
  const kinds = messageTypes(commands).map(
    (type: Command['type']): Arbitrary<Command> => ofType(commands, type),
  );
  const [opening = fitting(commands)] = kinds;
  return fc
    .subarray(kinds, { minLength: 1, maxLength: Math.min(4, kinds.length) })
    .chain((few) => fc.tuple(opening, fc.array(fc.oneof(...few), { maxLength: 20, size: 'max' })))
    .map(([opened, rest]) => [opened, ...rest]);
};

/** The same commands, with the same times put in their order. */
const inOrderOfTime = <Command extends CommandMessage>(
  commands: readonly Command[],
): readonly Command[] => {
  const times = commands.map(({ data }) => data.at).sort();
  return commands.map((command, index) => ({
    ...command,
    data: { ...command.data, at: times[index] ?? command.data.at },
  }));
};

/**
 * Commands of all types, commands of a few types, and the stories of those aggregates where random
 * commands seldom make progress. All commands fit their schemas and share a few ids, days and amounts,
 * so that they affect each other. Half of the histories go forward in time: commands that are dated
 * before the facts that they follow would be refused (B21).
 */
const historiesOf = <
  Command extends CommandMessage,
  State extends { readonly status: string },
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  ...stories: readonly Arbitrary<readonly Command[]>[]
): Histories<Command> => {
  const drawn = fc.oneof(
    {
      weight: 1,
      arbitrary: fc.array(commandsFor(aggregate), { minLength: 1, maxLength: 30, size: 'max' }),
    },
    { weight: 2, arbitrary: swarmsOf(aggregate) },
    ...stories.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
  const commands = fc.oneof(drawn, drawn.map(inOrderOfTime));
  return { commands, visit: (visit) => visit(aggregate, commands) };
};

/** Histories of every aggregate by its name: its properties are tested on them. */
export const histories = {
  lead: historiesOf(aggregates.lead, leadStories),
  leadDistribution: historiesOf(aggregates.leadDistribution),
  inquiry: historiesOf(aggregates.inquiry, inquiryStories),
  quotation: historiesOf(aggregates.quotation, quotationStories),
  opportunity: historiesOf(aggregates.opportunity, opportunityStories),
  campaign: historiesOf(aggregates.campaign, campaignStories),
  campaignMember: historiesOf(aggregates.campaignMember),
  party: historiesOf(aggregates.party, partyStories),
  pipeline: historiesOf(aggregates.pipeline),
  team: historiesOf(aggregates.team),
  target: historiesOf(aggregates.target),
  activity: historiesOf(aggregates.activity),
  exchangeRate: historiesOf(aggregates.exchangeRate),
  shopOrder: historiesOf(aggregates.shopOrder, shopOrderStories),
  engagement: historiesOf(aggregates.engagement, engagementStories),
  product: historiesOf(aggregates.product, productStories),
  supplier: historiesOf(aggregates.supplier, supplierStories),
  priceList: historiesOf(aggregates.priceList, priceListStories),
  importRecord: historiesOf(aggregates.importRecord),
} satisfies Record<AggregateName, unknown>;
