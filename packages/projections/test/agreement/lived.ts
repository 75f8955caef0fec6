import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  commandHandler,
  END_OF_TIME,
  fold,
  type Instant,
  type LocalDate,
  localDate,
  type Message,
  memoryEventLog,
  type RecordedEvent,
  type StoredEvent,
} from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';

/** How often a law is tried: a little in the suite, thousands of times by `npm run laws`. */
export const runs = (few: number): { readonly numRuns: number } => ({
  numRuns: Number(process.env['PRESALES_LAW_RUNS'] ?? few),
});

/** Instants that are close and far, equal and days only, past and future, in any order. */
export const hours: Arbitrary<Instant> = fc
  .tuple(
    fc.constantFrom('2026-03-02', '2026-03-02', '2026-03-03', '2026-03-05', '2031-01-01'),
    fc.constantFrom('00:00:00.000', '00:00:00.000', '09:00:00.000', '09:00:00.001', '15:00:00.000'),
  )
  .map(([day, time]) => `${day}T${time}Z`);

/** Draws the data of commands of one kind; what its parts say together is checked by parsing. */
export const commandsOf =
  <Command extends CommandMessage>(common: Readonly<Record<string, Arbitrary<unknown>>>) =>
  (
    type: Command['type'],
    data: Readonly<Record<string, Arbitrary<unknown>>> = {},
  ): Arbitrary<Command> =>
    fc
      .record({ ...common, at: hours, ...data })
      .map((drawn) => ({ type, data: drawn }) as Message as Command);

/** The last day that counts as of an instant, in UTC. */
export const lastDay = (asOf: Instant): LocalDate =>
  localDate(new Date(Date.parse(asOf) - 1).toISOString(), 'UTC');

/** A command as somebody gave it: a person means its time, what follows from something may be later. */
export interface Given<Command> {
  readonly command: Command;
  readonly byProcess: boolean;
}

/**
 * Commands in the order they are given: one that begins something first, most of the time, because
 * before it nothing else is taken.
 */
export const givenIn = <Command>(
  begins: Arbitrary<Command>,
  commands: Arbitrary<Command>,
  maxLength = 14,
): Arbitrary<readonly Given<Command>[]> =>
  givenTogether(
    begins,
    commands.map((command) => [command]),
    maxLength,
  );

/** The same, where some commands are given together, one right after the other. */
export const givenTogether = <Command>(
  begins: Arbitrary<Command>,
  commands: Arbitrary<readonly Command[]>,
  maxLength = 14,
): Arbitrary<readonly Given<Command>[]> => {
  const given = (together: Arbitrary<readonly Command[]>) =>
    fc.record({ together, byProcess: fc.constantFrom(false, false, true) });
  const beginning = begins.map((command) => [command]);
  return fc
    .tuple(
      fc.array(given(beginning), { maxLength: 2 }),
      fc.array(given(fc.oneof({ weight: 9, arbitrary: commands }, beginning)), {
        minLength: 1,
        maxLength,
        size: 'max',
      }),
    )
    .map(([first, rest]) =>
      [...first, ...rest].flatMap(({ together, byProcess }) =>
        together.map((command) => ({ command, byProcess })),
      ),
    );
};

/** What has become of one aggregate. */
export interface Life<State, Event extends Message> {
  readonly events: readonly RecordedEvent<Event>[];
  /**
   * The state that the events up to an instant lead to, in the order of the log; without those of some
   * types, the state as if they had never happened.
   */
  readonly asOf: (asOf: Instant, without?: readonly Event['type'][]) => State;
}

/** The lives of all aggregates that some commands are for, and their log. */
export interface Lives<State, Event extends Message> {
  readonly stored: readonly StoredEvent[];
  readonly of: readonly Life<State, Event>[];
  /** The instants to ask at: right after each thing that happened, and for all time. */
  readonly moments: readonly Instant[];
  /** What was taken and what refused, for a reader of a counterexample. */
  readonly told: readonly string[];
}

/** Puts into a command what its caller looks up of other aggregates of the kind. */
export type LookUp<Command, State> = (command: Command, stateOf: (id: string) => State) => Command;

/** Gives commands to an aggregate one after the other, and keeps what happened. */
export const lived = async <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  given: readonly Given<Command>[],
  lookUp: LookUp<Command, State> = (command) => command,
): Promise<Lives<State, Event>> => {
  const log = memoryEventLog({ now: () => '2026-04-01T00:00:00.000Z' });
  const handler = commandHandler(aggregate, { log, wait: async () => undefined, random: () => 0 });
  const told: string[] = [];
  const states = new Map<string, State>();
  const stateOf = (id: string): State => states.get(id) ?? aggregate.decider.initialState;
  for (const [index, { command: asked, byProcess }] of given.entries()) {
    const command = lookUp(asked, stateOf);
    const answer = await handler.handle(command, {
      actor: 'anna',
      commandId: `command-${index}`,
      ...(byProcess ? { atLatest: END_OF_TIME } : {}),
    });
    if (answer.outcome !== 'refused') {
      const id = aggregate.identify(command);
      states.set(id, fold(aggregate.decider, messagesOf(answer.events), stateOf(id)));
    }
    told.push(
      `${command.type} ${JSON.stringify(command.data)}${byProcess ? ' by a process' : ''}: ${
        answer.outcome === 'refused'
          ? JSON.stringify(answer.refusal)
          : answer.events.map((event) => `${event.type} ${event.metadata.occurredAt}`).join(', ')
      }`,
    );
  }
  const stored: StoredEvent[] = [];
  for await (const { events } of log.readAll()) stored.push(...events);
  const streams = new Map<string, StoredEvent[]>();
  for (const event of stored)
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  return {
    stored,
    told,
    moments: [
      ...new Set(stored.map(({ metadata }) => after(metadata.occurredAt))),
      END_OF_TIME,
    ].sort(),
    of: [...streams.values()].map((ofStream) => {
      const events = ofStream.map(aggregate.codec.decode);
      return {
        events,
        asOf: (asOf, without = []) =>
          fold(
            aggregate.decider,
            messagesOf(
              events.filter(
                ({ type, metadata }) => metadata.occurredAt < asOf && !without.includes(type),
              ),
            ),
          ),
      };
    }),
  };
};

/** A recorded event is its message and more. */
const messagesOf = <Event extends Message>(events: readonly RecordedEvent<Event>[]) =>
  events as unknown as readonly Event[];

const after = (at: Instant): Instant => new Date(Date.parse(at) + 1).toISOString();

/**
 * Fails with the story that was told where a report says another thing than the aggregates.
 *
 * The instant is part of what is compared, so that a counterexample says when the two part.
 */
export const agree = (
  { told }: Pick<Lives<unknown, Message>, 'told'>,
  asOf: Instant,
  reported: unknown,
  expected: unknown,
): void => {
  try {
    expect({ asOf, ...(reported as object) }).toEqual({ asOf, ...(expected as object) });
  } catch (error) {
    throw new Error(
      `the report and the aggregate part as of ${asOf}:\n${told.join('\n')}\n${String(error)}`,
      { cause: error },
    );
  }
};
