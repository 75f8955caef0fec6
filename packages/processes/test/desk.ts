import { type AggregateName, aggregates, type StateOf } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandHandler,
  type CommandMessage,
  commandHandler,
  type Handled,
  type Instant,
  type Message,
  memoryEventLog,
  type RecordedEvent,
} from '@presales/kernel';
import {
  inlineProcesses,
  type Lookup,
  type Order,
  type Process,
  type Request,
} from '../src/index.ts';

type AnyHandler = CommandHandler<CommandMessage, unknown, Message, CodedRefusal>;

/** What a process asked for, as a test compares it. */
export type Asked = readonly [type: string, data: unknown];

/**
 * A desk where people ask and processes answer, all in memory: what a test tells is carried out, and
 * the processes hear of it unless they are told to wait.
 */
export const desk = (processes: readonly Process[]) => {
  const log = memoryEventLog({ now: () => '2026-12-31T00:00:00.000Z' });
  const handlers = new Map(
    Object.entries(aggregates).map(([name, each]): [string, AnyHandler] => [
      name,
      commandHandler(
        // A list of all of them forgets which is which.
        each as unknown as Aggregate<CommandMessage, unknown, Message, CodedRefusal>,
        { log, wait: async () => undefined, random: () => 0 },
      ),
    ]),
  );
  const handlerOf = (name: AggregateName): AnyHandler => {
    const handler = handlers.get(name);
    if (handler === undefined) throw new Error(`no aggregate ${name}`);
    return handler;
  };
  const load = async (name: AggregateName, id: string) => (await handlerOf(name).load(id)).state;
  const orders: Order[] = [];
  const refusals: string[] = [];
  const inline = inlineProcesses({
    processes,
    load: load as Lookup['load'],
    perform: async (order) => {
      orders.push(order);
      const answer = await handlerOf(order.request.aggregate).handle(
        order.request.command,
        order.context,
      );
      if (answer.outcome === 'refused') refusals.push(answer.refusal.code);
      return answer;
    },
  });
  let asked = 0;

  /** Carries out a request, a person's unless another actor is named, without any process hearing of it. */
  const quietly = async (request: Request, actor = 'anna'): Promise<readonly RecordedEvent[]> => {
    asked += 1;
    const answer: Handled<Message, CodedRefusal> = await handlerOf(request.aggregate).handle(
      request.command,
      { actor, commandId: `asked-${asked}`, correlationId: 'a-case' },
    );
    if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.refusal));
    return answer.events;
  };

  return {
    log,
    quietly,
    /** Carries out requests of people, each followed by what the processes make of it. */
    tell: async (...requests: readonly Request[]): Promise<readonly RecordedEvent[]> => {
      const events: RecordedEvent[] = [];
      for (const request of requests) {
        const emitted = await quietly(request);
        events.push(...emitted);
        for (const event of emitted) await inline.deliver(event);
      }
      return events;
    },
    deliver: inline.deliver,
    nextDue: inline.nextDue,
    meetDeadlines: (now: Instant) => inline.meetDeadlines(now),
    state: load as <Name extends AggregateName>(name: Name, id: string) => Promise<StateOf<Name>>,
    /** Every order that a process gave so far. */
    orders: (): readonly Order[] => orders,
    /** What was asked for so far. */
    asked: (): readonly Asked[] =>
      orders.map(({ request: { command } }) => [command.type, command.data]),
    /** The codes of the refusals that processes met so far. */
    refusals: (): readonly string[] => refusals,
  };
};
