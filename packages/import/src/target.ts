import type { AggregateName } from '@presales/domain';
import {
  BEGINNING,
  type CodedRefusal,
  type CommandContext,
  type CommandMessage,
  derivedId,
  type EventLog,
  type Handled,
  type Message,
  type Position,
} from '@presales/kernel';
import type { CommandRequest, Presales, RunCommand } from '@presales/runtime';
import type { PlannedCommand } from './plan.ts';
import { sharedQuestion } from './shared-question.ts';

/** Where an import's commands go. */
export interface ImportTarget {
  readonly ask: (
    command: Pick<PlannedCommand, 'family' | 'type' | 'data'>,
    context: CommandContext,
  ) => Promise<Handled<Message, CodedRefusal>>;
  /** Where the log ends now: what stands after it is new. */
  readonly head: () => Promise<Position>;
  /**
   * Which log it is, wherever it lies: a UUID that follows from its first event. Undefined while the
   * log is empty.
   */
  readonly identity: () => Promise<string | undefined>;
}

type AskAny = ImportTarget['ask'];

const untyped =
  <C extends CommandMessage, S, E extends Message, R extends CodedRefusal>(
    ask: RunCommand<C, S, E, R>,
  ): AskAny =>
  ({ type, data }, context) =>
    // The plan parsed the command against the schema of its family, whose function this is.
    ask({ type, data } as CommandRequest<C>, context);

/** The deciders of an open log. */
export const presalesTarget = (presales: Pick<Presales, AggregateName | 'log'>): ImportTarget => {
  const families: Readonly<Record<AggregateName, AskAny>> = {
    lead: untyped(presales.lead),
    leadDistribution: untyped(presales.leadDistribution),
    inquiry: untyped(presales.inquiry),
    quotation: untyped(presales.quotation),
    opportunity: untyped(presales.opportunity),
    campaign: untyped(presales.campaign),
    campaignMember: untyped(presales.campaignMember),
    party: untyped(presales.party),
    pipeline: untyped(presales.pipeline),
    team: untyped(presales.team),
    target: untyped(presales.target),
    activity: untyped(presales.activity),
    exchangeRate: untyped(presales.exchangeRate),
    shopOrder: untyped(presales.shopOrder),
    engagement: untyped(presales.engagement),
    product: untyped(presales.product),
    supplier: untyped(presales.supplier),
    priceList: untyped(presales.priceList),
  };
  return {
    ask: (command, context) => families[command.family](command, context),
    head: sharedQuestion(() => presales.log.head()),
    identity: () => identityOf(presales.log),
  };
};

const identityOf = async (log: EventLog): Promise<string | undefined> => {
  for await (const { events } of log.readAll({ limit: 1 }))
    for (const { id, recordedAt } of events) return derivedId('log', id, recordedAt);
  return undefined;
};

/** Takes every command and stores nothing: a dry run finds what cannot be read, not what is refused. */
export const dryTarget: ImportTarget = {
  ask: async () => ({ outcome: 'emitted', events: [], position: undefined }),
  head: async () => BEGINNING,
  identity: async () => undefined,
};
