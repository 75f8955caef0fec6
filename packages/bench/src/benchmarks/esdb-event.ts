import type { NewEvent } from '@presales/kernel/store';

/** The nth event of the benchmarks on EventStoreDB, of some three hundred bytes. */
export const sampleEvent = (n: number): NewEvent => ({
  id: crypto.randomUUID(),
  type: 'OpportunityStepEntered',
  version: 1,
  data: { opportunityId: `O-${n}`, step: 'offer', direction: 'forward', note: 'x'.repeat(120) },
  metadata: {
    actor: 'ana',
    commandId: `command-${n}`,
    correlationId: `command-${n}`,
    causationId: `command-${n}`,
    occurredAt: '2026-03-01T09:00:00.000Z',
  },
});
