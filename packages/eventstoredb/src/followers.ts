import type { Follower, FollowerStatus } from './follower.ts';

/** Called with what every follower does at the moment. */
export type FollowersListener = (followers: readonly FollowerStatus[]) => void;

/** The followers of a log, and who is told when one of them changes. */
export class Followers {
  readonly all = new Set<Follower>();
  readonly #listeners = new Set<FollowersListener>();

  statuses(): readonly FollowerStatus[] {
    return [...this.all].map((each) => each.status());
  }

  /** Those that make no progress although the log goes on. */
  stalled(): readonly FollowerStatus[] {
    return [...this.all]
      .filter((each) => each.stalled() && each.status().lag > 0n)
      .map((each) => each.status());
  }

  /** Calls back on every change; the function that is returned ends that. */
  watch(listener: FollowersListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    if (this.#listeners.size === 0) return;
    const statuses = this.statuses();
    for (const listener of this.#listeners) listener(statuses);
  }

  endAll(): void {
    for (const each of [...this.all]) each.end();
  }
}
