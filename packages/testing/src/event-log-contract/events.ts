import type { EventLog, StoredEvent } from '@presales/kernel';
import type {
  Appended,
  EventFilter,
  LivePage,
  NewEvent,
  Page,
  ReadAllOptions,
  ReadStreamOptions,
} from '@presales/kernel/store';

/** The nth id: a UUID, the same in every run. */
export const uuid = (n: number): string =>
  `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** The nth event; the same n is the same event. */
export const event = (n: number, parts: Partial<NewEvent> = {}): NewEvent => ({
  id: uuid(n),
  type: 'QuotationDrafted',
  version: 1,
  data: { number: n },
  metadata: {
    actor: 'Darcel',
    commandId: `command-${n}`,
    correlationId: `command-${n}`,
    causationId: `command-${n}`,
    occurredAt: '2026-02-28T16:00:00.000Z',
  },
  ...parts,
});

/** A number of events, numbered from `first`. */
export const events = (first: number, count: number, parts: Partial<NewEvent> = {}): NewEvent[] =>
  Array.from({ length: count }, (_, index) => event(first + index, parts));

/** The ids of events, by which they are recognised. */
export const ids = (list: readonly { readonly id: string }[]): readonly string[] =>
  list.map(({ id }) => id);

/** The place of the last event of an append, which is also the answer to its repetition. */
export const placeOf = ({ revision, position }: Appended): Appended => ({ revision, position });

/** All events of a reading of one stream. */
export const streamOf = async (
  log: EventLog,
  stream: string,
  options?: ReadStreamOptions,
): Promise<readonly StoredEvent[]> => {
  const read: StoredEvent[] = [];
  for await (const page of log.readStream(stream, options)) read.push(...page);
  return read;
};

/** All pages of a reading of the log. */
export const pagesOf = async (
  log: EventLog,
  options?: ReadAllOptions,
): Promise<readonly Page[]> => {
  const read: Page[] = [];
  for await (const page of log.readAll(options)) read.push(page);
  return read;
};

/** All events of a reading of the log. */
export const allOf = async (
  log: EventLog,
  options?: ReadAllOptions,
): Promise<readonly StoredEvent[]> =>
  (await pagesOf(log, options)).flatMap(({ events }) => [...events]);

/** Appends any number of events to one stream, in appends of a size that every log takes. */
export const fill = async (
  log: EventLog,
  stream: string,
  list: readonly NewEvent[],
): Promise<void> => {
  let expected: 'no-stream' | bigint = 'no-stream';
  for (let at = 0; at < list.length; at += 500)
    expected = (await log.append(stream, expected, list.slice(at, at + 500))).revision;
};

/** A follower that is read page by page. */
export interface Follower {
  /** The next page; undefined when the iteration has ended. */
  readonly next: () => Promise<LivePage | undefined>;
  /** The pages up to and including the first that satisfies the condition. */
  readonly until: (enough: (page: LivePage) => boolean) => Promise<readonly LivePage[]>;
  /** At least so many events, in as many pages as necessary. */
  readonly take: (count: number) => Promise<readonly StoredEvent[]>;
  /** Stops following. */
  readonly stop: () => void;
}

/** Begins to follow. */
export const follower = (
  log: EventLog,
  options: EventFilter & { readonly after?: bigint } = {},
): Follower => {
  const abort = new AbortController();
  const pages = log.follow({ ...options, signal: abort.signal })[Symbol.asyncIterator]();
  const next = async (): Promise<LivePage | undefined> => {
    const result = await pages.next();
    return result.done === true ? undefined : result.value;
  };
  const until = async (enough: (page: LivePage) => boolean): Promise<readonly LivePage[]> => {
    const read: LivePage[] = [];
    for (let page = await next(); page !== undefined; page = await next()) {
      read.push(page);
      if (enough(page)) return read;
    }
    throw new Error(`the following ended after ${read.length} pages`);
  };
  const take = async (count: number): Promise<readonly StoredEvent[]> => {
    const taken: StoredEvent[] = [];
    if (count > 0)
      await until(({ events }) => {
        taken.push(...events);
        return taken.length >= count;
      });
    return taken;
  };
  return { next, until, take, stop: () => abort.abort() };
};
