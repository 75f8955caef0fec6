import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from './call-context.ts';
import { failureOf } from './faults.ts';
import type { Outlet } from './outlet.ts';
import { consumerTooSlow, streamDeleted } from './rpc-failure.ts';
import type { SubscriptionSource } from './subscription-source.ts';
import { caughtUp, checkpointAt, confirmation, fellBehind, readEvent } from './wire.ts';

/** How many live events the server keeps for a subscriber who is busy (`BoundedChannelOptions`). */
const LIVE_BUFFER = 32;

/** Who follows what. */
export interface Subscriber {
  readonly stream: string;
  readonly peer: string;
}

/**
 * Delivers what there is, says so, and goes on with what is written, until nobody listens. From
 * 24.10 on a subscriber who cannot keep up falls behind and catches up again; before, the
 * subscription ends (ES: Enumerators.*Subscription.cs, ES24: Enumerator.*Subscription.cs).
 */
export const runSubscription = async (
  context: CallContext,
  source: SubscriptionSource,
  subscriber: Subscriber,
  outlet: Outlet<streams.ReadResp>,
): Promise<void> => {
  let written = false;
  let wake = (): void => undefined;
  const stopListening = context.store.onWrite(() => {
    written = true;
    wake();
  });
  outlet.onClose(() => {
    stopListening();
    wake();
  });
  const news = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      if (written || !outlet.isOpen()) resolve();
    });

  let live = false;
  if (!(await outlet.send(confirmation(context.newId())))) return;
  while (outlet.isOpen()) {
    written = false;
    const stretch = source.next();
    if (stretch.result === 'deleted') return outlet.fail(streamDeleted(subscriber.stream));
    for (const event of stretch.events) {
      const went = await deliver(context, subscriber, outlet, readEvent(event));
      if (went === 'stopped') return;
      if (went === 'fell-behind') live = false;
    }
    if (stretch.checkpoint !== undefined) await outlet.send(checkpointAt(stretch.checkpoint));
    if (live && outlet.stalled() && source.behind() > LIVE_BUFFER) {
      if (context.version === '23.10') return outlet.fail(consumerTooSlow);
      live = false;
      await outlet.send(fellBehind());
    }
    if (!stretch.end) continue;
    // Up to 23.10 nobody has caught up with a stream that is not there.
    if (!live && !(stretch.missing && context.version === '23.10')) {
      live = true;
      await outlet.send(caughtUp());
    }
    await news();
  }
};

type Delivery = 'delivered' | 'fell-behind' | 'stopped';

/** Sends one event, unless a fault strikes. */
const deliver = async (
  context: CallContext,
  { stream, peer }: Subscriber,
  outlet: Outlet<streams.ReadResp>,
  message: streams.ReadResp,
): Promise<Delivery> => {
  const strike = context.board.strike({ operation: 'deliver', stream, node: context.node });
  if (strike === undefined) return (await outlet.send(message)) ? 'delivered' : 'stopped';
  const { effect, wait } = strike;
  if (effect.kind === 'fail') {
    outlet.fail(failureOf(effect.with, context.leader()));
    return 'stopped';
  }
  if (effect.kind === 'cut') {
    context.cut(peer);
    return 'stopped';
  }
  if (effect.kind === 'fall-behind') {
    await outlet.send(fellBehind());
    return (await outlet.send(message)) ? 'fell-behind' : 'stopped';
  }
  await new Promise<void>((goOn) => {
    wait(goOn);
    outlet.onClose(goOn);
  });
  return (await outlet.send(message)) ? 'delivered' : 'stopped';
};
