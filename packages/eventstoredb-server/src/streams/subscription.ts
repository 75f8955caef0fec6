import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { consumerTooSlow, streamDeleted } from '../calls/rpc-failure.ts';
import { originalOf, type ResolvedRecord } from '../store/log-record.ts';
import type { Outlet } from '../transport/outlet.ts';
import { deliver, type Ending, type Subscriber } from './event-delivery.ts';
import { caughtUp, checkpointAt, confirmation, fellBehind } from './read-responses.ts';
import type { SubscriptionPage, SubscriptionSource } from './subscription-source.ts';
import { writeBell } from './write-bell.ts';

/** How many live events a real server keeps for a subscriber that is busy (`LiveChannelOptions`). */
const LIVE_BUFFER = 32;

type Responses = Outlet<streams.ReadResp>;

/**
 * Delivers history, says that the subscriber has caught up, and goes on with what is written, until
 * the client has gone. From 24.2 on a subscriber that cannot keep up falls behind and catches up
 * again; before that, its subscription ends
 * (ES: Enumerators.*Subscription.cs, ES24: Enumerator.*Subscription.cs).
 */
export const runSubscription = (
  context: CallContext,
  source: SubscriptionSource,
  subscriber: Subscriber,
  outlet: Responses,
): Promise<void> => new Subscription(context, source, subscriber, outlet).run();

/** How a subscription goes on after a page: not at all, or at once, or with the next write. */
type Course = Ending | 'on' | 'wait';

/** A running subscription: whether it is live, and how far the client was told that it is. */
class Subscription {
  readonly #context: CallContext;
  readonly #source: SubscriptionSource;
  readonly #subscriber: Subscriber;
  readonly #outlet: Responses;
  #live = false;
  #checkpoint: bigint | undefined;

  constructor(
    context: CallContext,
    source: SubscriptionSource,
    subscriber: Subscriber,
    outlet: Responses,
  ) {
    this.#context = context;
    this.#source = source;
    this.#subscriber = subscriber;
    this.#outlet = outlet;
  }

  async run(): Promise<void> {
    const bell = writeBell(this.#context.store, this.#outlet);
    await this.#outlet.send(confirmation(this.#context.newId()));
    while (this.#outlet.isOpen()) {
      bell.reset();
      const course = await this.#deliverPage(this.#source.next(this.#live));
      if (course === 'unheard') return;
      if (course === 'wait') await bell.rung();
      else if (course !== 'on') return this.#outlet.fail(course.failure);
    }
  }

  async #deliverPage(page: SubscriptionPage): Promise<Course> {
    if (page.result === 'deleted') return { failure: streamDeleted(this.#subscriber.stream) };
    const ending = await this.#deliverAll(page.events);
    if (ending !== undefined) return ending;
    await this.#sendCheckpoint(page.checkpoint);
    if (this.#isTooSlow()) return this.#giveUpLive();
    if (!this.#hasCaughtUp(page)) return page.end ? 'wait' : 'on';
    this.#live = true;
    await this.#outlet.send(caughtUp());
    return 'on';
  }

  async #deliverAll(events: readonly ResolvedRecord[]): Promise<Ending | undefined> {
    for (const event of events) {
      const delivery = await deliver(this.#context, this.#subscriber, this.#outlet, event);
      if (delivery === 'fell-behind') await this.#fallBehind(originalOf(event)?.position);
      else if (delivery !== 'delivered') return delivery;
    }
    return undefined;
  }

  #isTooSlow(): boolean {
    return this.#live && this.#outlet.stalled() && this.#source.isBehind(LIVE_BUFFER);
  }

  async #giveUpLive(): Promise<Course> {
    if (this.#context.version === '23.10') return { failure: consumerTooSlow };
    await this.#fallBehind();
    return 'on';
  }

  /** Up to 23.10 nobody catches up with a stream that does not exist. */
  #hasCaughtUp({ end, missing }: Exclude<SubscriptionPage, { result: 'deleted' }>): boolean {
    return end && !this.#live && !(missing && this.#context.version === '23.10');
  }

  /** `reached` is the last event that was delivered, which may be in the middle of a page. */
  async #fallBehind(reached = this.#source.checkpoint()): Promise<void> {
    this.#live = false;
    await this.#outlet.send(fellBehind());
    await this.#sendCheckpoint(this.#source.checkpoint() === undefined ? undefined : reached);
  }

  async #sendCheckpoint(position: bigint | undefined): Promise<void> {
    if (position === undefined) return;
    if (this.#checkpoint !== undefined && position <= this.#checkpoint) return;
    this.#checkpoint = position;
    await this.#outlet.send(checkpointAt(position));
  }
}
