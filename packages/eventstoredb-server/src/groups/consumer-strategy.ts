import { type LogRecord, originalOf, type ResolvedRecord } from '../store/log-record.ts';

/** The rule by which messages are dealt to the consumers of a group. */
export type ConsumerStrategy = 'RoundRobin' | 'DispatchToSingle' | 'Pinned' | 'PinnedByCorrelation';

/** What dealing needs to know of a consumer: how many more messages it can hold. */
export interface Slots {
  readonly free: () => number;
}

/** Chooses the consumer of a message; `skip` leaves it for later, `full` says that nobody has room. */
export type Dealer<Consumer extends Slots> = (
  consumers: readonly Consumer[],
  message: ResolvedRecord,
) => Consumer | 'skip' | 'full';

/** The dealer of a strategy (ES: Services/PersistentSubscription/ConsumerStrategy). */
export const dealerFor = <Consumer extends Slots>(strategy: ConsumerStrategy): Dealer<Consumer> => {
  switch (strategy) {
    case 'RoundRobin':
      return roundRobin();
    case 'DispatchToSingle':
      return (consumers) => consumers.find(({ free }) => free() > 0) ?? 'full';
    case 'Pinned':
      return pinned(streamOf);
    case 'PinnedByCorrelation':
      return pinned(correlationOf);
  }
};

const roundRobin = <Consumer extends Slots>(): Dealer<Consumer> => {
  let turn = 0;
  return (consumers) => {
    for (let tries = 0; tries < consumers.length; tries += 1) {
      const consumer = consumers[turn % consumers.length];
      turn += 1;
      if (consumer !== undefined && consumer.free() > 0) return consumer;
    }
    return 'full';
  };
};

/** Gives all messages of a key to one consumer while it is connected, and each new key to the idlest. */
const pinned = <Consumer extends Slots>(
  keyOf: (message: ResolvedRecord) => string,
): Dealer<Consumer> => {
  const pins = new Map<string, Consumer>();
  return (consumers, message) => {
    if (consumers.every(({ free }) => free() <= 0)) return 'full';
    const key = keyOf(message);
    const pin = pins.get(key);
    const consumer = pin !== undefined && consumers.includes(pin) ? pin : idlest(consumers);
    if (consumer === undefined) return 'full';
    pins.set(key, consumer);
    return consumer.free() > 0 ? consumer : 'skip';
  };
};

const idlest = <Consumer extends Slots>(consumers: readonly Consumer[]): Consumer | undefined =>
  [...consumers].sort((one, other) => other.free() - one.free())[0];

/** The stream of the event; for a link whose event is gone, the stream that the link names. */
const streamOf = ({ event, link }: ResolvedRecord): string =>
  event?.stream ?? (link === undefined ? '' : textOf(link).split('@').slice(1).join('@'));

const correlationOf = (message: ResolvedRecord): string => {
  const original = message.event ?? originalOf(message);
  try {
    const metadata: unknown = JSON.parse(Buffer.from(original?.metadata ?? []).toString('utf8'));
    if (typeof metadata === 'object' && metadata !== null && '$correlationId' in metadata)
      return String(metadata.$correlationId);
  } catch {
    // Metadata that is not JSON has no correlation id.
  }
  return streamOf(message);
};

const textOf = ({ data }: LogRecord): string => Buffer.from(data).toString('utf8');
