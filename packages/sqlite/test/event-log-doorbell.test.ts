import { doorbell } from '../src/event-log-doorbell.ts';

describe('a doorbell that looks whether others were at the door', () => {
  it('stays silent while nobody was, and rings once somebody was', async () => {
    let looks = 0;
    const bell = doorbell(() => {
      looks += 1;
      return looks === 3;
    }, 1);
    await bell.rung(0, undefined);
    expect(looks).toBe(3);
    expect(bell.rings()).toBe(1);
  });

  it('rings when the look itself fails: who waits meets the failure, not the whole process', async () => {
    const bell = doorbell(() => {
      throw new Error('the disk failed');
    }, 1);
    await bell.rung(0, undefined);
    expect(bell.rings()).toBe(1);
  });
});
