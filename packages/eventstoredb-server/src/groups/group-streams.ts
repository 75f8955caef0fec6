import { type LogRecord, metadataStreamOf, type ProposedEvent } from '../store/log-record.ts';
import {
  type GroupIdentity,
  type GroupMessage,
  type GroupSettings,
  type GroupWorld,
  placeText,
} from './consumer-group.ts';

/** The stream that a group parks messages in. */
export const parkedStreamOf = ({
  stream,
  group,
}: Pick<GroupIdentity, 'stream' | 'group'>): string =>
  `$persistentsubscription-${stream}::${group}-parked`;

/** The stream that a group keeps its checkpoint in. */
export const checkpointStreamOf = ({
  stream,
  group,
}: Pick<GroupIdentity, 'stream' | 'group'>): string =>
  `$persistentsubscription-${stream}::${group}-checkpoint`;

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const nothing = new Uint8Array();

/** The two streams that a group writes for itself: its checkpoints and its parked messages. */
export class GroupStreams {
  readonly #world: GroupWorld;
  readonly #identity: GroupIdentity;
  readonly #checkpoints: string;
  readonly #parked: string;

  constructor(world: GroupWorld, identity: GroupIdentity) {
    this.#world = world;
    this.#identity = identity;
    this.#checkpoints = checkpointStreamOf(identity);
    this.#parked = parkedStreamOf(identity);
  }

  /** Where the group begins: after its checkpoint if it has one, otherwise where the settings say. */
  start({ startFrom }: GroupSettings): {
    readonly next: bigint;
    readonly checkpoint: bigint | undefined;
  } {
    const { store } = this.#world;
    const page = store.readStreamBackwards(this.#checkpoints, 'end', 1);
    const [record] = page.result === 'events' ? page.records : [];
    const [place] =
      record === undefined ? [] : (Buffer.from(record.data).toString().match(/\d+/) ?? []);
    if (place !== undefined) return { next: BigInt(place) + 1n, checkpoint: BigInt(place) };
    if (startFrom === 'start') return { next: 0n, checkpoint: undefined };
    const { stream } = this.#identity;
    const end = stream === '$all' ? store.end() : store.lastRevision(stream) + 1n;
    return { next: startFrom === 'end' ? end : startFrom, checkpoint: undefined };
  }

  /** Writes a checkpoint; before the first, the metadata that keeps the last two only. */
  writeCheckpoint(place: bigint): void {
    if (this.#world.store.lastRevision(this.#checkpoints) < 0n)
      this.#writeMetadata(this.#checkpoints, '{"$maxCount":2}');
    this.#write(this.#checkpoints, {
      type: '$SubscriptionCheckpoint',
      isJson: true,
      data: utf8(JSON.stringify(placeText(this.#identity, place))),
      metadata: nothing,
    });
  }

  /** Parks a message: a link to it, and the reason (`PersistentSubscriptionMessageParker`). */
  park({ resolved: { event, link } }: GroupMessage, reason: string): void {
    const target =
      event === undefined ? (link?.data ?? nothing) : utf8(`${event.revision}@${event.stream}`);
    const added = new Date(this.#world.now()).toISOString();
    this.#write(this.#parked, {
      type: '$>',
      isJson: false,
      data: target,
      metadata: utf8(JSON.stringify({ added, reason })),
    });
  }

  /** The links to parked messages up to but excluding a revision, and the revision after them. */
  parkedUpTo(stopAt: bigint | undefined): {
    readonly links: readonly LogRecord[];
    readonly end: bigint;
  } {
    const { store } = this.#world;
    const last = store.lastRevision(this.#parked);
    const end = stopAt === undefined || stopAt > last + 1n ? last + 1n : stopAt;
    const page = store.readStreamForwards(this.#parked, 0n, Number(end));
    const links = page.result === 'events' ? page.records : [];
    return { links, end };
  }

  /** Hides the links to parked messages below a revision. */
  forgetParked(end: bigint): void {
    this.#writeMetadata(this.#parked, `{"$tb":${end}}`);
  }

  /** How many messages are parked. */
  parkedCount(): bigint {
    const { store } = this.#world;
    const { truncateBefore = 0n } = store.metadataOf(this.#parked);
    return store.lastRevision(this.#parked) + 1n - truncateBefore;
  }

  #writeMetadata(stream: string, json: string): void {
    this.#write(metadataStreamOf(stream), {
      type: '$metadata',
      isJson: true,
      data: utf8(json),
      metadata: nothing,
    });
  }

  #write(stream: string, event: Omit<ProposedEvent, 'id'>): void {
    const { store, newId } = this.#world;
    store.append(stream, 'any', [{ id: newId(), ...event }]);
  }
}
