import { limits, type Position, type StoredEvent } from '@presales/kernel';
import type { Page } from '@presales/kernel/store';
import { pageSize } from './page.ts';

/**
 * The latest stretch of the log that a subscription brought, kept for the followers that share it.
 */
export interface HubWindow {
  /** Followers at or after this position are served from here. */
  readonly start: () => Position;
  /** The position up to which it holds the log. */
  readonly reach: () => Position;
  /** Adds what came after the reach. */
  readonly push: (page: Page) => void;
  /** A page of what stands after a position within the window; undefined when nothing does. */
  readonly after: (position: Position) => Page | undefined;
  /** The number of events kept that stand after a position. */
  readonly ahead: (position: Position) => number;
}

/** Events that are kept at most; an empty stretch counts as one. */
const most = 4 * pageSize;

interface Chunk extends Page {
  readonly from: Position;
}

/** A window that begins at a position. */
export const hubWindow = (from: Position): HubWindow => {
  const chunks: Chunk[] = [];
  let start = from;
  let reach = from;
  let kept = 0;
  /** Large events count as several, as many of the usual size as a page would have in their place. */
  const weight = ({ events, text = 0 }: Page): number =>
    events.length + 1 + Math.floor((text * pageSize) / limits.pageText);

  /**
   * The first chunk with anything after the position. It is sought from the end, because followers
   * are mostly close to it.
   */
  const firstAfter = (position: Position): number => {
    let index = chunks.length;
    while (index > 0 && (chunks[index - 1]?.through ?? position) > position) index -= 1;
    return index;
  };

  return {
    start: () => start,
    reach: () => reach,
    push: (page) => {
      chunks.push({ ...page, from: reach });
      reach = page.through;
      kept += weight(page);
      while (kept > most && chunks.length > 1) {
        const dropped = chunks.shift();
        if (dropped === undefined) break;
        kept -= weight(dropped);
        start = dropped.through;
      }
    },
    after: (position) => {
      const events: StoredEvent[] = [];
      let text = 0;
      let through = position;
      for (const chunk of chunks.slice(firstAfter(position))) {
        const { text: more = 0 } = chunk;
        const tooMuch =
          events.length + chunk.events.length > pageSize || text + more > limits.pageText;
        if (events.length > 0 && tooMuch) break;
        events.push(...chunk.events.filter((event) => event.position > position));
        text += more;
        through = chunk.through;
      }
      if (through <= position) return undefined;
      return events.length === 0 || text === 0 ? { events, through } : { events, through, text };
    },
    ahead: (position) =>
      chunks.slice(firstAfter(position)).reduce((sum, chunk) => sum + weight(chunk), 0),
  };
};
