/**
 * Lets a client survive replies that nobody waits for.
 *
 * @eventstore/db-client 6.2.1 keeps the appends in flight of all its streams, and of all clients of
 *   a process, in one map, and empties it when any of these streams breaks. The reply to an append
 *   on another stream, which has not broken, then finds no entry and throws inside a `data`
 *   listener: nobody can catch that, and the process ends. One client is enough for it to happen,
 *   when the leader of a cluster changes. The append itself was told that its stream broke, so its
 *   outcome counts as unknown and it is sent again; its stray reply can be ignored. The client's
 *   successor ignores it.
 */
export const survivingStrayReplies = <Client extends object>(client: Client): Client => {
  const create: unknown = Reflect.get(client, 'GRPCStreamCreator');
  if (typeof create !== 'function' || healed.has(client)) return client;
  healed.add(client);
  Reflect.set(
    client,
    'GRPCStreamCreator',
    (service: unknown, name: unknown, open: (calls: object) => unknown, cache: unknown) =>
      Reflect.apply(create, client, [
        service,
        name,
        (calls: object) => open(guarded(calls)),
        cache,
      ]),
  );
  return client;
};

/** A client may be handed in several times; healing it once is enough. */
const healed = new WeakSet<object>();

/** The same calls, but for the stream of appends. */
const guarded = (calls: object): object =>
  new Proxy(calls, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return (...parts: unknown[]): unknown => {
        const result: unknown = Reflect.apply(call, target, parts);
        return name === 'batchAppend' && isEmitter(result) ? tolerant(result) : result;
      };
    },
  });

type Listener = (...parts: unknown[]) => void;

interface Emitter {
  on: (event: string, listener: Listener) => unknown;
}

const isEmitter = (value: unknown): value is Emitter =>
  typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';

/** The same stream, whose listeners may fail to find the append that a reply is for. */
const tolerant = (stream: Emitter): Emitter => {
  const on = stream.on.bind(stream);
  stream.on = (event, listener) => on(event, event === 'data' ? tolerating(listener) : listener);
  return stream;
};

const tolerating =
  (listener: Listener): Listener =>
  (...parts) => {
    try {
      listener(...parts);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  };
