import {
  type ActivityCommand,
  aggregates,
  type CampaignCommand,
  type CampaignMemberCommand,
  type ExchangeRateCommand,
  type InquiryCommand,
  type LeadCommand,
  type OpportunityCommand,
  type PartyCommand,
  type PipelineCommand,
  type QuotationCommand,
  type TargetCommand,
  type TeamCommand,
} from '@presales/domain';
import { type CommandMessage, derivedId, streamName } from '@presales/kernel';
import { at, END } from './timeline.ts';

/** What each kind of aggregate can be asked. */
export interface Commands {
  readonly activity: ActivityCommand;
  readonly campaign: CampaignCommand;
  readonly campaignMember: CampaignMemberCommand;
  readonly exchangeRate: ExchangeRateCommand;
  readonly inquiry: InquiryCommand;
  readonly lead: LeadCommand;
  readonly opportunity: OpportunityCommand;
  readonly party: PartyCommand;
  readonly pipeline: PipelineCommand;
  readonly quotation: QuotationCommand;
  readonly target: TargetCommand;
  readonly team: TeamCommand;
}

/** The kinds of aggregates that a script may ask. */
export type Kind = keyof Commands;

/** One line of the story: who asks what of whom, under which id, following what. */
export interface Line<K extends Kind = Kind> {
  readonly aggregate: K;
  readonly command: Commands[K];
  /** The stream that the command is for. */
  readonly stream: string;
  readonly commandId: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** Asks something of an aggregate; what would happen after the year's end is left out. */
type Asking = <K extends Kind>(actor: string, aggregate: K, command: Commands[K]) => void;

/** Commands that belong together: what comes of one lead, one inquiry. */
export interface Thread {
  /** Somebody asks of their own accord. */
  readonly ask: Asking;
  /** Somebody asks because of the command before. */
  readonly follow: Asking;
}

/** The story while it is written. */
export interface Script {
  /** Begins something new. */
  readonly thread: () => Thread;
  /** All that was asked, in the order of its hours. */
  readonly lines: () => readonly Line[];
}

/**
 * An empty script. Command ids follow from the seed and the order of writing, so that the same
 * seed asks the same commands again, and a log that has them already takes none twice.
 */
export const scriptOf = (seed: number): Script => {
  const written: Line[] = [];
  return {
    thread: () => {
      let first: string | undefined;
      let previous: string | undefined;
      const write = <K extends Kind>(
        actor: string,
        aggregate: K,
        command: Commands[K],
        cause: string | undefined,
      ): void => {
        if (command.data.at >= at(END)) return;
        const commandId = derivedId('presales demo', seed, written.length);
        const { category, identify } = streams[aggregate];
        first ??= commandId;
        previous = commandId;
        written.push({
          aggregate,
          command,
          stream: streamName(category, identify(command)),
          commandId,
          actor,
          correlationId: first,
          causationId: cause ?? commandId,
        });
      };
      return {
        ask: (actor, aggregate, command) => write(actor, aggregate, command, undefined),
        follow: (actor, aggregate, command) => write(actor, aggregate, command, previous),
      };
    },
    lines: () => [...written].sort((left, right) => compare(hourOf(left), hourOf(right))),
  };
};

/** How each aggregate names its streams. */
const streams: {
  readonly [K in Kind]: {
    readonly category: string;
    readonly identify: (command: Commands[K]) => string;
  };
} = aggregates;

const hourOf = ({ command }: { readonly command: CommandMessage }) => command.data.at;

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
