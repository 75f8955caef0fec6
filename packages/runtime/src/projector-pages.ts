import { setImmediate } from 'node:timers/promises';
import { limits, type Position, type StoredEvent } from '@presales/kernel';
import type { Page } from '@presales/kernel/store';
import type { ProjectorSession } from './projector-session.ts';
import { silentPages } from './silent-pages.ts';

/** A page, and whether it is known that there is nothing after it now. */
export type SomePage = Page & { readonly caughtUp?: boolean };

/** How pages are projected. */
export interface PagesOptions {
  /** Handled events in one commit, at most. */
  readonly pageLimit: number;
  /** Ends the work between two commits. */
  readonly signal: AbortSignal | undefined;
  /** Called after a commit that does not lead to the end of the log. */
  readonly onProgress: () => void;
  /** Called when everything up to a position is committed, and nothing comes after it now. */
  readonly onLive: (position: Position) => void;
}

/**
 * Gathers the events of pages, and commits them in parts that are neither too large nor too small.
 */
class PageCommits {
  readonly #session: ProjectorSession;
  readonly #options: PagesOptions;
  /** Events that are not committed yet. */
  #gathered: StoredEvent[] = [];
  /** How far the log was read. */
  #through: Position;
  #pagesSinceCommit = 0;
  /** How much JSON they are, as far as the log says so. */
  #text = 0;

  constructor(session: ProjectorSession, options: PagesOptions) {
    this.#session = session;
    this.#options = options;
    this.#through = session.position();
  }

  /** Takes a page in; false when the signal has ended the work. */
  async add({ events, through, text = 0, caughtUp = false }: SomePage): Promise<boolean> {
    const { pageLimit, onProgress, onLive } = this.#options;
    for (const event of events) this.#gathered.push(event);
    this.#through = through;
    this.#pagesSinceCommit += 1;
    this.#text += text;
    while (this.#gathered.length > pageLimit) {
      const part = this.#gathered.splice(0, pageLimit);
      await this.#commit(part, part.at(-1)?.position ?? through);
      onProgress();
      if (this.stopped()) return false;
    }
    const isSmall = this.#gathered.length < pageLimit && this.#text < limits.pageText;
    if (!caughtUp && isSmall && this.#pagesSinceCommit < silentPages) return true;
    await this.commitRest();
    if (caughtUp) onLive(through);
    else onProgress();
    return true;
  }

  /** Commits what is left, up to where the log was read. */
  async commitRest(): Promise<void> {
    await this.#commit(this.#gathered, this.#through);
    this.#gathered = [];
    this.#text = 0;
  }

  stopped(): boolean {
    return this.#options.signal?.aborted === true;
  }

  async #commit(events: readonly StoredEvent[], through: Position): Promise<void> {
    this.#pagesSinceCommit = 0;
    if (through === this.#session.position()) return;
    await this.#session.apply(events, through);
    // Committing is synchronous work in some stores: others get their turn between two commits.
    await setImmediate();
  }
}

/**
 * Projects pages until they end or the signal aborts. The next page is asked for when everything of
 * the last one is gathered or committed, so that a slow store holds back the reading.
 */
export const projectPages = async (
  session: ProjectorSession,
  pages: AsyncIterable<SomePage>,
  options: PagesOptions,
): Promise<void> => {
  const commits = new PageCommits(session, options);
  for await (const page of pages) if (commits.stopped() || !(await commits.add(page))) return;
  if (!commits.stopped()) await commits.commitRest();
};
