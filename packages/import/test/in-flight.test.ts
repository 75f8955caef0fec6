import { inFlight } from '../src/run/in-flight.ts';

/** A piece of work that ends when it is told to. */
const piece = (name: string, begun: string[]) => {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    end,
    work: async () => {
      begun.push(name);
      await ended;
    },
  };
};

/** Lets everything happen that needs no further word. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('work under way', () => {
  it('goes side by side where it touches different things', async () => {
    const begun: string[] = [];
    const [a, b] = [piece('a', begun), piece('b', begun)];
    const work = inFlight(8);
    await work.add(['x'], a.work);
    await work.add(['y'], b.work);
    await settle();
    expect(begun).toEqual(['a', 'b']);
    a.end();
    b.end();
    await work.idle();
  });

  it('waits for all that came before and touches one of the same things', async () => {
    const begun: string[] = [];
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => piece(name, begun));
    if (!a || !b || !c || !d) throw new Error('four pieces');
    const work = inFlight(8);
    await work.add(['x'], a.work);
    await work.add(['y'], b.work);
    await work.add(['y', 'x'], c.work);
    await work.add(['x'], d.work);
    a.end();
    await settle();
    expect(begun).toEqual(['a', 'b']);
    b.end();
    await settle();
    expect(begun).toEqual(['a', 'b', 'c']);
    c.end();
    d.end();
    await work.idle();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is never more than the limit: who adds must wait', async () => {
    const begun: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => piece(name, begun));
    if (!a || !b || !c) throw new Error('three pieces');
    const work = inFlight(2);
    let room = false;
    await work.add(['x'], a.work);
    const adding = work.add(['y'], b.work).then(() => {
      room = true;
    });
    await settle();
    expect({ begun, room }).toEqual({ begun: ['a', 'b'], room: false });
    a.end();
    await adding;
    expect(room).toBe(true);
    b.end();
    await work.idle();
    work.check();
  });

  it('does not begin any more once a piece has failed', async () => {
    const begun: string[] = [];
    const failure = new Error('broken');
    const work = inFlight(8);
    await work.add(['x'], async () => {
      throw failure;
    });
    await work.add(['x'], piece('b', begun).work);
    await work.idle();
    expect(begun).toEqual([]);
    expect(() => work.check()).toThrow(failure);
    await expect(work.add(['y'], piece('c', begun).work)).rejects.toBe(failure);
  });
});
