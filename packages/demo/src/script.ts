import { type AggregateName, aggregates, type CommandOf } from '@presales/domain';
import { derivedId, type Instant, streamName } from '@presales/kernel';
import { at, END, type Moment } from './timeline.ts';

/** One line of the story: who gives which command, when, and what it follows from. */
export interface Line<K extends AggregateName = AggregateName> {
  readonly aggregate: K;
  readonly command: CommandOf<K>;
  /** The stream that the command is for. */
  readonly stream: string;
  /** When it is given: at the command's own hour, or later where people record things late. */
  readonly askedAt: Instant;
  readonly commandId: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** What a process says its command is known by; that of people follows from what they say. */
  readonly fingerprint?: string;
  /** The command that has to be carried out before; its own id where there is none. */
  readonly after: string;
  /** Whether a "no" to it belongs to the story. */
  readonly mayBeRefused: boolean;
}

/**
 * Gives an aggregate a command, at the command's own hour or at a later one, and returns the command's
 * id. What would come after the year's end is left out.
 */
type Asking = <K extends AggregateName>(
  actor: string,
  aggregate: K,
  command: CommandOf<K>,
  asked?: Moment,
) => string;

/** Commands that belong together: what comes of one lead, one inquiry. */
export interface Thread {
  /** Somebody asks of their own accord. */
  readonly ask: Asking;
  /** Somebody asks because of the command before. */
  readonly follow: Asking;
  /** Somebody asks, and may be told no. */
  readonly attempt: Asking;
}

/** The story while it is written. */
export interface Script {
  /** Begins something new. */
  readonly thread: () => Thread;
  /** All that people ask, in the order in which they do. */
  readonly lines: () => readonly Line[];
}

/**
 * An empty script. Command ids follow from the seed and the order of writing. So the same seed gives
 * the same commands again, and a log that has carried them out already adds nothing.
 */
export const scriptOf = (seed: number): Script => {
  const written: Line[] = [];
  let asked = 0;
  return {
    thread: () => {
      let first: string | undefined;
      let previous: string | undefined;
      const write = <K extends AggregateName>(
        [actor, aggregate, command, moment]: readonly [
          string,
          K,
          CommandOf<K>,
          (Moment | undefined)?,
        ],
        how: { readonly follows: boolean; readonly mayBeRefused: boolean },
      ): string => {
        const commandId = commandIdOf(seed, asked);
        asked += 1;
        const askedAt = moment === undefined ? command.data.at : at(moment);
        if (askedAt >= at(END) || command.data.at >= at(END)) return commandId;
        const { category, identify } = streams[aggregate];
        const cause = how.follows ? (previous ?? commandId) : commandId;
        first ??= commandId;
        previous = commandId;
        written.push({
          aggregate,
          command,
          stream: streamName(category, identify(command)),
          askedAt,
          commandId,
          actor,
          correlationId: first,
          causationId: cause,
          after: cause,
          mayBeRefused: how.mayBeRefused,
        });
        return commandId;
      };
      return {
        ask: (...line) => write(line, { follows: false, mayBeRefused: false }),
        follow: (...line) => write(line, { follows: true, mayBeRefused: false }),
        attempt: (...line) => write(line, { follows: false, mayBeRefused: true }),
      };
    },
    lines: () => [...written].sort((left, right) => compare(left.askedAt, right.askedAt)),
  };
};

/** The id of a story's command, by its place in the order of writing. */
export const commandIdOf = (seed: number, place: number): string =>
  derivedId('presales demo', seed, place);

/** How each aggregate names its streams. */
const streams: {
  readonly [K in AggregateName]: {
    readonly category: string;
    readonly identify: (command: CommandOf<K>) => string;
  };
} = aggregates;

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
