import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { deletionCall } from './deletion.ts';

/** Streams.Delete: the stream is hidden until the next append brings it back. */
export const softDelete = (context: CallContext) =>
  deletionCall<streams.DeleteReq, streams.DeleteResp>(context, {
    operation: 'delete',
    optionsOf: (request) => request.getOptions() ?? new streams.DeleteReq.Options(),
    apply: context.store.softDelete,
    done: (position) =>
      position === undefined
        ? new streams.DeleteResp().setNoPosition(new shared.Empty())
        : new streams.DeleteResp().setPosition(
            new streams.DeleteResp.Position()
              .setCommitPosition(String(position))
              .setPreparePosition(String(position)),
          ),
  });
