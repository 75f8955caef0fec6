import type * as grpc from '@grpc/grpc-js';
import { shuttingDown, statusOf } from '../calls/rpc-failure.ts';

interface StreamingCall {
  readonly cancelled: boolean;
  emit(event: 'error', error: ReturnType<typeof statusOf>): boolean;
  on(event: 'close' | 'cancelled' | 'error', listener: () => void): unknown;
}

/** The calls that are under way at one node, which ends them when it shuts down. */
export interface OpenCalls {
  /** Wraps a handler that answers with a stream. */
  readonly streaming: <Call extends StreamingCall>(
    handler: (call: Call) => void,
  ) => (call: Call) => void;
  /** Wraps a handler that answers with one message. */
  readonly unary: <Call, Response>(
    handler: (call: Call, reply: grpc.sendUnaryData<Response>) => void,
  ) => (call: Call, reply: grpc.sendUnaryData<Response>) => void;
  /** Ends all calls, saying that the server is shutting down. */
  readonly cancelAll: () => void;
}

/** No calls yet. */
export const trackCalls = (): OpenCalls => {
  const enders = new Set<() => void>();
  return {
    streaming: (handler) => (call) => {
      const end = (): void => {
        if (!call.cancelled) call.emit('error', statusOf(shuttingDown));
      };
      const forget = (): void => void enders.delete(end);
      enders.add(end);
      call.on('close', forget);
      call.on('cancelled', forget);
      call.on('error', forget);
      handler(call);
    },
    unary: (handler) => (call, reply) => {
      const end = (): void => answer(statusOf(shuttingDown));
      const answer: typeof reply = (...parts) => {
        // A client that was told of the shutdown gets no second answer from a call that was held back.
        if (enders.delete(end)) reply(...parts);
      };
      enders.add(end);
      handler(call, answer);
    },
    cancelAll: () => {
      for (const end of [...enders]) end();
      enders.clear();
    },
  };
};
