import type * as grpc from '@grpc/grpc-js';
import { type RpcFailure, statusOf } from '../calls/rpc-failure.ts';

/** Sends the messages of a streaming call, no faster than the client takes them. */
export interface Outlet<Message> {
  /** Sends a message, and waits while the client is behind; false once the client has gone. */
  readonly send: (message: Message) => Promise<boolean>;
  /** Whether the last message had to wait for the client. */
  readonly stalled: () => boolean;
  readonly isOpen: () => boolean;
  /** Calls the listener once, when the client has gone. */
  readonly onClose: (listener: () => void) => void;
  readonly end: () => void;
  readonly fail: (failure: RpcFailure) => void;
}

type Call<Message> =
  | grpc.ServerWritableStream<unknown, Message>
  | grpc.ServerDuplexStream<unknown, Message>;

/** The outlet of a call. */
export const outletOf = <Message>(call: Call<Message>): Outlet<Message> => {
  let open = true;
  let stalled = false;
  const closing = new Set<() => void>();
  const close = (): void => {
    if (!open) return;
    open = false;
    for (const listener of closing) listener();
    closing.clear();
  };
  call.on('cancelled', close);
  call.on('close', close);
  call.on('error', close);

  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        call.off('drain', go);
        closing.delete(go);
        resolve();
      };
      call.once('drain', go);
      closing.add(go);
    });

  return {
    send: async (message) => {
      if (!open) return false;
      stalled = !call.write(message);
      if (stalled) await drained();
      return open;
    },
    stalled: () => stalled,
    isOpen: () => open,
    onClose: (listener) => {
      if (open) closing.add(listener);
      else listener();
    },
    end: () => {
      if (open) call.end();
    },
    fail: (failure) => {
      if (open) call.emit('error', statusOf(failure));
    },
  };
};
