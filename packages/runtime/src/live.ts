import { Observable } from 'rxjs';

/**
 * Asks at once and again whenever `changes` speaks, one question at a time: changes that come while
 * an answer is under way lead to one more question, however many they are.
 *
 * Ends when `changes` ends; the answer or the failure of a question still under way is then dropped,
 * because what it was asked of may be gone.
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
