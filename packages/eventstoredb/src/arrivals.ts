import type { Position } from '@presales/kernel';
import type { ClientRecord, ClientSubscription } from './client.ts';
import type { LogFilter } from './filter.ts';
import { beginning, type Server } from './server.ts';

/**
 * What a subscription to `$all` has brought. Events are taken one by one, and no more are fetched
 * than are taken.
 */
export interface Arrivals {
  /** The next event; undefined when none is there at this moment. */
  readonly take: () => ClientRecord | undefined;
  /** How far the server has looked, as it last said. It holds once everything was taken. */
  readonly checkpoint: () => Position;
  /** The server has confirmed the subscription. */
  readonly confirmed: () => boolean;
  /** The server said that there was nothing further. It holds once everything was taken. */
  readonly caughtUp: () => boolean;
  /** Why nothing more will come. */
  readonly failure: () => { readonly error: unknown } | undefined;
  /** Ends the subscription. */
  readonly end: () => void;
}

/**
 * How often the server reports a checkpoint: after so many windows of thirty-two events looked at.
 */
const checkpointInterval = 16;

/** Events that may wait here to be taken; beyond, the server is held back. */
const highWaterMark = 256;

/** Subscribes after a position; `ring` is called whenever something came. */
export const subscribe = (
  server: Server,
  filter: LogFilter,
  after: Position,
  ring: () => void,
): Arrivals => {
  let checkpoint = after;
  let confirmed = false;
  let caughtUp = false;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure ??= { error };
    ring();
  };
  const subscription = server.client.subscribeToAll(
    {
      fromPosition: beginning(server, after),
      filter: {
        ...filter.server,
        checkpointInterval,
        // If this threw, the client would never go on. It cannot throw.
        checkpointReached: (_, { commit }) => {
          const position = BigInt(commit);
          if (position > checkpoint) checkpoint = position;
          ring();
        },
      },
    },
    { highWaterMark },
  );
  // When the server is lost, the client emits `error` and never anything again. There must be a
  // listener for as long as the subscription lives: without one, the error would end the process.
  subscription.on('error', fail);
  for (const end of ['end', 'close'])
    subscription.on(end, () => fail(new Error('the server ended the subscription')));
  subscription.on('confirmation', () => {
    confirmed = true;
    ring();
  });
  subscription.on('caughtUp', () => {
    caughtUp = true;
    ring();
  });
  let ended = false;
  const drain = (): void => {
    while (subscription.read() !== null);
  };
  subscription.on('readable', () => (ended ? drain() : ring()));

  return {
    take: () => nextEvent(subscription),
    checkpoint: () => checkpoint,
    confirmed: () => confirmed,
    caughtUp: () => caughtUp,
    failure: () => failure,
    end: () => {
      // Unsubscribing waits until the call is established, which may never happen; nobody waits for
      // it. The client forgets a call once everything that came before its end was taken.
      ended = true;
      drain();
      subscription.unsubscribe?.().catch(() => undefined);
    },
  };
};

/** The next event that has arrived; links that lead to nothing are passed over. */
const nextEvent = (subscription: ClientSubscription): ClientRecord | undefined => {
  for (;;) {
    const resolved = subscription.read();
    if (resolved === null) return undefined;
    const event = eventOf(resolved);
    if (event !== undefined) return event;
  }
};

/** A Node stream's `read` has no type; what comes out of this one is what the client documents. */
const eventOf = (resolved: unknown): ClientRecord | undefined =>
  (resolved as { readonly event?: ClientRecord }).event;
