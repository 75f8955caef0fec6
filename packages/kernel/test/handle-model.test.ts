import {
  commandHandler,
  fold,
  type Handled,
  memoryEventLog,
  type StoredEvent,
} from '@presales/kernel';
import { eventId } from '@presales/kernel/store';
import fc from 'fast-check';
import {
  type Counter,
  type CounterCommand,
  CounterEvent,
  type CounterRefusal,
  counter,
} from './fixtures/counter.ts';
import { type Fault, faultyLog, readAllOf, tellingLess } from './fixtures/faulty-log.ts';

const at = '2026-03-02T09:00:00.000Z';
const stream = 'counter-a';

type Answer = Handled<CounterEvent, CounterRefusal>;

const command: fc.Arbitrary<CounterCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('Count' as const),
      data: fc.record({
        counterId: fc.constant('a'),
        by: fc.integer({ min: 1, max: 3 }),
        times: fc.integer({ min: 1, max: 3 }),
        at: fc.constant(at),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<CounterCommand>({ type: 'CloseCounter', data: { counterId: 'a', at } }),
  },
);

/** Some commands, and in which order which of two instances is asked for which of them. */
const asks = fc.array(command, { minLength: 1, maxLength: 6 }).chain((commands) =>
  fc.record({
    commands: fc.constant(commands),
    asked: fc.array(
      fc.record({
        index: fc.nat({ max: commands.length - 1 }),
        instance: fc.integer({ min: 0, max: 1 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  }),
);

const faults = fc.array(
  fc.constantFrom<Fault>('none', 'stored-unsure', 'lost-unsure', 'late-unsure', 'rival'),
  { maxLength: 12 },
);

/** The stream cut where one command's events end and the next one's begin. */
const byCommand = (events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] => {
  const groups: StoredEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    if (group?.[0]?.metadata.commandId === event.metadata.commandId) group.push(event);
    else groups.push([event]);
  }
  return groups;
};

const messages = (events: readonly StoredEvent[]): readonly CounterEvent[] =>
  events.map(({ type, data }) => CounterEvent.parse({ type, data }));

it('whatever the interleaving and the faults, every command is stored once, as in some sequence', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      asks,
      faults,
      fc.boolean(),
      async (scheduler, { commands, asked }, coming, telling) => {
        const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);
        const inner = memoryEventLog({ now: () => at });
        const log = telling ? inner : tellingLess(inner);
        const environment = {
          log: faultyLog(log, coming, turn),
          wait: async () => {
            await turn('wait');
          },
          random: () => 0.5,
          retry: { attempts: 100, firstDelay: 1, longestDelay: 1 },
        };
        const instances = [
          commandHandler(counter, environment),
          commandHandler(counter, { ...environment, cachedStreams: 0 }),
        ];
        const answers = new Map<string, Answer[]>(commands.map((_, index) => [`c${index}`, []]));
        await scheduler.waitFor(
          Promise.all(
            asked.map(async ({ index, instance }) => {
              await turn(`ask ${index}`);
              const [asking, handler] = [commands[index], instances[instance]];
              if (asking === undefined || handler === undefined)
                throw new RangeError('no such ask');
              const commandId = `c${index}`;
              const answer = await handler.handle(asking, { actor: 'ann', commandId });
              answers.get(commandId)?.push(answer);
            }),
          ),
        );
        // What was delayed on its way arrives now, if it still can.
        await scheduler.waitIdle();

        const stored = await readAllOf(inner, stream);
        const groups = byCommand(stored);
        const ids = groups.map(([first]) => first?.metadata.commandId);
        expect(new Set(ids).size).toBe(ids.length);

        // In the order of the stream each command, decided on all before it, comes to its events.
        const states: Counter[] = [counter.decider.initialState];
        for (const group of groups) {
          const [commandId = '', state = counter.decider.initialState] = [
            group[0]?.metadata.commandId,
            states.at(-1),
          ];
          const asking = commands[Number(commandId.slice(1))];
          if (!commandId.startsWith('rival') && asking !== undefined) {
            expect(counter.decider.decide(asking, state)).toEqual({
              outcome: 'emitted',
              events: messages(group),
            });
            expect(group.map(({ id }) => id)).toEqual(
              group.map((_, index) => eventId(stream, commandId, index)),
            );
          }
          states.push(fold(counter.decider, messages(group), state));
        }

        const cold = commandHandler(counter, { ...environment, log: inner });
        for (const [commandId, given] of answers) {
          const events = stored.filter(({ metadata }) => metadata.commandId === commandId);
          const asking = commands[Number(commandId.slice(1))];
          for (const answer of given) {
            if (answer.outcome === 'emitted' && answer.events.length > 0)
              expect(answer).toEqual({
                outcome: 'emitted',
                events,
                position: events.at(-1)?.position,
              });
            // A "no" and an "already so" must have been true at some point of the stream.
            else if (asking !== undefined)
              expect(states.map((state) => counter.decider.decide(asking, state))).toContainEqual(
                answer.outcome === 'refused' ? answer : { outcome: 'emitted', events: [] },
              );
          }
          const acknowledged = given.some(
            (answer) => answer.outcome === 'emitted' && answer.events.length > 0,
          );
          expect(acknowledged).toBe(events.length > 0);
          if (asking !== undefined && acknowledged)
            expect(await cold.handle(asking, { actor: 'ann', commandId })).toMatchObject({
              events,
            });
        }
      },
    ),
    { numRuns: 200 },
  ));
