import { Observable } from 'rxjs';

/**
 * Runs a query at once, and again after every change, one at a time. Changes that come while an
 * answer is under way lead to one more query, however many they are.
 *
 * Ends when `changes` ends. The answer or the failure of a query that is still under way is then
 * dropped, because the store it reads from may be closed.
 */
export const liveQuery = <Answer>(
  query: () => Promise<Answer>,
  changes: Observable<unknown>,
): Observable<Answer> =>
  new Observable<Answer>((subscriber) => {
    let asking = false;
    let changed = false;
    const ask = async (): Promise<void> => {
      changed = true;
      if (asking) return;
      asking = true;
      try {
        while (changed && !subscriber.closed) {
          changed = false;
          subscriber.next(await query());
        }
      } catch (error) {
        subscriber.error(error);
      } finally {
        asking = false;
      }
    };
    subscriber.add(
      changes.subscribe({
        next: () => void ask(),
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      }),
    );
    void ask();
  });
