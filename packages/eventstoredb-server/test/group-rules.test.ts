import type { Consumer, ConsumerGroup, GroupSettings } from '../src/groups/consumer-group.ts';
import { checkpointStreamOf } from '../src/groups/group-streams.ts';
import { openGroup } from '../src/groups/open-group.ts';
import { createStore } from '../src/store/memory-store.ts';
import type { Store } from '../src/store/store.ts';

const identity = {
  stream: '$all',
  group: 'mailer',
  filter: { on: 'stream', prefixes: ['deal-'] },
} as const;

const usual: GroupSettings = {
  resolveLinks: false,
  extraStatistics: false,
  messageTimeout: 1000,
  maxRetryCount: 3,
  checkpointAfter: 1000,
  minCheckpointCount: 1,
  maxCheckpointCount: 3,
  maxSubscriberCount: 0,
  liveBufferSize: 50,
  readBatchSize: 5,
  historyBufferSize: 20,
  strategy: 'RoundRobin',
  startFrom: 'start',
};

const setUp = (settings: Partial<GroupSettings> = {}) => {
  let ids = 0;
  const world = { now: () => 0, newId: () => `server-${++ids}` };
  const store = createStore(world);
  const open = (): ConsumerGroup =>
    openGroup({ ...world, store }, identity, { ...usual, ...settings });
  return { store, open };
};

const write = (store: Store, stream: string, ...ids: readonly string[]): void =>
  ids.forEach((id) => {
    const event = { id, type: 'happened', isJson: true, data: Buffer.from('{}') };
    store.append(stream, 'any', [{ ...event, metadata: new Uint8Array() }]);
  });

const consumer = (bufferSize = 10) => {
  const got: string[] = [];
  const self: Consumer = {
    id: '',
    name: '',
    bufferSize,
    push: ({ resolved }) => got.push(resolved.event?.id ?? 'nothing'),
    drop: () => undefined,
  };
  return { ...self, got };
};

const checkpoints = (store: Store): readonly string[] =>
  store
    .writtenTo(checkpointStreamOf(identity), 0n, 100)
    .map(({ data }) => Buffer.from(data).toString('utf8'));

describe('a consumer group', () => {
  it('keeps a stream with its consumer, who gets no more than it has room for, and others go on', () => {
    const { store, open } = setUp({ strategy: 'Pinned' });
    const group = open();
    const [one, other] = [consumer(2), consumer(2)];
    group.join(one);
    group.join(other);
    write(store, 'deal-1', 'a1', 'a2', 'a3');
    write(store, 'deal-2', 'b1', 'b2');
    expect([one.got, other.got]).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2'],
    ]);
    group.acknowledge(['b1', 'b2']);
    expect(other.got).toEqual(['b1', 'b2']);
    group.acknowledge(['a1']);
    expect(one.got).toEqual(['a1', 'a2', 'a3']);
  });

  it('replays of what is parked only what was not replayed before, up to where it is told', () => {
    const { store, open } = setUp();
    const group = open();
    const one = consumer();
    group.join(one);
    write(store, 'deal-1', 'a', 'b', 'c');
    group.reject(['a', 'b', 'c'], 'park', '');
    one.got.length = 0;
    group.replayParked(1n);
    expect(one.got).toEqual(['a']);
    group.replayParked(2n);
    expect(one.got).toEqual(['a', 'b']);
    group.replayParked(9n);
    expect(one.got).toEqual(['a', 'b', 'c']);
    expect(group.figures().parked).toBe(0n);
  });

  it('writes a checkpoint before the first message in hand, once enough lies before it', () => {
    const { store, open } = setUp();
    const group = open();
    group.join(consumer());
    write(store, 'deal-1', 'a', 'b', 'c', 'd', 'e');
    group.acknowledge(['a', 'c', 'd', 'e']);
    expect(checkpoints(store)).toEqual([]);
    group.tick();
    const place = (revision: bigint) => {
      const position = store.readEvent('deal-1', revision)?.position;
      return `"C:${position}/P:${position}"`;
    };
    expect(checkpoints(store)).toEqual([place(0n)]);
    group.acknowledge(['b']);
    expect(checkpoints(store)).toEqual([place(0n), place(4n)]);
    const again = consumer();
    group.close();
    const reopened = open();
    reopened.join(again);
    write(store, 'deal-1', 'f');
    expect(again.got).toEqual(['f']);
    reopened.close();
  });

  it('counts what lies before the first message in hand, and no more', () => {
    const { store, open } = setUp();
    const group = open();
    group.join(consumer());
    write(store, 'deal-1', 'a', 'b', 'c', 'd');
    group.acknowledge(['a', 'b', 'd']);
    expect(checkpoints(store)).toEqual([]);
    group.acknowledge(['c']);
    expect(checkpoints(store)).toHaveLength(1);
  });
});
