import {
  type CommandMessage,
  type Decider,
  decideInTime,
  type Instant,
  type LatestFacts,
  type Message,
  noteFact,
  type Zone,
} from '@presales/kernel';

/** A door that is opened, closed and painted: paint has nothing to do with the rest. */
interface Asked extends CommandMessage {
  readonly type: 'Open' | 'Close' | 'Paint' | 'Slam';
  readonly data: { readonly at: Instant; readonly side?: string };
}
interface Happened extends Message {
  readonly type: 'Opened' | 'Closed' | 'Painted';
  readonly data: { readonly side?: string };
}
interface Door {
  readonly open: boolean;
}

const decider: Decider<Asked, Door, Happened, { readonly code: string }> = {
  initialState: { open: false },
  evolve: (state, { type }) => (type === 'Painted' ? state : { open: type === 'Opened' }),
  decide: ({ type, data: { at, side } }, { open }) => {
    const events: Happened[] = [];
    if (at < '2026-01-01') return { outcome: 'refused', refusal: { code: 'door/not-built' } };
    if (type === 'Open' && !open) events.push({ type: 'Opened', data: {} });
    if (type !== 'Open' && type !== 'Paint' && open) events.push({ type: 'Closed', data: {} });
    if (type === 'Paint')
      events.push({ type: 'Painted', data: side === undefined ? {} : { side } });
    return { outcome: 'emitted', events };
  },
};

const inOrder = {
  order: {
    settles: { Opened: ['leaf'], Closed: ['leaf'], Painted: [{ aspect: 'paint', by: ['side'] }] },
    // A slam follows the leaf only by what it comes to.
    follows: { Open: ['leaf'], Close: ['leaf'], Paint: [], Slam: [] },
  },
  refusal: ({ fact, factAt }: { readonly fact: string; readonly factAt: Instant }) => ({
    code: 'door/before-fact',
    fact,
    factAt,
  }),
} as const;

const metadata = (occurredAt: Instant) => ({
  actor: 'a',
  commandId: 'c',
  correlationId: 'c',
  causationId: 'c',
  occurredAt,
});

const noon = '2026-03-02T12:00:00.000Z';
const known = (...facts: readonly (readonly [Happened['type'], Instant, side?: string])[]) => {
  const latest: LatestFacts = new Map();
  for (const [type, at, side] of facts)
    noteFact(inOrder, latest, {
      type,
      data: side === undefined ? {} : { side },
      metadata: metadata(at),
    });
  return {
    state: { open: facts.findLast(([type]) => type !== 'Painted')?.[0] === 'Opened' },
    latest,
  };
};

const decided = (
  type: Asked['type'],
  data: Asked['data'],
  on: ReturnType<typeof known>,
  { atLatest, zone }: { readonly atLatest?: Instant; readonly zone?: Zone } = {},
) => {
  const { decision, at } = decideInTime(
    decider,
    { ...inOrder, zoneOf: () => zone },
    { type, data },
    { ...on, atLatest },
  );
  return decision.outcome === 'refused'
    ? decision.refusal
    : [at, ...decision.events.map((event) => event.type)];
};

describe('a command that is dated before a fact it follows', () => {
  const refusal = { code: 'door/before-fact', fact: 'Opened', factAt: noon };

  it.each<[string, Instant, object, unknown]>([
    ['the same instant is not before it', noon, {}, [noon, 'Closed']],
    ['an hour before is refused', '2026-03-02T11:59:59.999Z', {}, refusal],
    ['its day takes its time', '2026-03-02T00:00:00.000Z', {}, [noon, 'Closed']],
    ['the day before is refused', '2026-03-01T00:00:00.000Z', {}, refusal],
    ['a minute past midnight is an hour', '2026-03-02T00:01:00.000Z', {}, refusal],
    [
      'a day of its own zone takes its time',
      '2026-03-01T22:00:00.000Z',
      { zone: 'Europe/Bucharest' },
      [noon, 'Closed'],
    ],
    [
      'a day of UTC does so too',
      '2026-03-02T00:00:00.000Z',
      { zone: 'Europe/Bucharest' },
      [noon, 'Closed'],
    ],
    [
      'it takes its time up to the latest it can mean',
      '2026-03-02T11:00:00.000Z',
      { atLatest: noon },
      [noon, 'Closed'],
    ],
    [
      'and not beyond',
      '2026-03-02T11:00:00.000Z',
      { atLatest: '2026-03-02T11:59:59.999Z' },
      refusal,
    ],
  ])('%s', (_, at, how, answer) => {
    expect(decided('Close', { at }, known(['Opened', noon]), how)).toEqual(answer);
  });

  it('is refused for its other reason first', () => {
    expect(decided('Close', { at: '2025-01-01T12:00:00.000Z' }, known(['Opened', noon]))).toEqual({
      code: 'door/not-built',
    });
  });

  it('changes nothing where it is so already', () => {
    const at = '2026-01-02T12:00:00.000Z';
    expect(decided('Open', { at }, known(['Opened', noon]))).toEqual([at]);
  });

  it('follows what its events settle anew, too', () => {
    expect(decided('Slam', { at: '2026-03-02T11:00:00.000Z' }, known(['Opened', noon]))).toEqual(
      refusal,
    );
    expect(decided('Slam', { at: '2026-03-02T00:00:00.000Z' }, known(['Opened', noon]))).toEqual([
      noon,
      'Closed',
    ]);
  });

  it('follows only what is about the same', () => {
    const at = '2026-03-02T11:00:00.000Z';
    const on = known(['Opened', noon], ['Painted', noon, 'inside']);
    expect(decided('Paint', { at, side: 'outside' }, on)).toEqual([at, 'Painted']);
    expect(decided('Paint', { at, side: 'inside' }, on)).toEqual({
      code: 'door/before-fact',
      fact: 'Painted',
      factAt: noon,
    });
  });

  it('follows all of a kind where it names no one of them', () => {
    const latest: LatestFacts = new Map();
    const painted = { type: 'Painted', metadata: metadata(noon), data: { side: 'inside' } };
    noteFact(inOrder, latest, painted);
    const washing = { ...inOrder, order: { ...inOrder.order, follows: { Slam: ['paint'] } } };
    const { decision } = decideInTime(
      decider,
      washing,
      { type: 'Slam', data: { at: '2026-03-02T11:00:00.000Z' } },
      { state: { open: true }, latest },
    );
    expect(decision).toMatchObject({ refusal: { fact: 'Painted', factAt: noon } });
  });

  it('follows the latest of all facts, in whatever order they were recorded', () => {
    const on = known(['Closed', noon], ['Opened', '2026-03-02T10:00:00.000Z']);
    expect(decided('Close', { at: '2026-03-02T11:00:00.000Z' }, on)).toEqual({
      code: 'door/before-fact',
      fact: 'Closed',
      factAt: noon,
    });
  });

  it('is held up by no fact whose time is no instant', () => {
    const on = known(['Closed', 'yesterday'], ['Opened', '2026-03-02T10:00:00.000Z']);
    expect([...on.latest.values()].map(({ factAt }) => factAt)).toEqual([
      '2026-03-02T10:00:00.000Z',
    ]);
  });
});
