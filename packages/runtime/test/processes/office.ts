import { type EventLog, type LocalDate, memoryEventLog, type StoredEvent } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import type { Process } from '@presales/processes';
import { sqliteReadModelStore } from '@presales/sqlite';
import { type CommandSide, commandSide } from '../../src/command-side.ts';
import { performerOf } from '../../src/performer.ts';
import type { ProcessStart } from '../../src/process-session.ts';
import type { Performer } from '../../src/process-work.ts';
import { type RunningProcesses, startProcesses } from '../../src/processes.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';

export const monday = '2026-03-02T09:00:00.000Z';

/** A log, a place for read models, a clock: what outlives the processes that run on them. */
export interface Office {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly world: FakeWorld;
  /** What people ask. */
  readonly ask: CommandSide;
}

/** What a test may put in the place of what the office has. */
export interface StartOptions {
  readonly from?: ProcessStart;
  readonly log?: EventLog;
  readonly store?: ReadModelStore;
  readonly performer?: (performer: Performer) => Performer;
}

export const office = async (
  parts: Partial<Pick<Office, 'log' | 'store'>> = {},
): Promise<Office> => {
  const world = fakeWorld(monday);
  const log = parts.log ?? memoryEventLog({ now: world.now });
  const store = parts.store ?? (await sqliteReadModelStore({ file: ':memory:' }));
  return { log, store, world, ask: commandSide(log, world, { actor: 'anna', zone: 'UTC' }) };
};

/** Starts processes in an office. */
export const start = (
  { log, store, world }: Office,
  processes: readonly Process[],
  options: StartOptions = {},
): Promise<RunningProcesses> => {
  const used = options.log ?? log;
  const performer = performerOf(commandSide(used, world, { actor: 'nobody', zone: 'UTC' }));
  return startProcesses({
    log: used,
    store: options.store ?? store,
    processes,
    performer: options.performer?.(performer) ?? performer,
    from: options.from ?? 'now',
    world,
  });
};

/** All events of a log. */
export const eventsOf = async (log: EventLog): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const page of log.readAll()) events.push(...page.events);
  return events;
};

/** The types of the events that processes caused. */
export const followed = async (log: EventLog): Promise<readonly string[]> =>
  (await eventsOf(log))
    .filter(({ metadata }) => metadata.actor.startsWith('process:'))
    .map(({ type }) => type);

export const definePipeline = ({ ask }: Office) =>
  ask.pipeline({
    type: 'DefinePipeline',
    data: {
      pipelineId: 'sales',
      name: 'Sales',
      steps: [{ step: 'call', name: 'Phone call', probability: 10 }],
    },
  });

/** A lead of Ben's that becomes deal so many: three events. */
export const convertLead = async ({ ask }: Office, nr = 1): Promise<void> => {
  const leadId = `lead-${nr}`;
  const partyId = `party-${nr}`;
  await ask.lead({ type: 'CaptureLead', data: { leadId, partyId, source: 'webinar' } });
  await ask.lead({ type: 'QualifyLeadForSales', data: { leadId, salespersonId: 'ben' } });
  await ask.lead({ type: 'ConvertLead', data: { leadId, opportunityId: `deal-${nr}` } });
};

/** A lead that is set aside until a day. */
export const parkLead = async (
  { ask }: Office,
  leadId: string,
  until: LocalDate,
): Promise<void> => {
  await ask.lead({ type: 'CaptureLead', data: { leadId, partyId: 'ada', source: 'webinar' } });
  await ask.lead({ type: 'ParkLead', data: { leadId, until, reason: 'no-timeline' } });
};

export const openDeal = ({ ask }: Office, opportunityId = 'deal-1') =>
  ask.opportunity({
    type: 'OpenOpportunity',
    data: {
      opportunityId,
      partyId: 'ada',
      ownerId: 'ben',
      pipeline: { pipelineId: 'sales', version: 1, steps: ['call'] },
    },
  });

export const loseDeal = ({ ask }: Office, opportunityId = 'deal-1') =>
  ask.opportunity({
    type: 'LoseOpportunity',
    data: { opportunityId, reason: 'competitor' },
  });
