import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { deletionCall } from './deletion.ts';

/** Streams.Tombstone: the stream ends for ever. */
export const tombstone = (context: CallContext) =>
  deletionCall<streams.TombstoneReq, streams.TombstoneResp>(context, {
    operation: 'tombstone',
    optionsOf: (request) => request.getOptions() ?? new streams.TombstoneReq.Options(),
    apply: context.store.tombstone,
    done: (position) =>
      position === undefined
        ? new streams.TombstoneResp().setNoPosition(new shared.Empty())
        : new streams.TombstoneResp().setPosition(
            new streams.TombstoneResp.Position()
              .setCommitPosition(String(position))
              .setPreparePosition(String(position)),
          ),
  });
