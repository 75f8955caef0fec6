import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventLogError, ReadModelError } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import { defineProcess, type Process, presalesProcesses } from '@presales/processes';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { filter, firstValueFrom } from 'rxjs';
import { journalModel } from '../src/process-journal.ts';
import type { ProcessUpdate } from '../src/process-update.ts';
import type { RunningProcesses } from '../src/processes.ts';
import {
  convertLead,
  definePipeline,
  eventsOf,
  followed,
  loseDeal,
  monday,
  type Office,
  office,
  openDeal,
  parkLead,
  start,
} from './processes/office.ts';

const all = presalesProcesses({ pipelineId: 'sales', ownerId: 'house', zone: 'UTC' });
const named = (name: string): Process => {
  const process = all.find((one) => one.name === name);
  if (process === undefined) throw new Error(`no process ${name}`);
  return process;
};
const converting = named('converted-lead-opens-opportunity');

const until = (running: RunningProcesses, wanted: (update: ProcessUpdate) => boolean) =>
  firstValueFrom(running.updates.pipe(filter(wanted)));

/** The store, with something done around every commit of a process's own checkpoint. */
const committing = (
  store: ReadModelStore,
  around: (commit: () => Promise<void>) => Promise<void>,
): ReadModelStore => ({
  ...store,
  attach: async (model) => {
    const attached = await store.attach(model);
    return model.name.endsWith('-index')
      ? attached
      : { ...attached, commit: (...commit) => around(() => attached.commit(...commit)) };
  },
});

const dead = new ReadModelError('read-model/closed', 'the process was killed here');

describe('processes that run', () => {
  it('answer what is written after they were started', async () => {
    const place = await office();
    const running = await start(place, all);
    await definePipeline(place);
    await convertLead(place);
    await running.settled();
    expect(await followed(place.log)).toEqual(['OpportunityOpened']);
    await running.stop();
    expect(await eventsOf(place.log)).toHaveLength(6);
  });

  it('go on to what follows from what they did', async () => {
    const place = await office();
    const running = await start(place, all);
    await openDeal(place);
    await loseDeal(place);
    await running.settled();
    expect(await followed(place.log)).toEqual(['LeadCaptured', 'LeadParked']);
    await running.stop();
  });

  it('leave the past alone on a log that they never ran on', async () => {
    const place = await office();
    await definePipeline(place);
    await convertLead(place, 1);
    const running = await start(place, all);
    await convertLead(place, 2);
    await running.settled();
    await running.stop();
    const opened = (await eventsOf(place.log)).filter(({ type }) => type === 'OpportunityOpened');
    expect(opened.map(({ stream }) => stream)).toEqual(['opportunity-deal-2']);
  });

  it('answer all of it when they are told to begin there', async () => {
    const place = await office();
    await definePipeline(place);
    await convertLead(place, 1);
    const running = await start(place, all, { from: 'beginning' });
    await running.settled();
    await running.stop();
    expect(await followed(place.log)).toEqual(['OpportunityOpened']);
  });

  it('remember where they began, whatever is said at the next start', async () => {
    const place = await office();
    await definePipeline(place);
    await convertLead(place, 1);
    const first = await start(place, [converting]);
    await first.stop();
    const second = await start(place, [converting], { from: 'beginning' });
    await second.settled();
    await second.stop();
    expect(await followed(place.log)).toEqual([]);
  });

  it('remember the past that they look things up in, without answering it', async () => {
    const place = await office();
    const { ask } = place;
    for (const partyId of ['ada', 'bob'])
      await ask.party({
        type: 'RegisterParty',
        data: { partyId, details: { kind: 'person', name: partyId } },
      });
    await ask.campaignMember({
      type: 'EnrolCampaignMember',
      data: { campaignId: 'spring', partyId: 'ada' },
    });
    const running = await start(place, all);
    await ask.party({ type: 'WithdrawConsent', data: { partyId: 'ada', purpose: 'marketing' } });
    await running.settled();
    await running.stop();
    expect(await followed(place.log)).toEqual(['CampaignMemberUnsubscribed']);
  });

  it('answer what was written while they did not run', async () => {
    const place = await office();
    await definePipeline(place);
    await (await start(place, all)).stop();
    await convertLead(place);
    expect(await followed(place.log)).toEqual([]);
    const running = await start(place, all);
    await running.settled();
    await running.stop();
    expect(await followed(place.log)).toEqual(['OpportunityOpened']);
  });

  it('give their commands in their own name, following the event that caused them', async () => {
    const place = await office();
    const running = await start(place, [converting]);
    await definePipeline(place);
    await convertLead(place);
    await running.settled();
    await running.stop();
    const events = await eventsOf(place.log);
    const cause = events.at(-2);
    expect(cause?.type).toBe('LeadConverted');
    expect(events.at(-1)?.metadata).toEqual({
      actor: 'process:converted-lead-opens-opportunity',
      commandId: expect.any(String),
      fingerprint: expect.any(String),
      causationId: cause?.id,
      correlationId: cause?.metadata.correlationId,
      occurredAt: cause?.metadata.occurredAt,
    });
  });

  it('are not two of one name', async () => {
    const place = await office();
    await expect(start(place, [converting, converting])).rejects.toThrow(
      'two processes bear the name converted-lead-opens-opportunity',
    );
  });

  it('say that they are live, and that they have stopped', async () => {
    const place = await office();
    const running = await start(place, [converting]);
    const told: string[] = [];
    await running.settled();
    const done = new Promise<void>((resolve) => {
      running.updates.subscribe({ next: ({ state }) => told.push(state), complete: resolve });
    });
    await running.stop();
    await done;
    expect(told).toEqual(['live', 'stopped']);
    await expect(running.settled()).rejects.toMatchObject({ code: 'runtime/closed' });
  });
});

describe('what comes of a process’s commands', () => {
  /** A process that wins every deal, again and again. */
  const eager = defineProcess({
    name: 'opened-deal-is-lost',
    sentence: 'A test.',
    on: {
      OpportunityOpened: ({ data: { opportunityId }, metadata: { occurredAt: at } }) =>
        (['price', 'price', 'other'] as const).map((reason) => ({
          aggregate: 'opportunity',
          command: { type: 'LoseOpportunity', data: { opportunityId, reason, at } },
        })),
    },
  });

  it('is kept for the auditor: events, nothing to do, or a refusal with its reason', async () => {
    const place = await office();
    const running = await start(place, [eager]);
    await openDeal(place);
    await running.settled();
    const [opened] = await eventsOf(place.log);
    const outcomes = await running.outcomes(eager.name);
    expect(outcomes).toHaveLength(3);
    expect(new Set(outcomes.map(({ commandId }) => commandId)).size).toBe(3);
    const common = {
      commandId: expect.any(String),
      aggregate: 'opportunity',
      aggregateId: 'deal-1',
      commandType: 'LoseOpportunity',
      causeId: opened?.id,
      position: opened?.position,
      settledAt: monday,
    };
    expect(outcomes).toEqual(
      expect.arrayContaining([
        { ...common, outcome: 'emitted' },
        { ...common, outcome: 'already-so' },
        {
          ...common,
          outcome: 'refused',
          refusalCode: 'opportunity/closed',
          refusal: { code: 'opportunity/closed', status: 'lost' },
        },
      ]),
    );
    expect(await running.outcomes(eager.name, { outcome: 'refused' })).toHaveLength(1);
    expect(await running.outcomes(eager.name, { limit: 2 })).toHaveLength(2);
    await expect(running.outcomes('nobody')).rejects.toThrow('no process nobody runs');
    await running.stop();
  });

  it('is settled: a refusal is not asked again after a restart', async () => {
    const place = await office();
    const first = await start(place, [eager]);
    await openDeal(place);
    await first.settled();
    await first.stop();
    const { ask } = place;
    await ask.opportunity({
      type: 'ReopenOpportunity',
      data: { opportunityId: 'deal-1', reason: 'a mistake' },
    });
    const second = await start(place, [eager]);
    await second.settled();
    expect((await ask.opportunity.load('deal-1')).state.status).toBe('open');
    expect(await second.outcomes(eager.name)).toHaveLength(3);
    await second.stop();
  });
});

describe('a process that is killed', () => {
  it('between its command and its checkpoint asks again, and nothing is done twice', async () => {
    const place = await office();
    await definePipeline(place);
    const first = await start(place, [converting], {
      store: committing(place.store, async (commit) => {
        // The start is kept; the first answer is not.
        if ((await followed(place.log)).length > 0) throw dead;
        await commit();
      }),
    });
    await convertLead(place);
    await expect(first.settled()).rejects.toMatchObject({ code: 'read-model/closed' });
    await first.stop();
    expect(await followed(place.log)).toEqual(['OpportunityOpened']);
    const second = await start(place, [converting]);
    await second.settled();
    expect(await second.outcomes(converting.name)).toMatchObject([{ outcome: 'emitted' }]);
    await second.stop();
    expect(await followed(place.log)).toEqual(['OpportunityOpened']);
  });

  it('asks in other words the second time, if what it looks up has changed, and is answered', async () => {
    const place = await office();
    let seller = 'ion';
    const looking = defineProcess({
      name: 'opened-deal-changes-owner',
      sentence: 'A test.',
      on: {
        OpportunityOpened: ({ data: { opportunityId }, metadata: { occurredAt: at } }) => [
          {
            aggregate: 'opportunity',
            command: {
              type: 'ChangeOpportunityOwner',
              data: { opportunityId, ownerId: seller, reason: 'on duty', at },
            },
          },
        ],
      },
    });
    const first = await start(place, [looking], {
      store: committing(place.store, async (commit) => {
        if ((await followed(place.log)).length > 0) throw dead;
        await commit();
      }),
    });
    await openDeal(place);
    await expect(first.settled()).rejects.toMatchObject({ code: 'read-model/closed' });
    await first.stop();
    seller = 'eva';
    const second = await start(place, [looking]);
    await second.settled();
    expect(await second.outcomes(looking.name)).toMatchObject([{ outcome: 'emitted' }]);
    await second.stop();
    expect(await followed(place.log)).toEqual(['OpportunityOwnerChanged']);
    expect((await eventsOf(place.log)).at(-1)).toMatchObject({ data: { to: 'ion' } });
  });

  it('between two of its commands gives the second one after the first', async () => {
    const place = await office();
    const recycling = named('lost-deal-offers-recycled-lead');
    const first = await start(place, [recycling], {
      performer: (performer) => ({
        ...performer,
        perform: async (order) => {
          if (order.request.command.type === 'ParkLead') throw dead;
          return performer.perform(order);
        },
      }),
    });
    await openDeal(place);
    await loseDeal(place);
    await expect(first.settled()).rejects.toMatchObject({ code: 'process/failed' });
    await first.stop();
    expect(await followed(place.log)).toEqual(['LeadCaptured']);
    const second = await start(place, [recycling]);
    await second.settled();
    await second.stop();
    expect(await followed(place.log)).toEqual(['LeadCaptured', 'LeadParked']);
  });

  it('after its checkpoint and before its index remembers what it missed', async () => {
    const place = await office();
    const ending = named('withdrawn-consent-ends-mailings');
    const { ask, store } = place;
    const first = await start(place, [ending], {
      store: {
        ...store,
        attach: async (model) => {
          const attached = await store.attach(model);
          return model.name.endsWith('-index')
            ? { ...attached, commit: () => Promise.reject(dead) }
            : attached;
        },
      },
    });
    await ask.party({
      type: 'RegisterParty',
      data: { partyId: 'ada', details: { kind: 'person', name: 'Ada' } },
    });
    await ask.campaignMember({
      type: 'EnrolCampaignMember',
      data: { campaignId: 'spring', partyId: 'ada' },
    });
    await expect(first.settled()).rejects.toMatchObject({ code: 'read-model/closed' });
    await first.stop();
    const second = await start(place, [ending]);
    await ask.party({ type: 'WithdrawConsent', data: { partyId: 'ada', purpose: 'marketing' } });
    await second.settled();
    await second.stop();
    expect(await followed(place.log)).toEqual(['CampaignMemberUnsubscribed']);
  });
});

describe('a process whose store or log is away', () => {
  it.each([
    ['the log', new EventLogError('event-log/unavailable', 'the server is away')],
    ['the store', new ReadModelError('read-model/busy', 'another process holds the lock')],
  ])('waits for %s, says so, and goes on', async (_, fault) => {
    const place = await office();
    let away = true;
    const running = await start(place, [converting], {
      performer: (performer) => ({
        ...performer,
        perform: async (order) => {
          if (away) throw fault;
          return performer.perform(order);
        },
      }),
    });
    await definePipeline(place);
    await convertLead(place);
    const waiting = await until(running, ({ state }) => state === 'waiting');
    expect(waiting).toMatchObject({ process: converting.name, error: fault });
    expect(await followed(place.log)).toEqual([]);
    away = false;
    await passing(place, running);
    expect(await followed(place.log)).toEqual(['OpportunityOpened']);
    await running.stop();
  });

  it.each(['handle/contended', 'handle/unknown-outcome', 'handle/answer-lost'])(
    'asks again after %s',
    async (code) => {
      const place = await office();
      let times = 0;
      const running = await start(place, [converting], {
        performer: (performer) => ({
          ...performer,
          perform: async (order) => {
            const answer = await performer.perform(order);
            times += 1;
            if (times === 1) throw Object.assign(new Error('nobody can tell'), { code });
            return answer;
          },
        }),
      });
      await definePipeline(place);
      await convertLead(place);
      await until(running, ({ state }) => state === 'waiting');
      await passing(place, running);
      expect(times).toBe(2);
      expect(await followed(place.log)).toEqual(['OpportunityOpened']);
      await running.stop();
    },
  );
});

describe('two instances of the same processes', () => {
  it('do everything once, and both go on', async () => {
    const place = await office();
    await definePipeline(place);
    const both = [await start(place, all), await start(place, all)];
    for (const nr of [1, 2, 3, 4, 5]) await convertLead(place, nr);
    await openDeal(place, 'deal-9');
    await loseDeal(place, 'deal-9');
    for (const one of both) await one.settled();
    const opened = (await followed(place.log)).filter((type) => type === 'OpportunityOpened');
    expect(opened).toHaveLength(5);
    expect(await followed(place.log)).toHaveLength(7);
    for (const one of both) expect(await one.outcomes(converting.name)).toHaveLength(5);
    for (const one of both) await one.stop();
  });
});

describe('processes and the log that they ran on', () => {
  it('refuse another one', async () => {
    const place = await office();
    await openDeal(place);
    await (await start(place, [converting])).stop();
    const elsewhere = await office();
    await openDeal(elsewhere, 'deal-2');
    const running = await start(elsewhere, [converting], { store: place.store });
    await expect(running.settled()).rejects.toMatchObject({ code: 'read-model/other-log' });
    await running.stop();
  });
});

describe('what a process keeps', () => {
  it('moves on with a log that says nothing to it, so that a start does not read it all again', async () => {
    const place = await office();
    const running = await start(place, [converting]);
    for (let nr = 1; nr <= 110; nr += 1) {
      await openDeal(place, `deal-${nr}`);
      await running.settled();
    }
    await running.stop();
    const kept = await place.store.position(`process-${converting.name}`);
    expect(kept).toBeGreaterThanOrEqual(90n);
    expect(kept).toBeLessThan(109n);
  });

  it('is remembered anew where it knows more than was answered', async () => {
    const place = await office();
    const { ask, store } = place;
    const ending = named('withdrawn-consent-ends-mailings');
    const first = await start(place, [ending]);
    await ask.party({
      type: 'RegisterParty',
      data: { partyId: 'ada', details: { kind: 'person', name: 'Ada' } },
    });
    await ask.campaignMember({
      type: 'EnrolCampaignMember',
      data: { campaignId: 'spring', partyId: 'ada' },
    });
    await ask.party({ type: 'WithdrawConsent', data: { partyId: 'ada', purpose: 'marketing' } });
    await first.settled();
    await first.stop();
    // Somebody empties the checkpoint, and leaves the index where it was.
    await (await store.attach(journalModel(ending).model)).reset();
    const second = await start(place, [ending], { from: 'beginning' });
    await second.settled();
    expect(await second.outcomes(ending.name)).toMatchObject([
      { commandType: 'UnsubscribeMember', outcome: 'emitted' },
      { commandType: 'UnsubscribeMember', outcome: 'already-so' },
    ]);
    await second.stop();
    expect(await followed(place.log)).toEqual(['CampaignMemberUnsubscribed']);
  });

  it('is filled again when its index has a new version, and answers nothing twice', async () => {
    const place = await office();
    const { ask } = place;
    const ending = named('withdrawn-consent-ends-mailings');
    const first = await start(place, [ending]);
    await ask.party({
      type: 'RegisterParty',
      data: { partyId: 'ada', details: { kind: 'person', name: 'Ada' } },
    });
    await ask.campaignMember({
      type: 'EnrolCampaignMember',
      data: { campaignId: 'spring', partyId: 'ada' },
    });
    await first.settled();
    await first.stop();
    const next = { ...ending, index: { ...ending.index, version: 2 } };
    const second = await start(place, [next]);
    await ask.party({ type: 'WithdrawConsent', data: { partyId: 'ada', purpose: 'marketing' } });
    await second.settled();
    await second.stop();
    expect(await followed(place.log)).toEqual(['CampaignMemberUnsubscribed']);
  });
});

describe('processes on files', () => {
  it('go on where they stood when everything is opened again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'presales-processes-'));
    const openOffice = async (): Promise<Office> =>
      office({
        log: await sqliteEventLog({ file: join(folder, 'log.db'), now: () => monday }),
        store: await sqliteReadModelStore({ file: join(folder, 'read-models.db') }),
      });
    const closeOffice = async ({ log, store }: Office): Promise<void> => {
      await log.close();
      await store.close();
    };
    const first = await openOffice();
    const before = await start(first, all);
    await definePipeline(first);
    await convertLead(first);
    await before.settled();
    await before.stop();
    await convertLead(first, 2);
    await parkLead(first, 'lead-3', '2026-03-10');
    await closeOffice(first);
    const second = await openOffice();
    const after = await start(second, all);
    await after.settled();
    second.world.passUntil('2026-03-10T00:00:00.000Z');
    await after.settled();
    expect(await followed(second.log)).toEqual([
      'OpportunityOpened',
      'OpportunityOpened',
      'LeadResumed',
    ]);
    await after.stop();
    await closeOffice(second);
    await rm(folder, { recursive: true });
  });
});

/** Lets time pass until the processes that wait have gone on. */
async function passing({ world }: Office, running: RunningProcesses): Promise<void> {
  let settled = false;
  const done = running.settled().then(() => {
    settled = true;
  });
  while (!settled) {
    world.pass(1_000);
    await new Promise(setImmediate);
  }
  await done;
}
