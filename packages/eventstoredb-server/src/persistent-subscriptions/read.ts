import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform } from '../calls/call-context.ts';
import { groupDropped, groupFull, groupMissing } from '../calls/rpc-failure.ts';
import type { Consumer, ConsumerGroup } from '../groups/consumer-group.ts';
import type { ConsumerGroups, GroupKey } from '../groups/consumer-groups.ts';
import { type Outlet, outletOf } from '../transport/outlet.ts';
import { idFormOf, uuidText } from '../wire/uuid.ts';
import { delivered } from './delivery.ts';
import { keyOf } from './group-key.ts';
import { actionOf } from './nack-action.ts';

type Call = grpc.ServerDuplexStream<persistent.ReadReq, persistent.ReadResp>;

/** PersistentSubscriptions.Read: a consumer takes part in a group for as long as the call is open. */
export const read =
  (context: CallContext, groups: ConsumerGroups) =>
  (call: Call): void => {
    const reader = new Reader(context, groups, call);
    call.on('data', (request: persistent.ReadReq) => reader.receive(request));
    call.on('end', () => reader.end());
  };

/** One consumer's call. Its first message names the group, the others acknowledge or reject. */
class Reader {
  readonly #context: CallContext;
  readonly #groups: ConsumerGroups;
  readonly #call: Call;
  readonly #outlet: Outlet<persistent.ReadResp>;
  #key: GroupKey = { stream: '', group: '' };

  constructor(context: CallContext, groups: ConsumerGroups, call: Call) {
    this.#context = context;
    this.#groups = groups;
    this.#call = call;
    this.#outlet = outletOf(call);
  }

  receive(request: persistent.ReadReq): void {
    const options = request.getOptions();
    if (options !== undefined) {
      this.#begin(options);
      return;
    }
    const ack = request.getAck();
    const nack = request.getNack();
    if (ack !== undefined) this.#group()?.acknowledge(ack.getIdsList().map(uuidText));
    if (nack !== undefined)
      this.#group()?.reject(nack.getIdsList().map(uuidText), actionOf(nack), nack.getReason());
  }

  end(): void {
    this.#outlet.end();
  }

  /** The group as it is now: it may have been deleted, or opened anew with other settings. */
  #group(): ConsumerGroup | undefined {
    return this.#groups.find(this.#key);
  }

  #begin(options: persistent.ReadReq.Options): void {
    this.#key = keyOf(options);
    const { stream } = this.#key;
    const { access, redirect } = this.#context;
    const refusal = access.refusal(this.#call.metadata, '$r', stream) ?? redirect();
    if (refusal !== undefined) {
      this.#outlet.fail(refusal);
      return;
    }
    perform(this.#context, {
      operation: 'persistent',
      stream,
      peer: this.#call.getPeer(),
      apply: () => undefined,
      answer: () => this.#join(options),
      fail: this.#outlet.fail,
    });
  }

  #join(options: persistent.ReadReq.Options): void {
    const { stream, group: name } = this.#key;
    const group = this.#group();
    if (group === undefined) {
      this.#outlet.fail(groupMissing(stream, name));
      return;
    }
    const consumer = this.#consumerFor(options);
    void this.#outlet.send(
      new persistent.ReadResp().setSubscriptionConfirmation(
        new persistent.ReadResp.SubscriptionConfirmation().setSubscriptionId(`${stream}::${name}`),
      ),
    );
    if (group.join(consumer)) this.#outlet.onClose(() => group.leave(consumer));
    else this.#outlet.fail(groupFull(stream, name));
  }

  #consumerFor(options: persistent.ReadReq.Options): Consumer {
    const { stream, group } = this.#key;
    const form = idFormOf(options.getUuidOption());
    const [connection = '<unknown>'] = this.#call.metadata.get('connection-name');
    return {
      id: this.#context.newId(),
      name: String(connection),
      bufferSize: options.getBufferSize(),
      push: (message) => void this.#outlet.send(delivered(message, stream === '$all', form)),
      drop: () => this.#outlet.fail(groupDropped(stream, group)),
    };
  }
}
