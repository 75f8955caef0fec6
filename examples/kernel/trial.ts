import { setTimeout as wait } from 'node:timers/promises';
import {
  aggregate,
  commandHandler,
  type Decider,
  decisions,
  Id,
  Instant,
  instant,
  LocalDate,
  memoryEventLog,
  message,
} from '@presales/kernel';
import { z } from 'zod';

// What can have happened to a trial of the product, and what can be asked. The schemas are the types.
const TrialEvent = z.discriminatedUnion('type', [
  message('TrialStarted', { trialId: Id, lastDay: LocalDate }),
  message('TrialExtended', { trialId: Id, lastDay: LocalDate }),
]);
type TrialEvent = z.infer<typeof TrialEvent>;

const TrialCommand = z.discriminatedUnion('type', [
  message('StartTrial', { trialId: Id, lastDay: LocalDate, at: Instant }),
  message('ExtendTrial', { trialId: Id, lastDay: LocalDate, at: Instant }),
]);
type TrialCommand = z.infer<typeof TrialCommand>;

// What it is: only a running trial has a last day. And what it may refuse: a value, no exception.
type Trial =
  | { readonly status: 'absent' }
  | { readonly status: 'running'; readonly lastDay: LocalDate };
type TrialRefusal = { readonly code: 'trial/not-running' | 'trial/already-started' };

const { emit, refuse } = decisions<TrialEvent, TrialRefusal>();

const decider: Decider<TrialCommand, Trial, TrialEvent, TrialRefusal> = {
  initialState: { status: 'absent' },
  evolve: (_, { data }) => ({ status: 'running', lastDay: data.lastDay }),
  decide: ({ type, data: { trialId, lastDay } }, state) => {
    switch (type) {
      case 'StartTrial':
        return state.status === 'absent'
          ? emit({ type: 'TrialStarted', data: { trialId, lastDay } })
          : refuse({ code: 'trial/already-started' });
      case 'ExtendTrial':
        if (state.status === 'absent') return refuse({ code: 'trial/not-running' });
        // Emitting nothing means "already so": asking twice is harmless.
        return lastDay <= state.lastDay
          ? emit()
          : emit({ type: 'TrialExtended', data: { trialId, lastDay } });
    }
  },
};

const trial = aggregate({
  category: 'trial',
  commands: TrialCommand,
  events: TrialEvent,
  identify: ({ data }) => data.trialId,
  decider,
});

// The world comes in here and nowhere else: a log, a clock, waiting and chance.
const log = memoryEventLog({ now: () => instant(Date.now()) });
const trials = commandHandler(trial, {
  log,
  wait: async (milliseconds) => wait(milliseconds),
  random: Math.random,
});

const at = '2026-03-02T09:00:00.000Z';
const extend: TrialCommand = {
  type: 'ExtendTrial',
  data: { trialId: 'acme', lastDay: '2026-04-30', at },
};
const start: TrialCommand = {
  type: 'StartTrial',
  data: { trialId: 'acme', lastDay: '2026-03-31', at },
};

console.log(await trials.handle(extend, { actor: 'ann', commandId: 'mail-17' }));
await trials.handle(start, { actor: 'ann', commandId: 'form-4' });
await trials.handle(extend, { actor: 'ann', commandId: 'mail-18' });

// The same command id again: answered as the first time, and nothing is stored twice.
const again = await trials.handle(start, { actor: 'ann', commandId: 'form-4' });
console.log(again.outcome, again.outcome === 'emitted' && again.events[0]?.type);
console.log(await trials.load('acme'));
await log.close();
