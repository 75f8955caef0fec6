import type { LeadSource } from '@presales/domain/lead';
import type { Calculation } from '@presales/domain/quotation';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandContext,
  type CommandMessage,
  commandHandler,
  fingerprintOf,
  type Handled,
  Instant,
  type Loaded,
  lastMeantBy,
  type Message,
  messageTypes,
  schemaOf,
  type Zone,
} from '@presales/kernel';
import type { CommandLog } from '@presales/kernel/store';
import { byAnyClock, type World } from './clock.ts';
import type { LookUp } from './look-ups.ts';

/**
 * A command as an application gives it: `at` may be left out, and is then the hour at which the
 * command is run; so may the `zone` of a command that has one, and is then that of the calendar.
 *
 * Where nobody gave an hour and the last fact that the command follows is later by at most an hour,
 * because it was recorded on another machine or the clock was put back, the fact's time is taken (B21).
 */
export type CommandRequest<Command extends CommandMessage> = Command extends CommandMessage
  ? {
      readonly type: Command['type'];
      readonly data: Omit<Command['data'], 'at'> & { readonly at?: Instant };
    }
  : never;

/** Runs the commands of one kind of aggregate, and loads its state. */
export interface RunCommand<
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> {
  /**
   * Carries out a command: its events are stored, or it is refused, or it is already so.
   *
   * Give a `commandId` of your own where the command may be sent twice (a retried request, a
   * redelivered message): the second answer is the first one.
   *
   * @throws CommandIdReused when the `commandId` was given to another command before
   * @throws InvalidInput when the command does not fit its schema, naming each wrong field
   * @throws RetriesExhausted, EventLogError
   */
  (
    command: CommandRequest<Command>,
    context?: Partial<CommandContext>,
  ): Promise<Handled<Event, Refusal>>;
  /** The present state of one aggregate. */
  readonly load: (id: string) => Promise<Loaded<State>>;
  /** Drops what is remembered of one aggregate: its next command reads the stream. */
  readonly forget: (id: string) => void;
}

/** What commands are given that do not say it themselves. */
export interface CommandDefaults {
  readonly actor: string;
  /** Where days are counted. */
  readonly zone: Zone;
  /** The sources of leads that the business has beside the standard ones. */
  readonly ownSources?: readonly LeadSource[];
  /** How a quotation is counted that is drafted without a word on it. */
  readonly calculation?: Calculation;
}

/** The function that runs the commands of one kind of aggregate over a log. */
export const runCommand = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  log: CommandLog,
  world: World,
  { actor, ...defaults }: CommandDefaults,
  lookUp: LookUp = nothing,
): RunCommand<Command, State, Event, Refusal> => {
  const handler = commandHandler(aggregate, { log, wait: world.wait, random: world.random });
  const filledIn = defaultsByType(aggregate, defaults);
  const latestFor = (asked: Instant | undefined, now: Instant): Pick<CommandContext, 'atLatest'> =>
    asked === undefined ? { atLatest: byAnyClock(now) } : meant(asked, defaults.zone);
  const run = async (
    { type, data }: CommandRequest<Command>,
    context: Partial<CommandContext> = {},
  ) => {
    const { at = world.now() } = data;
    const found = await lookUp({ type, data: { ...data, at } });
    return handler.handle(
      // The handler parses it against the schema; until then it is only claimed to be one.
      {
        type,
        data: { ...filledIn.get(type), ...data, ...found, at },
      } as unknown as Command,
      {
        actor,
        commandId: world.newId(),
        // Of what was asked: what is filled in here may be something else when it is asked again.
        fingerprint: context.fingerprint ?? fingerprintOf({ type, data }),
        // Whoever says it, as an import does for every row, need not wait for it to be worked out.
        ...('atLatest' in context ? {} : latestFor(data.at, at)),
        ...context,
      },
    );
  };
  return Object.assign(run, { load: handler.load, forget: handler.forget });
};

/** A time that begins a day of the calendar may be a date alone. What is no time is told by the handler. */
const meant = (at: Instant, zone: Zone): Pick<CommandContext, 'atLatest'> =>
  Instant.safeParse(at).success ? { atLatest: lastMeantBy(at, zone) } : {};

/** Most commands bring all that they need. */
const nothing: LookUp = async () => ({});

/**
 * What each type of command is told where it does not say it itself: what it has a field for. In
 * UTC, which commands count in by themselves, none is told a zone.
 */
const defaultsByType = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  R extends CodedRefusal,
>(
  { commands }: Aggregate<Command, State, Event, R>,
  { zone, ...others }: Omit<CommandDefaults, 'actor'>,
): ReadonlyMap<Command['type'], object> => {
  const told = Object.entries({ zone: zone === 'UTC' ? undefined : zone, ...others }).filter(
    ([, value]) => value !== undefined,
  );
  return new Map(
    messageTypes(commands).map((type) => {
      const { shape } = schemaOf(commands, type);
      return [type, Object.fromEntries(told.filter(([field]) => field in shape))];
    }),
  );
};
