/** Counts what an attack saw, in the order in which it saw it first. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string, count = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  /** Sorted by what was counted where `sorted` says so. */
  counts({ sorted = false } = {}): Readonly<Record<string, number>> {
    const entries = [...this.#counts];
    return Object.fromEntries(sorted ? entries.sort() : entries);
  }
}
