import type { Position } from '@presales/kernel';
import type { ClientRecord } from './client.ts';
import type { LogFilter } from './filter.ts';
import { beginning, type Server } from './server.ts';

/**
 * What has come of a subscription to `$all`, taken by hand: so much as is asked for and no more.
 */
export interface Arrivals {
  /** The next event; undefined when none is there at this moment. */
  readonly take: () => ClientRecord | undefined;
  /** How far the server has looked, by its last word; holds once everything was taken. */
  readonly checkpoint: () => Position;
  /** The server took the subscription on. */
  readonly confirmed: () => boolean;
  /** The server said that nothing further was there; holds once everything was taken. */
  readonly caughtUp: () => boolean;
  /** Why nothing more will come. */
  readonly failure: () => { readonly error: unknown } | undefined;
  /** Ends the subscription. */
  readonly end: () => void;
}

/** Considered events between two checkpoints: so many windows of thirty-two. */
const checkpointInterval = 16;

/** Events that wait here for us; beyond, the server is held back. */
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
        // The client never goes on after an error in here: this one cannot throw.
        checkpointReached: (_, { commit }) => {
          const position = BigInt(commit);
          if (position > checkpoint) checkpoint = position;
          ring();
        },
      },
    },
    { highWaterMark },
  );
  // After the loss of the server the client says `error` and then nothing, ever. It must be
  // listened to for as long as the subscription lives: unheard, it would end the process.
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
    take: () => {
      for (;;) {
        const resolved = subscription.read();
        if (resolved === null) return undefined;
        const event = eventOf(resolved);
        if (event !== undefined) return event;
      }
    },
    checkpoint: () => checkpoint,
    confirmed: () => confirmed,
    caughtUp: () => caughtUp,
    failure: () => failure,
    end: () => {
      // Ending waits for the call to be there, which it may never be; nobody waits for that. A call
      // is forgotten by the client when all that came before the end was taken from it.
      ended = true;
      drain();
      subscription.unsubscribe?.().catch(() => undefined);
    },
  };
};

/** A Node stream's `read` has no type; what comes out of this one is what the client documents. */
const eventOf = (resolved: unknown): ClientRecord | undefined =>
  (resolved as { readonly event?: ClientRecord }).event;
