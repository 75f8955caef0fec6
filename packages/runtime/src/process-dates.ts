import type { Instant } from '@presales/kernel';
import { deadlineKey, type MetDeadline } from '@presales/processes';
import type { Index } from './process-index.ts';

/** Dates up to now that were not met, earliest first; a page of them is read when it is needed. */
export async function* unmetDates(
  index: Index,
  now: Instant,
  met: (deadlines: readonly string[]) => Promise<ReadonlySet<string>> = async () => new Set(),
): AsyncGenerator<MetDeadline> {
  let page = await index.dueUntil(now);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    const done = await met(page.map(deadlineKey));
    for (const due of page) if (!done.has(deadlineKey(due))) yield due;
    page = await index.dueUntil(now, last);
  }
}
