import { realWorld } from '@presales/runtime';

describe('waiting in the real world', () => {
  it('ends when it is told to, early or before it began', async () => {
    const stop = new AbortController();
    const waiting = realWorld.wait(1_000_000, stop.signal);
    stop.abort();
    await waiting;
    await realWorld.wait(1_000_000, stop.signal);
  });

  it('ends by itself too', async () => {
    await realWorld.wait(1);
    await realWorld.wait(1, new AbortController().signal);
  });
});
