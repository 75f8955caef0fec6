import type { EventFilter } from '../store/event-filter.ts';
import type { ResolvedRecord } from '../store/log-record.ts';
import type { Store } from '../store/store.ts';
import type { ConsumerStrategy } from './consumer-strategy.ts';

/** The settings of a consumer group; times are in milliseconds. */
export interface GroupSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  readonly messageTimeout: number;
  readonly maxRetryCount: number;
  readonly checkpointAfter: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0 means without limit. */
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly strategy: ConsumerStrategy;
  /** The first revision or position to deliver; `end` delivers only what is written from now on. */
  readonly startFrom: 'start' | 'end' | bigint;
}

/** The name of a group and what it follows. */
export interface GroupIdentity {
  /** `$all` for the whole log. */
  readonly stream: string;
  readonly group: string;
  readonly filter: EventFilter | undefined;
}

/** What a consumer that rejects a message wants done with it. */
export type NackAction = 'unknown' | 'park' | 'retry' | 'skip' | 'stop';

/** A message as a consumer receives it. */
export interface GroupMessage {
  readonly resolved: ResolvedRecord;
  readonly retryCount: number;
}

/** A client that is connected to a group and takes messages. */
export interface Consumer {
  readonly id: string;
  readonly name: string;
  readonly bufferSize: number;
  readonly push: (message: GroupMessage) => void;
  /** Sends the consumer away, because the group was deleted or has new settings. */
  readonly drop: () => void;
}

/** What a group tells about itself. */
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
  /** False when the group has as many consumers as it may have. */
  readonly join: (consumer: Consumer) => boolean;
  /** The messages that the consumer held go to others, which counts as a retry. */
  readonly leave: (consumer: Consumer) => void;
  readonly acknowledge: (ids: readonly string[]) => void;
  readonly reject: (ids: readonly string[], action: NackAction, reason: string) => void;
  /** Delivers parked messages again, up to but excluding this revision of the parked stream. */
  readonly replayParked: (stopAt?: bigint) => void;
  /** Looks at the clock: messages may have timed out, a checkpoint may be due. */
  readonly tick: () => void;
  readonly figures: () => GroupFigures;
  /** Sends all consumers away and forgets the messages under way. */
  readonly close: () => void;
}

/** What a group needs of its server. */
export interface GroupWorld {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: () => string;
}

/** A place as the server spells it: a revision, or a position with both its halves. */
export const placeText = ({ stream }: GroupIdentity, place: bigint): string =>
  stream === '$all' ? `C:${place}/P:${place}` : String(place);
