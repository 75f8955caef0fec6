import type { StoredEvent } from '@presales/kernel';

/** What a log keeps of an event: its type, the version of its schema and its data. */
export interface Written {
  readonly type: string;
  readonly version: number;
  readonly data: object;
}

/** An event as a log gives it back. */
export const stored = ({ type, version, data }: Written): StoredEvent => ({
  id: '00000000-0000-5000-8000-000000000000',
  stream: 'stored-1',
  revision: 0n,
  position: 0n,
  type,
  version,
  data: JSON.parse(JSON.stringify(data)),
  metadata: {
    actor: 'anna',
    commandId: 'c1',
    correlationId: 'c1',
    causationId: 'c1',
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
  recordedAt: '2026-03-02T09:00:00.000Z',
});
