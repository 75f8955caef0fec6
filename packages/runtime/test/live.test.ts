import { Subject } from 'rxjs';
import { type LiveAnswer, liveQuery } from '../src/live.ts';

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

/** The answers alone. */
const onlyAnswers =
  (seen: string[]) =>
  (told: LiveAnswer<string>): void => {
    if (told.outcome === 'answered') seen.push(told.answer);
  };

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a live query', () => {
  it('asks at once, before anything changes', async () => {
    const { open, query } = questions();
    const seen: string[] = [];
    liveQuery(query, new Subject()).subscribe(onlyAnswers(seen));
    open[0]?.('now');
    await settled();
    expect(seen).toEqual(['now']);
    expect(open).toHaveLength(1);
  });

  it('asks once more, and only once, for all the changes that came while it was answering', async () => {
    const changes = new Subject<void>();
    const { open, query } = questions();
    const seen: string[] = [];
    liveQuery(query, changes).subscribe(onlyAnswers(seen));
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
    const subscription = liveQuery(query, changes).subscribe(onlyAnswers(seen));
    changes.next();
    subscription.unsubscribe();
    open[0]?.('too late');
    await settled();
    changes.next();
    expect(open).toHaveLength(1);
    expect(seen).toEqual([]);
  });

  it('tells of a query that fails, and goes on with the next change', async () => {
    const changes = new Subject<void>();
    const { open, broken, query } = questions();
    const heard: unknown[] = [];
    liveQuery(query, changes).subscribe((told) => heard.push(told));
    broken[0]?.(new Error('no rate'));
    await settled();
    changes.next();
    open[1]?.('with the rate');
    await settled();
    expect(heard).toEqual([
      { outcome: 'failed', error: new Error('no rate') },
      { outcome: 'answered', answer: 'with the rate' },
    ]);
  });

  it('tells of a failure once, until there is another one or an answer', async () => {
    const changes = new Subject<void>();
    const outcomes = ['no rate', 'no rate', 'no table', 'no rate', '', 'no rate'];
    const heard: unknown[] = [];
    const query = async () => {
      const failure = outcomes.shift();
      if (failure) throw new Error(failure);
      return 'answer';
    };
    liveQuery(query, changes).subscribe((told) =>
      heard.push(told.outcome === 'failed' ? told.error.message : told.answer),
    );
    await settled();
    for (let change = 1; change <= 5; change++) {
      changes.next();
      await settled();
    }
    expect(heard).toEqual(['no rate', 'no table', 'no rate', 'answer', 'no rate']);
  });

  it.each<[string, () => Promise<never>, string]>([
    [
      'throws at once',
      () => {
        throw new TypeError('a fault');
      },
      'a fault',
    ],
    ['rejects with no error', () => Promise.reject('a text'), 'a text'],
  ])('tells of a query that %s', async (_, query, message) => {
    const changes = new Subject<void>();
    const heard: unknown[] = [];
    liveQuery(query, changes).subscribe((told) => heard.push(told));
    await settled();
    expect(heard).toEqual([
      { outcome: 'failed', error: expect.objectContaining({ message }) as unknown },
    ]);
    expect(changes.observed).toBe(true);
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
