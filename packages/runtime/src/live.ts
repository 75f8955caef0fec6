import { Observable } from 'rxjs';

/**
 * What a live query tells: its answer, or why there is none at present. A failure is a value, because
 * an observable that fails is over, and what nobody handles ends the program.
 */
export type LiveAnswer<Answer> =
  | { readonly outcome: 'answered'; readonly answer: Answer }
  | { readonly outcome: 'failed'; readonly error: Error };

/**
 * Runs a query at once, and again after every change, one at a time. Changes that come while an
 * answer is under way lead to one more query, however many they are.
 *
 * A query that fails, by a fault of the program too, is told as `failed`, and asked again after the
 * next change. The same failure is told once, until there is an answer or another failure.
 *
 * Ends when `changes` ends, and at no other time. The answer or the failure of a query that is still
 * under way is then dropped, because the store it reads from may be closed.
 */
export const liveQuery = <Answer>(
  query: () => Promise<Answer>,
  changes: Observable<unknown>,
): Observable<LiveAnswer<Answer>> =>
  new Observable((subscriber) => {
    let asking = false;
    let changed = false;
    let failing: string | undefined;
    const tell = (told: LiveAnswer<Answer>): void => {
      const failure = told.outcome === 'failed' ? String(told.error) : undefined;
      if (failure === undefined || failure !== failing) subscriber.next(told);
      failing = failure;
    };
    const ask = async (): Promise<void> => {
      changed = true;
      if (asking) return;
      asking = true;
      while (changed && !subscriber.closed) {
        changed = false;
        tell(await outcomeOf(query));
      }
      asking = false;
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

const outcomeOf = async <Answer>(query: () => Promise<Answer>): Promise<LiveAnswer<Answer>> => {
  try {
    return { outcome: 'answered', answer: await query() };
  } catch (error) {
    return { outcome: 'failed', error: asError(error) };
  }
};

/** Anything can be thrown; what is no error becomes the cause of one. */
const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
