import { Subject } from 'rxjs';
import { liveQuery } from '../src/live.ts';

/** A query whose answers the test hands out one by one. */
const questions = () => {
  const open: ((answer: string) => void)[] = [];
  const broken: ((error: Error) => void)[] = [];
  const query = () =>
    new Promise<string>((resolve, reject) => {
      open.push(resolve);
      broken.push(reject);
    });
  return { open, broken, query };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a live query', () => {
  it('asks at once, before anything changes', async () => {
    const { open, query } = questions();
    const seen: string[] = [];
    liveQuery(query, new Subject()).subscribe((answer) => seen.push(answer));
    open[0]?.('now');
    await settled();
    expect(seen).toEqual(['now']);
    expect(open).toHaveLength(1);
  });

  it('asks once more, and only once, for all the changes that came while it was answering', async () => {
    const changes = new Subject<void>();
    const { open, query } = questions();
    const seen: string[] = [];
    liveQuery(query, changes).subscribe((answer) => seen.push(answer));
    for (let change = 0; change < 5; change++) changes.next();
    expect(open).toHaveLength(1);
    open[0]?.('first');
    await settled();
    expect(open).toHaveLength(2);
    open[1]?.('second');
    await settled();
    expect(seen).toEqual(['first', 'second']);
    expect(open).toHaveLength(2);
  });

  it('asks again after a change that comes when it had answered', async () => {
    const changes = new Subject<void>();
    const { open, query } = questions();
    liveQuery(query, changes).subscribe();
    open[0]?.('first');
    await settled();
    changes.next();
    expect(open).toHaveLength(2);
  });

  it('asks no more once nobody listens', async () => {
    const changes = new Subject<void>();
    const { open, query } = questions();
    const seen: string[] = [];
    const subscription = liveQuery(query, changes).subscribe((answer) => seen.push(answer));
    changes.next();
    subscription.unsubscribe();
    open[0]?.('too late');
    await settled();
    changes.next();
    expect(open).toHaveLength(1);
    expect(seen).toEqual([]);
  });

  it('fails with the error of its query', async () => {
    const { broken, query } = questions();
    const errors: unknown[] = [];
    liveQuery(query, new Subject()).subscribe({ error: (error) => errors.push(error) });
    broken[0]?.(new Error('no such table'));
    await settled();
    expect(errors).toEqual([new Error('no such table')]);
  });

  it('ends when the changes end', () => {
    const changes = new Subject<void>();
    let ended = false;
    liveQuery(questions().query, changes).subscribe({ complete: () => (ended = true) });
    changes.complete();
    expect(ended).toBe(true);
  });

  it.each<[string, (broken: Error) => Promise<string>]>([
    ['answer', async () => 'too late'],
    ['failure', async (broken) => Promise.reject(broken)],
  ])('drops the %s under way when the changes end', async (_, late) => {
    const changes = new Subject<void>();
    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const query = async () => {
      await gate;
      return late(new Error('the store is closed'));
    };
    const heard: unknown[] = [];
    liveQuery(query, changes).subscribe({
      next: (answer) => heard.push(answer),
      error: (error) => heard.push(error),
      complete: () => heard.push('ended'),
    });
    changes.next();
    changes.complete();
    goOn();
    await settled();
    expect(heard).toEqual(['ended']);
  });

  it('asks nothing when the changes had ended before', async () => {
    const changes = new Subject<void>();
    changes.complete();
    const { open, query } = questions();
    liveQuery(query, changes).subscribe();
    await settled();
    expect(open).toEqual([]);
  });
});
