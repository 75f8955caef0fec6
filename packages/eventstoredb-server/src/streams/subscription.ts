import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { consumerTooSlow, type RpcFailure, streamDeleted } from '../calls/rpc-failure.ts';
import { failureOf } from '../faults.ts';
import { originalOf, type ResolvedRecord, TOMBSTONE } from '../store/log-record.ts';
import type { Outlet } from '../transport/outlet.ts';
import type { IdForm } from '../wire/uuid.ts';
import { caughtUp, checkpointAt, confirmation, fellBehind, readEvent } from './read-responses.ts';
import type { Stretch, SubscriptionSource } from './subscription-source.ts';

/** How many live events the server keeps for a subscriber who is busy (`LiveChannelOptions`). */
const LIVE_BUFFER = 32;

/** Who follows what. */
export interface Subscriber {
  readonly stream: string;
  readonly idForm: IdForm;
  readonly peer: string;
}

type Responses = Outlet<streams.ReadResp>;

/** Why a subscription is over: a failure, or nobody listens any more. */
type Ending = { readonly failure: RpcFailure } | 'unheard';

/**
 * Delivers what there is, says so, and goes on with what is written, until nobody listens. From
 * 24.2 on a subscriber who cannot keep up falls behind and catches up again; before, the
 * subscription ends (ES: Enumerators.*Subscription.cs, ES24: Enumerator.*Subscription.cs).
 */
export const runSubscription = async (
  context: CallContext,
  source: SubscriptionSource,
  subscriber: Subscriber,
  outlet: Responses,
): Promise<void> => {
  const bell = ring(context, outlet);
  await outlet.send(confirmation(context.newId()));
  let live = false;
  let told: bigint | undefined;

  const tellCheckpoint = async (position: bigint | undefined): Promise<void> => {
    if (position === undefined || (told !== undefined && position <= told)) return;
    told = position;
    await outlet.send(checkpointAt(position));
  };

  /** `known` is where the subscriber is, and not where the stretch ends that it is being sent. */
  const fallBehind = async (known = source.checkpoint()): Promise<void> => {
    live = false;
    await outlet.send(fellBehind());
    await tellCheckpoint(source.checkpoint() === undefined ? undefined : known);
  };

  const deliverAll = async (events: readonly ResolvedRecord[]): Promise<Ending | undefined> => {
    for (const event of events) {
      const delivery = await deliver(context, subscriber, outlet, event);
      if (delivery === 'fell-behind') await fallBehind(originalOf(event)?.position);
      else if (delivery !== 'delivered') return delivery;
    }
    return undefined;
  };

  const isTooSlow = (): boolean => live && outlet.stalled() && source.isBehind(LIVE_BUFFER);

  const hasCaughtUp = (stretch: Exclude<Stretch, { result: 'deleted' }>): boolean =>
    // Up to 23.10 nobody has caught up with a stream that is not there.
    stretch.end && !live && !(stretch.missing && context.version === '23.10');

  while (outlet.isOpen()) {
    bell.reset();
    const stretch = source.next(live);
    if (stretch.result === 'deleted') return outlet.fail(streamDeleted(subscriber.stream));
    const ending = await deliverAll(stretch.events);
    if (ending === 'unheard') return;
    if (ending !== undefined) return outlet.fail(ending.failure);
    await tellCheckpoint(stretch.checkpoint);
    if (isTooSlow()) {
      if (context.version === '23.10') return outlet.fail(consumerTooSlow);
      await fallBehind();
    } else if (hasCaughtUp(stretch)) {
      live = true;
      await outlet.send(caughtUp());
    } else if (stretch.end) await bell.rung();
  }
};

/** Rings when something is written, and when nobody listens any more. */
const ring = (
  { store }: CallContext,
  outlet: Responses,
): { readonly reset: () => void; readonly rung: () => Promise<void> } => {
  let rang = false;
  let wake = (): void => undefined;
  const ringNow = (): void => {
    rang = true;
    wake();
  };
  const stopListening = store.onWrite(ringNow);
  outlet.onClose(() => {
    stopListening();
    ringNow();
  });
  return {
    reset: () => {
      rang = !outlet.isOpen();
    },
    rung: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (rang) resolve();
      }),
  };
};

type Delivery = 'delivered' | 'fell-behind' | Ending;

/** Sends one event, unless a fault strikes. */
const deliver = async (
  context: CallContext,
  { stream, idForm, peer }: Subscriber,
  outlet: Responses,
  event: ResolvedRecord,
): Promise<Delivery> => {
  const send = async (): Promise<Delivery> => {
    if (!(await outlet.send(readEvent(event, idForm)))) return 'unheard';
    // Whoever watches a stream end is shown its last event first.
    return originalOf(event)?.revision === TOMBSTONE && stream !== '$all'
      ? { failure: streamDeleted(stream) }
      : 'delivered';
  };
  const strike = context.board.strike({ operation: 'deliver', stream, node: context.node });
  if (strike === undefined) return send();
  const { effect, wait } = strike;
  if (effect.kind === 'fail') return { failure: failureOf(effect.with, context.leader()) };
  if (effect.kind === 'cut') {
    context.cut(peer);
    return 'unheard';
  }
  if (effect.kind === 'fall-behind') {
    const delivery = await send();
    return delivery === 'delivered' ? 'fell-behind' : delivery;
  }
  await new Promise<void>((goOn) => {
    wait(goOn);
    outlet.onClose(goOn);
  });
  return send();
};
