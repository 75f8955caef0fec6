import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform } from '../calls/call-context.ts';
import {
  groupDropped,
  groupExists,
  groupFailed,
  groupFull,
  groupMissing,
  type RpcFailure,
  statusOf,
} from '../calls/rpc-failure.ts';
import type {
  Consumer,
  ConsumerGroup,
  GroupIdentity,
  GroupSettings,
} from '../groups/consumer-group.ts';
import type { ConsumerGroups, GroupKey } from '../groups/consumer-groups.ts';
import { outletOf } from '../transport/outlet.ts';
import { filterOf, idFormOf, nameOf, uuidText } from '../wire.ts';
import {
  actionOf,
  delivered,
  infoOf,
  settingsOf,
  startByRevision,
  startInAll,
  startInStream,
} from './wire.ts';

type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

interface Identified {
  getStreamIdentifier(): shared.StreamIdentifier | undefined;
  getGroupName(): string;
}

const keyOf = (options: Identified | undefined): GroupKey => {
  const stream = options?.getStreamIdentifier();
  return {
    stream: stream === undefined ? '$all' : nameOf(stream),
    group: options?.getGroupName() ?? '',
  };
};

/** The handlers of the PersistentSubscriptions service; only the leader answers. */
export const persistentSubscriptions = (context: CallContext, groups: ConsumerGroups) => {
  /** Answers with what the action makes of the request, or with why it does not. */
  const unary =
    <Request, Response>(
      keyIn: (request: Request) => GroupKey,
      act: (request: Request, key: GroupKey) => Response | RpcFailure,
    ): Unary<Request, Response> =>
    (call, reply) => {
      const key = keyIn(call.request);
      const fail = (failure: RpcFailure): void => reply(statusOf(failure));
      const refusal = context.access.operatorRefusal(call.metadata) ?? context.redirect();
      if (refusal !== undefined) {
        fail(refusal);
        return;
      }
      perform(context, {
        operation: 'persistent',
        stream: key.stream,
        peer: call.getPeer(),
        apply: () => act(call.request, key),
        answer: (outcome) => {
          if (isFailure(outcome)) fail(outcome);
          else reply(null, outcome);
        },
        fail,
      });
    };

  const existing = <Response>(
    key: GroupKey,
    act: (group: ConsumerGroup) => Response,
  ): Response | RpcFailure => {
    const group = groups.find(key);
    return group === undefined ? groupMissing(key.stream, key.group) : act(group);
  };

  return {
    create: unary<persistent.CreateReq, persistent.CreateResp>(
      (request) => createdKey(request.getOptions()),
      (request, key) => {
        const options = request.getOptions() ?? new persistent.CreateReq.Options();
        const settings = settingsOf(
          options.getSettings() ?? new persistent.CreateReq.Settings(),
          startOf(options),
        );
        const wrong = wrongSettings(settings);
        if (wrong !== undefined) return groupFailed(key.stream, key.group, wrong);
        return groups.create(created(key, options), settings)
          ? new persistent.CreateResp()
          : groupExists(key.stream, key.group);
      },
    ),
    update: unary<persistent.UpdateReq, persistent.UpdateResp>(
      (request) => createdKey(request.getOptions()),
      (request, key) => {
        const options = request.getOptions() ?? new persistent.UpdateReq.Options();
        const settings = settingsOf(
          options.getSettings() ?? new persistent.UpdateReq.Settings(),
          startOf(options),
        );
        const wrong = wrongSettings(settings);
        if (wrong !== undefined) return groupFailed(key.stream, key.group, wrong);
        return groups.update(key, settings)
          ? new persistent.UpdateResp()
          : groupMissing(key.stream, key.group);
      },
    ),
    delete: unary<persistent.DeleteReq, persistent.DeleteResp>(
      (request) => keyOf(request.getOptions()),
      (_, key) =>
        groups.remove(key) ? new persistent.DeleteResp() : groupMissing(key.stream, key.group),
    ),
    getInfo: unary<persistent.GetInfoReq, persistent.GetInfoResp>(
      (request) => keyOf(request.getOptions()),
      (_, key) =>
        existing(key, (group) => new persistent.GetInfoResp().setSubscriptionInfo(infoOf(group))),
    ),
    replayParked: unary<persistent.ReplayParkedReq, persistent.ReplayParkedResp>(
      (request) => keyOf(request.getOptions()),
      (request, key) =>
        existing(key, (group) => {
          const options = request.getOptions();
          group.replayParked(
            options?.hasStopAt() === true ? BigInt(options.getStopAt()) : undefined,
          );
          return new persistent.ReplayParkedResp();
        }),
    ),
    list: unary<persistent.ListReq, persistent.ListResp>(
      (request) => ({ stream: listed(request) ?? '', group: '' }),
      (request) => {
        const stream = listed(request);
        const found = groups
          .all()
          .filter(({ identity }) => stream === undefined || identity.stream === stream);
        return found.length === 0 && stream !== undefined
          ? groupMissing(stream, '')
          : new persistent.ListResp().setSubscriptionsList(found.map(infoOf));
      },
    ),
    restartSubsystem: unary<shared.Empty, shared.Empty>(
      () => ({ stream: '', group: '' }),
      () => {
        groups.reload();
        return new shared.Empty();
      },
    ),
    read: (call: grpc.ServerDuplexStream<persistent.ReadReq, persistent.ReadResp>): void => {
      const outlet = outletOf(call);
      call.on('data', (request: persistent.ReadReq) => {
        const options = request.getOptions();
        if (options !== undefined) begin(options);
        else {
          const ack = request.getAck();
          const nack = request.getNack();
          if (ack !== undefined) group()?.acknowledge(ack.getIdsList().map(uuidText));
          if (nack !== undefined)
            group()?.reject(nack.getIdsList().map(uuidText), actionOf(nack), nack.getReason());
        }
      });
      call.on('end', () => outlet.end());

      let key: GroupKey = { stream: '', group: '' };
      const group = (): ConsumerGroup | undefined => groups.find(key);

      const begin = (options: persistent.ReadReq.Options): void => {
        key = keyOf(options);
        const { stream } = key;
        const refusal = context.access.refusal(call.metadata, '$r', stream) ?? context.redirect();
        if (refusal !== undefined) {
          outlet.fail(refusal);
          return;
        }
        perform(context, {
          operation: 'persistent',
          stream,
          peer: call.getPeer(),
          apply: () => undefined,
          answer: () => join(options),
          fail: outlet.fail,
        });
      };

      const join = (options: persistent.ReadReq.Options): void => {
        const { stream, group: name } = key;
        const found = group();
        if (found === undefined) {
          outlet.fail(groupMissing(stream, name));
          return;
        }
        const form = idFormOf(options.getUuidOption());
        const [connection = '<unknown>'] = call.metadata.get('connection-name');
        const consumer: Consumer = {
          id: context.newId(),
          name: String(connection),
          bufferSize: options.getBufferSize(),
          push: (message) => void outlet.send(delivered(message, stream === '$all', form)),
          drop: () => outlet.fail(groupDropped(stream, name)),
        };
        void outlet.send(
          new persistent.ReadResp().setSubscriptionConfirmation(
            new persistent.ReadResp.SubscriptionConfirmation().setSubscriptionId(
              `${stream}::${name}`,
            ),
          ),
        );
        if (found.join(consumer)) outlet.onClose(() => found.leave(consumer));
        else outlet.fail(groupFull(stream, name));
      };
    },
  };
};

const isFailure = (outcome: unknown): outcome is RpcFailure =>
  typeof outcome === 'object' && outcome !== null && 'code' in outcome && 'details' in outcome;

type GroupOptions = persistent.CreateReq.Options | persistent.UpdateReq.Options;

/** Older clients name the stream beside the options of the stream. */
const createdKey = (options: GroupOptions | undefined): GroupKey => {
  const stream = options?.getStream()?.getStreamIdentifier() ?? options?.getStreamIdentifier();
  return {
    stream: stream === undefined ? '$all' : nameOf(stream),
    group: options?.getGroupName() ?? '',
  };
};

const created = (key: GroupKey, options: persistent.CreateReq.Options): GroupIdentity => {
  const filter = options.getAll()?.getFilter();
  return { ...key, filter: filter === undefined ? undefined : filterOf(filter) };
};

const startOf = (options: GroupOptions): GroupSettings['startFrom'] => {
  const stream = options.getStream();
  if (stream !== undefined) return startInStream(stream);
  const all = options.getAll();
  return all === undefined
    ? startByRevision(options.getSettings()?.getRevision() ?? '0')
    : startInAll(all);
};

/** `PersistentSubscription`'s constructor: a batch must fit into the buffer. */
const wrongSettings = ({ readBatchSize, historyBufferSize }: GroupSettings): string | undefined =>
  readBatchSize >= historyBufferSize
    ? 'ReadBatchSize may not be greater than or equal to BufferSize'
    : undefined;

/** The stream whose groups are wanted; undefined for all groups. */
const listed = (request: persistent.ListReq): string | undefined => {
  const option = request.getOptions()?.getListForStream();
  if (option === undefined) return undefined;
  const stream = option.getStream();
  return stream === undefined ? '$all' : nameOf(stream);
};
