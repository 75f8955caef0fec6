import { type LogRecord, originalOf } from '../store/log-record.ts';
import type {
  Consumer,
  ConsumerGroup,
  GroupFigures,
  GroupIdentity,
  GroupSettings,
  GroupWorld,
  NackAction,
} from './consumer-group.ts';
import { type Dealer, dealerFor } from './consumer-strategy.ts';
import { GroupStreams } from './group-streams.ts';
import { type Message, messageOf } from './message.ts';
import { Progress } from './progress.ts';
import { ReadAhead } from './read-ahead.ts';
import { type Seat, Seats } from './seats.ts';

/**
 * Opens a group at its checkpoint, or where it is set to start
 * (ES: Services/PersistentSubscription/PersistentSubscription.cs).
 */
export const openGroup = (
  world: GroupWorld,
  identity: GroupIdentity,
  settings: GroupSettings,
): ConsumerGroup => new OpenGroup(world, identity, settings);

/** A group at work: messages go from what was read ahead, or from the retries, to its consumers. */
class OpenGroup implements ConsumerGroup {
  readonly identity: GroupIdentity;
  readonly settings: GroupSettings;
  readonly #world: GroupWorld;
  readonly #streams: GroupStreams;
  readonly #progress: Progress;
  readonly #ahead: ReadAhead;
  readonly #seats = new Seats();
  readonly #deal: Dealer<Seat>;
  readonly #stopListening: () => void;
  #retries: Message[] = [];

  constructor(world: GroupWorld, identity: GroupIdentity, settings: GroupSettings) {
    this.identity = identity;
    this.settings = settings;
    this.#world = world;
    this.#streams = new GroupStreams(world, identity);
    const { next, checkpoint } = this.#streams.start(settings);
    this.#progress = new Progress(checkpoint);
    this.#ahead = new ReadAhead(world.store, identity, settings, next);
    this.#deal = dealerFor<Seat>(settings.strategy);
    this.#stopListening = world.store.onWrite(() => this.#push());
    this.#fill();
  }

  join(consumer: Consumer): boolean {
    const { maxSubscriberCount } = this.settings;
    if (maxSubscriberCount !== 0 && this.#seats.all.length >= maxSubscriberCount) return false;
    this.#seats.add(consumer);
    this.#push();
    return true;
  }

  leave(consumer: Consumer): void {
    for (const message of this.#seats.remove(consumer)) this.#retry(message);
    this.#push();
  }

  acknowledge(ids: readonly string[]): void {
    for (const id of ids) this.#seats.release(id);
    this.#settle();
  }

  /**
   * Whatever the action, the consumer no longer holds the message afterwards. To stop
   * (`StopSubscription`) does nothing else: the message is gone as if it had been skipped.
   */
  reject(ids: readonly string[], action: NackAction, reason: string): void {
    for (const id of ids) {
      const message = this.#seats.release(id);
      if (message === undefined) continue;
      if (action === 'retry' || action === 'unknown') this.#retryOrPark(message);
      if (action === 'park')
        this.#streams.park(message, `Client explicitly NAK'ed message.\n${reason}`);
    }
    this.#settle();
  }

  replayParked(stopAt?: bigint): void {
    const { store } = this.#world;
    const { links, end } = this.#streams.parkedUpTo(stopAt);
    for (const link of links)
      if (link.revision < end)
        this.#retries.push({
          ...messageOf(store, this.settings, link),
          resolved: store.resolve(link),
          replayed: true,
        });
    if (links.length > 0) this.#streams.forgetParked(end);
    this.#push();
  }

  tick(): void {
    for (const id of this.#seats.expired(this.#world.now())) {
      const message = this.#seats.release(id);
      if (message !== undefined) this.#retryOrPark(message);
    }
    this.#push();
    this.#checkpoint(true);
  }

  figures(): GroupFigures {
    return {
      status: this.#ahead.isBehind ? 'Behind' : 'Live',
      totalItems: this.#seats.totalItems,
      lastCheckpoint: this.#progress.lastCheckpoint,
      lastKnown: this.#progress.lastKnown,
      buffered: this.#ahead.queue.length,
      retrying: this.#retries.length,
      outstanding: this.#seats.outstanding,
      parked: this.#streams.parkedCount(),
      consumers: this.#seats.figures,
    };
  }

  close(): void {
    this.#stopListening();
    this.#retries = [];
    this.#ahead.queue.length = 0;
    this.#seats.clear();
  }

  #fill(): void {
    this.#ahead.fill((position, count) => {
      if (this.#isIdle()) this.#progress.passOver(position, count);
    });
  }

  /** Whether no message is under way or waits to be. */
  #isIdle(): boolean {
    return (
      this.#seats.outstanding === 0 && this.#retries.length === 0 && this.#ahead.queue.length === 0
    );
  }

  /** Delivers everything for which a consumer has room, retries first. */
  #push(): void {
    const { queue } = this.#ahead;
    this.#fill();
    while (this.#seats.all.length > 0 && this.#pushFrom(this.#retries) && this.#pushFrom(queue)) {
      const before = queue.length;
      this.#fill();
      if (queue.length === before) return;
    }
  }

  /** Delivers from a list what can be delivered; false once no consumer has room. */
  #pushFrom(messages: Message[]): boolean {
    for (let index = 0; index < messages.length; ) {
      const message = messages[index];
      if (message === undefined) break;
      const seat = this.#deal(this.#seats.all, message.resolved);
      if (seat === 'full') return false;
      if (seat === 'skip') {
        index += 1;
        continue;
      }
      messages.splice(index, 1);
      this.#give(message, seat);
    }
    return true;
  }

  #give(message: Message, seat: Seat): void {
    const original = originalOf(message.resolved);
    const place = original === undefined ? undefined : this.#placeOf(original);
    const expires = this.#world.now() + this.settings.messageTimeout;
    this.#seats.give(this.#progress.sequenced(message, place), seat, expires);
  }

  #placeOf({ position, revision }: LogRecord): bigint {
    return this.identity.stream === '$all' ? position : revision;
  }

  #retry(message: Message): void {
    this.#retries.push({ ...message, retryCount: message.retryCount + 1 });
    this.#retries.sort((one, other) => (one.sequence ?? -1) - (other.sequence ?? -1));
  }

  #retryOrPark(message: Message): void {
    const { maxRetryCount } = this.settings;
    if (message.retryCount < maxRetryCount) this.#retry(message);
    else this.#streams.park(message, `Reached retry count of ${maxRetryCount}`);
  }

  #settle(): void {
    this.#checkpoint(false);
    this.#push();
  }

  #checkpoint(isTick: boolean): void {
    const underWay = [...this.#seats.messages, ...this.#retries];
    const place = this.#progress.checkpointDue(
      { underWay, isTick, now: this.#world.now() },
      this.settings,
    );
    if (place !== undefined) this.#streams.writeCheckpoint(place);
  }
}
