import type { StoredEvent } from '@presales/kernel';
import { canonicalEvents } from '../src/index.ts';

const event = (data: unknown): StoredEvent => ({
  stream: 'lead-1',
  revision: 4n,
  position: 12n,
  id: 'id',
  type: 'LeadCaptured',
  version: 1,
  // As it may be read from a log that another program wrote to.
  data: data as object,
  metadata: { actor: 'a', commandId: 'c', correlationId: 'c', causationId: 'c', occurredAt: 't' },
  recordedAt: '2026-03-01T09:30:00.000Z',
});

const nestedIn = (levels: number): unknown =>
  JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);

describe('An event in canonical form', () => {
  it('may be nested deeper than a log takes it', () => {
    expect(canonicalEvents().add(event(nestedIn(1_000)))).toContain('[[[1]]]');
  });

  it('is named when it is nested without measure', () => {
    expect(() => canonicalEvents().add(event(nestedIn(10_000)))).toThrow(
      expect.objectContaining({
        code: 'event-log/corrupt',
        message:
          'the event at position 12 (lead-1, revision 4, LeadCaptured) is as no log would take it: nested deeper than 1000 levels',
      }),
    );
  });

  it('may hold no data at all', () => {
    expect(canonicalEvents().add(event(null))).toContain('"data":null');
  });
});
