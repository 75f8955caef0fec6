import type { EventLog, StoredEvent } from '@presales/kernel';
import type { LivePage, NewEvent } from '@presales/kernel/store';

/** The nth event; the same n is the same event. */
export const event = (n: number, type = 'QuotationDrafted', data: object = { n }): NewEvent => ({
  id: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
  type,
  version: 1,
  data,
  metadata: {
    actor: 'anna',
    commandId: `command-${n}`,
    correlationId: `correlation-${n}`,
    causationId: `causation-${n}`,
    occurredAt: '2026-03-01T09:00:00.000Z',
  },
});

/** So many events, numbered from the first. */
export const events = (first: number, count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => event(first + index));

/** What events are recognised by. */
export const ids = (list: readonly { readonly id: string }[]): readonly string[] =>
  list.map(({ id }) => id);

/** All events of the log. */
export const allOf = async (log: EventLog): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const page of log.readAll()) all.push(...page.events);
  return all;
};

/** All events of a stream. */
export const streamOf = async (log: EventLog, stream: string): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const page of log.readStream(stream)) all.push(...page);
  return all;
};

/** Someone who follows the log and is asked page by page. */
export const following = (log: EventLog, options: Parameters<EventLog['follow']>[0] = {}) => {
  const abort = new AbortController();
  const pages = log.follow({ ...options, signal: abort.signal })[Symbol.asyncIterator]();
  const next = async (): Promise<LivePage> => {
    const result = await pages.next();
    if (result.done === true) throw new Error('the following has ended');
    return result.value;
  };
  const seen: StoredEvent[] = [];
  return {
    next,
    /** Everything seen so far, once it is so many events. */
    seen: async (count: number): Promise<readonly StoredEvent[]> => {
      while (seen.length < count) seen.push(...(await next()).events);
      return seen;
    },
    caughtUp: async (): Promise<LivePage> => {
      for (;;) {
        const page = await next();
        seen.push(...page.events);
        if (page.caughtUp) return page;
      }
    },
    stop: () => abort.abort(),
  };
};
