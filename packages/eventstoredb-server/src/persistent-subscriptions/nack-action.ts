import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { NackAction } from '../groups/consumer-group.ts';

const actions: Readonly<Record<number, NackAction>> = {
  [persistent.ReadReq.Nack.Action.PARK]: 'park',
  [persistent.ReadReq.Nack.Action.RETRY]: 'retry',
  [persistent.ReadReq.Nack.Action.SKIP]: 'skip',
  [persistent.ReadReq.Nack.Action.STOP]: 'stop',
};

/** What the consumer wants done with the messages that it rejects. */
export const actionOf = (nack: persistent.ReadReq.Nack): NackAction =>
  actions[nack.getAction()] ?? 'unknown';
