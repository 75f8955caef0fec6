import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { type RpcFailure, streamDeleted } from '../calls/rpc-failure.ts';
import { failureOf } from '../faults.ts';
import { originalOf, type ResolvedRecord, TOMBSTONE } from '../store/log-record.ts';
import type { Outlet } from '../transport/outlet.ts';
import type { IdForm } from '../wire/uuid.ts';
import { readEvent } from './read-responses.ts';

/** Who follows which stream. */
export interface Subscriber {
  readonly stream: string;
  readonly idForm: IdForm;
  readonly peer: string;
}

/** Why a subscription is over: it failed, or the client has gone. */
export type Ending = { readonly failure: RpcFailure } | 'unheard';

/** What became of the delivery of one event. */
export type Delivery = 'delivered' | 'fell-behind' | Ending;

/** Sends one event, unless a fault strikes. */
export const deliver = async (
  context: CallContext,
  { stream, idForm, peer }: Subscriber,
  outlet: Outlet<streams.ReadResp>,
  event: ResolvedRecord,
): Promise<Delivery> => {
  const send = async (): Promise<Delivery> => {
    if (!(await outlet.send(readEvent(event, idForm)))) return 'unheard';
    // A live subscriber receives the tombstone before the subscription ends because of it.
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
