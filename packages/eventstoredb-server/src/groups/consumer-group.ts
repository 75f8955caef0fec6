import { type EventFilter, matcher } from '../store/event-filter.ts';
import {
  type LogRecord,
  metadataStreamOf,
  originalOf,
  type ProposedEvent,
  type ResolvedRecord,
} from '../store/log-record.ts';
import type { Store } from '../store/store.ts';
import { type ConsumerStrategy, dealerFor, type Slots } from './consumer-strategy.ts';

/** What a consumer group is set to; times in milliseconds. */
export interface GroupSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  readonly messageTimeout: number;
  readonly maxRetryCount: number;
  readonly checkpointAfter: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0 is as many as come. */
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: ConsumerStrategy;
  /** The first revision, or position, to be delivered; `end` is what comes from now on. */
  readonly startFrom: 'start' | 'end' | bigint;
}

/** What a group is called and what it follows. */
export interface GroupIdentity {
  /** `$all` for the whole log. */
  readonly stream: string;
  readonly group: string;
  readonly filter: EventFilter | undefined;
}

/** What becomes of a message that is not acknowledged. */
export type NackAction = 'unknown' | 'park' | 'retry' | 'skip' | 'stop';

/** A message as a consumer gets it. */
export interface GroupMessage {
  readonly resolved: ResolvedRecord;
  readonly retryCount: number;
}

/** One that takes messages. */
export interface Consumer {
  readonly id: string;
  readonly name: string;
  readonly bufferSize: number;
  readonly push: (message: GroupMessage) => void;
  /** The group is gone or set anew; come again. */
  readonly drop: () => void;
}

/** Figures of a group. */
export interface GroupFigures {
  readonly status: string;
  readonly totalItems: number;
  readonly lastCheckpoint: bigint | undefined;
  readonly lastKnown: bigint | undefined;
  readonly buffered: number;
  readonly retrying: number;
  readonly outstanding: number;
  readonly parked: bigint;
  readonly consumers: readonly {
    readonly name: string;
    readonly free: number;
    readonly inFlight: number;
    readonly totalItems: number;
  }[];
}

/** A group of consumers that share the messages of a stream, each message at least once. */
export interface ConsumerGroup {
  readonly identity: GroupIdentity;
  readonly settings: GroupSettings;
  /** False when there are as many consumers as may be. */
  readonly join: (consumer: Consumer) => boolean;
  /** Messages that the consumer had in hand go to others, counted as a retry. */
  readonly leave: (consumer: Consumer) => void;
  readonly acknowledge: (ids: readonly string[]) => void;
  readonly reject: (ids: readonly string[], action: NackAction, reason: string) => void;
  /** Delivers parked messages anew, those from this revision of the parked stream on left out. */
  readonly replayParked: (stopAt?: bigint) => void;
  /** Time passes: messages run out, checkpoints fall due. */
  readonly tick: () => void;
  /** Whether the passing of time can change anything. */
  readonly isWaiting: () => boolean;
  readonly figures: () => GroupFigures;
  /** Sends all consumers away and forgets what is under way. */
  readonly close: () => void;
}

/** What a group takes from the world. */
export interface GroupWorld {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: () => string;
}

interface Message extends GroupMessage {
  readonly id: string;
  /** Its place in the order of delivery; undefined until it is delivered, and for parked messages. */
  readonly sequence: number | undefined;
  /** Where the checkpoint is while this message is under way. */
  readonly previous: bigint | undefined;
  readonly replayed: boolean;
}

interface InHand {
  readonly message: Message;
  readonly consumer: Seat;
  readonly expires: number;
}

interface Seat extends Slots {
  readonly consumer: Consumer;
  readonly inHand: Set<string>;
  total: number;
}

/** The stream that a group parks messages in. */
export const parkedStreamOf = ({ stream, group }: GroupIdentity): string =>
  `$persistentsubscription-${stream}::${group}-parked`;

/** The stream that a group keeps its place in. */
export const checkpointStreamOf = ({ stream, group }: GroupIdentity): string =>
  `$persistentsubscription-${stream}::${group}-checkpoint`;

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const nothing = new Uint8Array();

/**
 * A group, from its checkpoint or from where it is set to start
 * (ES: Services/PersistentSubscription/PersistentSubscription.cs). The server reads ahead into two
 * buffers, one for history and one for what is live; what a consumer sees of it is one queue.
 */
export const openGroup = (
  world: GroupWorld,
  identity: GroupIdentity,
  settings: GroupSettings,
): ConsumerGroup => {
  const { store, now, newId } = world;
  const isAll = identity.stream === '$all';
  const accepts = identity.filter === undefined ? undefined : matcher(identity.filter);
  const parkedStream = parkedStreamOf(identity);
  const checkpointStream = checkpointStreamOf(identity);
  const deal = dealerFor<Seat>(settings.strategy);

  const seats: Seat[] = [];
  const inHand = new Map<string, InHand>();
  let retries: Message[] = [];
  const queue: Message[] = [];
  let totalItems = 0;
  let behind = true;

  const placeOf = (record: LogRecord): bigint => (isAll ? record.position : record.revision);
  const begin = initialPlace(store, identity, settings, checkpointStream);
  let { next } = begin;
  let lastKnown = begin.checkpoint;
  let lastCheckpoint = begin.checkpoint;
  let nextSequence = begin.checkpoint === undefined ? 0 : 1;
  let lastKnownSequence = nextSequence - 1;
  let checkpointedSequence = nextSequence - 1;
  let checkpointedAt = Number.NEGATIVE_INFINITY;

  const resolve = (record: LogRecord): ResolvedRecord =>
    settings.resolveLinks ? store.resolve(record) : { event: record, link: undefined };

  const queued = (record: LogRecord): Message => ({
    id: record.id,
    resolved: resolve(record),
    retryCount: 0,
    sequence: undefined,
    previous: undefined,
    replayed: false,
  });

  /** What the filter left out counts as done: the checkpoint may pass over it. */
  const skip = (position: bigint, count: number): void => {
    if (count === 0) return;
    lastKnown = position;
    nextSequence += count;
    lastKnownSequence = nextSequence - 1;
  };

  const readAll = (room: number): boolean => {
    const limit = Math.min(room, settings.readBatchSize);
    const page = store.readAllForwards(
      next,
      accepts === undefined ? { limit } : { limit, accepts, window: settings.maxCheckpointCount },
    );
    next = page.next;
    queue.push(...page.records.map(queued));
    const skipped = page.considered - page.records.length;
    if (page.last !== undefined && page.records.length === 0 && nothingUnderWay())
      skip(page.last, skipped);
    return page.end;
  };

  const readStream = (room: number): boolean => {
    const limit = Math.min(room, settings.readBatchSize);
    const page = store.readStreamForwards(identity.stream, next, limit);
    if (page.result !== 'events') return true;
    const last = page.records.at(-1);
    if (!page.end) next = page.next;
    else if (last !== undefined) next = last.revision + 1n;
    queue.push(...page.records.map(queued));
    return page.end;
  };

  const nothingUnderWay = (): boolean =>
    inHand.size === 0 && retries.length === 0 && queue.length === 0;

  const fill = (): void => {
    for (;;) {
      const room = settings.historyBufferSize - queue.length;
      if (room < settings.readBatchSize) {
        behind = true;
        return;
      }
      const end = isAll ? readAll(room) : readStream(room);
      if (!end) continue;
      behind = false;
      return;
    }
  };

  /** Gives a message its place in the order the first time it is delivered. */
  const sequenced = (message: Message): Message => {
    if (message.sequence !== undefined || message.replayed) return message;
    const placed = { ...message, sequence: nextSequence, previous: lastKnown };
    nextSequence += 1;
    lastKnownSequence = placed.sequence;
    const original = originalOf(message.resolved);
    if (original !== undefined) lastKnown = placeOf(original);
    return placed;
  };

  /** Delivers from a queue what can be delivered; false once nobody has room. */
  const pushFrom = (messages: Message[]): boolean => {
    for (let index = 0; index < messages.length; ) {
      const message = messages[index];
      if (message === undefined) break;
      const seat = deal(seats, message.resolved);
      if (seat === 'full') return false;
      if (seat === 'skip') {
        index += 1;
        continue;
      }
      messages.splice(index, 1);
      hand(sequenced(message), seat);
    }
    return true;
  };

  const hand = (message: Message, seat: Seat): void => {
    inHand.set(message.id, { message, consumer: seat, expires: now() + settings.messageTimeout });
    seat.inHand.add(message.id);
    seat.total += 1;
    totalItems += 1;
    seat.consumer.push(message);
  };

  const push = (): void => {
    fill();
    while (seats.length > 0 && pushFrom(retries) && pushFrom(queue)) {
      const before = queue.length;
      fill();
      if (queue.length === before) return;
    }
  };

  const release = (id: string): Message | undefined => {
    const held = inHand.get(id);
    held?.consumer.inHand.delete(id);
    inHand.delete(id);
    return held?.message;
  };

  const retry = (message: Message): void => {
    retries.push({ ...message, retryCount: message.retryCount + 1 });
    retries.sort((one, other) => (one.sequence ?? -1) - (other.sequence ?? -1));
  };

  const retryOrPark = (message: Message): void => {
    if (message.retryCount < settings.maxRetryCount) retry(message);
    else park(message, `Reached retry count of ${settings.maxRetryCount}`);
  };

  /** A link to the message, beside the reason (`PersistentSubscriptionMessageParker`). */
  const park = ({ resolved }: Message, reason: string): void => {
    const { event, link } = resolved;
    const target =
      event === undefined ? (link?.data ?? nothing) : utf8(`${event.revision}@${event.stream}`);
    const added = new Date(now()).toISOString();
    write(parkedStream, {
      type: '$>',
      isJson: false,
      data: target,
      metadata: utf8(JSON.stringify({ added, reason })),
    });
  };

  const write = (stream: string, event: Omit<ProposedEvent, 'id'>): void => {
    store.append(stream, 'any', [{ id: newId(), ...event }]);
  };

  /** `TryMarkCheckpoint`: as far as nothing is under way, when enough came together. */
  const checkpoint = (isTick: boolean): void => {
    const underWay = [...[...inHand.values()].map(({ message }) => message), ...retries];
    const lowest = underWay
      .filter(({ sequence }) => sequence !== undefined)
      .sort((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0))[0];
    const sequence = lowest?.sequence === undefined ? lastKnownSequence : lowest.sequence - 1;
    const position = lowest === undefined ? lastKnown : lowest.previous;
    if (position === undefined) return;
    const difference = sequence - checkpointedSequence;
    const elapsed = now() - checkpointedAt;
    const { checkpointAfter, minCheckpointCount, maxCheckpointCount } = settings;
    if (elapsed < checkpointAfter && difference < maxCheckpointCount) return;
    if (!(isTick && difference >= minCheckpointCount) && difference < maxCheckpointCount) return;
    checkpointedAt = now();
    checkpointedSequence = sequence;
    lastCheckpoint = position;
    writeCheckpoint(position);
  };

  const writeCheckpoint = (position: bigint): void => {
    if (store.lastRevision(checkpointStream) < 0n)
      write(metadataStreamOf(checkpointStream), {
        type: '$metadata',
        isJson: true,
        data: utf8('{"$maxCount":2}'),
        metadata: nothing,
      });
    write(checkpointStream, {
      type: '$SubscriptionCheckpoint',
      isJson: true,
      data: utf8(JSON.stringify(placeText(identity, position))),
      metadata: nothing,
    });
  };

  const settle = (): void => {
    checkpoint(false);
    push();
  };

  const stopListening = store.onWrite(() => push());
  fill();

  return {
    identity,
    settings,
    join: (consumer) => {
      if (settings.maxSubscriberCount !== 0 && seats.length >= settings.maxSubscriberCount)
        return false;
      const held = new Set<string>();
      const free = (): number => consumer.bufferSize - held.size;
      seats.push({ consumer, inHand: held, free, total: 0 });
      push();
      return true;
    },
    leave: (consumer) => {
      const index = seats.findIndex((seat) => seat.consumer === consumer);
      const [seat] = index < 0 ? [] : seats.splice(index, 1);
      for (const id of [...(seat?.inHand ?? [])]) {
        const message = release(id);
        if (message !== undefined) retry(message);
      }
      push();
    },
    acknowledge: (ids) => {
      for (const id of ids) release(id);
      settle();
    },
    reject: (ids, action, reason) => {
      // Whatever the action, the message is no longer in the consumer's hand afterwards: to stop
      // (`StopSubscription`) does nothing, and the message is gone as if it had been skipped.
      for (const id of ids) {
        const message = release(id);
        if (message === undefined) continue;
        if (action === 'retry' || action === 'unknown') retryOrPark(message);
        if (action === 'park') park(message, `Client explicitly NAK'ed message.\n${reason}`);
      }
      settle();
    },
    replayParked: (stopAt) => {
      const last = store.lastRevision(parkedStream);
      const end = stopAt === undefined || stopAt > last + 1n ? last + 1n : stopAt;
      const page = store.readStreamForwards(parkedStream, 0n, Number(end));
      const parked = page.result === 'events' ? page.records : [];
      for (const record of parked)
        if (record.revision < end)
          retries.push({ ...queued(record), resolved: store.resolve(record), replayed: true });
      if (parked.length > 0)
        write(metadataStreamOf(parkedStream), {
          type: '$metadata',
          isJson: true,
          data: utf8(`{"$tb":${end}}`),
          metadata: nothing,
        });
      push();
    },
    tick: () => {
      const time = now();
      for (const [id, { message, expires }] of [...inHand])
        if (expires <= time) {
          release(id);
          retryOrPark(message);
        }
      push();
      checkpoint(true);
    },
    isWaiting: () => inHand.size > 0 || lastKnownSequence > checkpointedSequence,
    figures: () => ({
      status: behind ? 'Behind' : 'Live',
      totalItems,
      lastCheckpoint,
      lastKnown,
      buffered: queue.length,
      retrying: retries.length,
      outstanding: inHand.size,
      parked: parkedCount(store, parkedStream),
      consumers: seats.map(({ consumer, free, inHand: held, total }) => ({
        name: consumer.name,
        free: free(),
        inFlight: held.size,
        totalItems: total,
      })),
    }),
    close: () => {
      stopListening();
      retries = [];
      queue.length = 0;
      inHand.clear();
      for (const { consumer } of seats.splice(0)) consumer.drop();
    },
  };
};

/** A place as the server spells it: a revision, or a position in both its halves. */
export const placeText = ({ stream }: GroupIdentity, place: bigint): string =>
  stream === '$all' ? `C:${place}/P:${place}` : String(place);

const parkedCount = (store: Store, stream: string): bigint => {
  const { truncateBefore = 0n } = store.metadataOf(stream);
  return store.lastRevision(stream) + 1n - truncateBefore;
};

/** After the checkpoint, if there is one; otherwise where the settings say. */
const initialPlace = (
  store: Store,
  { stream }: GroupIdentity,
  { startFrom }: GroupSettings,
  checkpointStream: string,
): { readonly next: bigint; readonly checkpoint: bigint | undefined } => {
  const page = store.readStreamBackwards(checkpointStream, 'end', 1);
  const [record] = page.result === 'events' ? page.records : [];
  const [place] =
    record === undefined ? [] : (Buffer.from(record.data).toString().match(/\d+/) ?? []);
  if (place !== undefined) return { next: BigInt(place) + 1n, checkpoint: BigInt(place) };
  const end = stream === '$all' ? store.end() : store.lastRevision(stream) + 1n;
  const next = startFrom === 'start' ? 0n : startFrom === 'end' ? end : startFrom;
  return { next, checkpoint: undefined };
};
