import type {
  ActivityCommand,
  CampaignCommand,
  CampaignMemberCommand,
  ExchangeRateCommand,
  InquiryCommand,
  LeadCommand,
  OpportunityCommand,
  PartyCommand,
  PipelineCommand,
  QuotationCommand,
  TargetCommand,
  TeamCommand,
} from '@presales/domain';
import { type CommandMessage, derivedId } from '@presales/kernel';
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
export type Kind = keyof Commands;

/** One line of the story: who asks what of whom, under which id, following what. */
export interface Line<K extends Kind = Kind> {
  readonly aggregate: K;
  readonly command: Commands[K];
  readonly commandId: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** Commands that follow from one beginning, each from the one before. */
export interface Thread {
  /** Adds a command by an actor; what would happen after the year's end is left out. */
  readonly ask: <K extends Kind>(actor: string, aggregate: K, command: Commands[K]) => void;
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
      return {
        ask: (actor, aggregate, command) => {
          if (command.data.at >= at(END)) return;
          const commandId = derivedId('presales demo', seed, written.length);
          first ??= commandId;
          written.push({
            aggregate,
            command,
            commandId,
            actor,
            correlationId: first,
            causationId: previous ?? commandId,
          });
          previous = commandId;
        },
      };
    },
    lines: () => [...written].sort((left, right) => compare(hourOf(left), hourOf(right))),
  };
};

const hourOf = ({ command }: { readonly command: CommandMessage }) => command.data.at;

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
