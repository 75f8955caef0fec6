import { setTimeout as sleep } from 'node:timers/promises';
import { aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  commandHandler,
  type EventLog,
  type HandlerEnvironment,
  hasCode,
  type Instant,
  type Message,
  PresalesError,
} from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import {
  acceptedQuotationWinsOpportunity,
  lostDealOffersRecycledLead,
  type Process,
} from '@presales/processes';
import {
  type Performer,
  type RunningProcesses,
  realWorld,
  startProcesses,
} from '@presales/runtime';
import type { UnderWay } from './under-way.ts';

/** Lets processes answer what the writers do, until it is stopped. */
export interface Answering {
  /**
   * Tells of commands that were refused, once nothing is left to answer, and of what was not answered
   * after so many milliseconds.
   */
  readonly settled: (milliseconds: number) => Promise<readonly string[]>;
  readonly stop: () => Promise<unknown>;
}

/** What the processes work with. */
export interface AnsweringParts {
  /** One instance works on each of them; all share a checkpoint, so who is slower is fenced. */
  readonly logs: readonly EventLog[];
  readonly store: ReadModelStore;
  readonly environment: Omit<HandlerEnvironment, 'log'>;
  readonly now: () => Instant;
  readonly underWay: UnderWay;
}

/** One asks for one command, the other for two, between which a server can be lost. */
const processes: readonly Process[] = [
  acceptedQuotationWinsOpportunity(),
  lostDealOffersRecycledLead({ parkingDays: { 'no-budget': 90 }, zone: 'Europe/Berlin' }),
];

/** Starts the processes on each of the logs, from the first event on. */
export const answer = async ({
  logs,
  store,
  environment,
  now,
  underWay: { during, told },
}: AnsweringParts): Promise<Answering> => {
  const instances = await during(
    () => 'starting the processes',
    () =>
      Promise.all(
        logs.map((log) =>
          startProcesses({
            log,
            store,
            processes,
            performer: performerOn({ ...environment, log }, during),
            from: 'beginning',
            world: { now, wait: realWorld.wait, random: environment.random },
          }),
        ),
      ),
  );
  const states = new Map<string, string>();
  for (const [instance, { updates }] of instances.entries())
    updates.subscribe(({ process, state, position }) =>
      states.set(`${process}, instance ${instance}`, `${state} at ${position}`),
    );
  const all = (): string =>
    [...states].map(([process, state]) => `process ${process}: ${state}`).join('; ');

  return {
    settled: async (milliseconds) => {
      const late = new Promise<readonly string[]>((resolve) => {
        const timer = setTimeout(
          () => resolve(['not answered to the end; under way:', ...told()]),
          milliseconds,
        );
        timer.unref();
      });
      const settling = during(all, () => Promise.all(instances.map(settledOf)));
      return Promise.race([settling.then((refused) => refused.flat()), late]);
    },
    stop: () => Promise.all(instances.map(({ stop }) => stop())),
  };
};

/**
 * Waits until an instance has answered everything, and tells of what was refused. Whoever waits asks
 * the log where it ends, and asks again when a busy machine does not say in time.
 */
const settledOf = async ({ settled, outcomes }: RunningProcesses): Promise<readonly string[]> => {
  for (let over = false; !over; )
    try {
      await settled();
      over = true;
    } catch (error) {
      if (!hasCode(error, 'event-log/unavailable')) return [`a process ended: ${error}`];
      await sleep(10);
    }
  const refused: string[] = [];
  for (const { name } of processes)
    for (const each of await outcomes(name, { outcome: 'refused' }))
      refused.push(`${name}: ${each.commandType} of ${each.aggregateId} was refused`);
  return refused;
};

/** Asks through handlers, as a service does. */
const performerOn = (environment: HandlerEnvironment, during: UnderWay['during']): Performer => {
  const handlers = new Map(
    Object.entries(aggregates).map(([name, aggregate]) => [
      name,
      // A name and what is asked under it belong together by the type of Request and of Lookup.
      commandHandler(
        aggregate as unknown as Aggregate<CommandMessage, unknown, Message, CodedRefusal>,
        environment,
      ),
    ]),
  );
  const of = (name: string) => {
    const handler = handlers.get(name);
    if (handler === undefined) throw new PresalesError('chaos/no-aggregate', name);
    return handler;
  };
  const load = async (name: string, id: string): Promise<unknown> =>
    (await of(name).load(id)).state;
  return {
    load: load as Performer['load'],
    perform: ({ request, stream, context }) =>
      during(
        () => `a process asks ${request.command.type} of ${stream}`,
        () => of(request.aggregate).handle(request.command, context),
      ),
  };
};
