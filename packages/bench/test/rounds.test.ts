import { interleaved, orderOf } from '../src/harness/rounds.ts';

describe('interleaved rounds', () => {
  it('turn round: forwards, backwards, and each pair begins one further on', () => {
    const order = (round: number): string => orderOf(['a', 'b', 'c'], round).join('');
    expect([0, 1, 2, 3, 4, 5, 6].map(order)).toEqual([
      'abc',
      'cba',
      'bca',
      'acb',
      'cab',
      'bac',
      'abc',
    ]);
  });

  it('measure every contender once a round, one at a time, and keep its results in order', async () => {
    const calls: string[] = [];
    let running = 0;
    const results = await interleaved(['a', 'b'], 3, async (name) => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
      calls.push(name);
      return calls.length;
    });
    expect(calls.join('')).toBe('abbaba');
    expect([...results]).toEqual([
      ['a', [1, 4, 6]],
      ['b', [2, 3, 5]],
    ]);
  });
});
