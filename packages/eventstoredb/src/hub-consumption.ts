import { setImmediate as nextTurn } from 'node:timers/promises';
import { limits, type Position, type StoredEvent } from '@presales/kernel';
import type { Arrivals } from './arrivals.ts';
import { positionOf, toStoredEvent } from './events.ts';
import { ownStream } from './filter.ts';
import { deliver, lookAhead } from './hub-delivery.ts';
import type { HubState } from './hub-state.ts';
import { pageSize } from './page.ts';
import { later } from './places.ts';
import type { Quiet } from './quiet.ts';
import { textOf } from './text-of.ts';

/** Times in a row that the hub found what the subscription should have brought. */
const mostMissed = 5;

/** Milliseconds that a page of history is waited for to become full. */
const filling = 20;

/** Milliseconds that a hub waits at most before it reads the log itself again. */
const longestGap = 1_000;

/** Takes what one subscription brings, and hands it on page by page. */
export class HubConsumption {
  readonly #hub: HubState;
  readonly #arrivals: Arrivals;
  /** Where the log ended when the subscription began. */
  readonly #end: Position;
  readonly #calm: Quiet;
  #page: StoredEvent[] = [];
  /** About how much JSON the page is, in characters. */
  #text = 0;
  /** Times in a row that reading the log found what the subscription had not brought. */
  #missed = 0;
  /** Times in a row that the log was read since it was known to go on. */
  #looks = 0;

  constructor(hub: HubState, arrivals: Arrivals, end: Position, calm: Quiet) {
    this.#hub = hub;
    this.#arrivals = arrivals;
    this.#end = end;
    this.#calm = calm;
  }

  /**
   * Goes on until the hub is stopped.
   *
   * @throws whatever breaks the subscription
   */
  async run(): Promise<void> {
    while (!this.#hub.stopped()) await this.#step();
  }

  async #step(): Promise<void> {
    if (await this.#takeTurn()) {
      this.#missed = 0;
      this.#calm.broken();
    }
    const full = this.#isFull();
    if (!full && this.#becomesLive()) return this.#send();
    const failed = this.#arrivals.failure();
    // A page of history may still become full; a page of what happens now is sent at once.
    const mayFill = !this.#hub.live && failed === undefined && this.#page.length > 0;
    if (full || (!mayFill && (this.#page.length > 0 || this.#hasLookedOn()))) return this.#send();
    if (failed !== undefined) throw failed.error;
    await this.#wait(mayFill);
  }

  /** Takes what there is; what one turn of the event loop brings goes out as one page. */
  async #takeTurn(): Promise<boolean> {
    if (!this.#take()) return false;
    if (this.#isFull()) return true;
    await nextTurn();
    this.#take();
    return true;
  }

  #isFull(): boolean {
    return this.#page.length === pageSize || this.#text >= limits.pageText;
  }

  /** Takes what has arrived, up to a full page; true when something had. */
  #take(): boolean {
    const { server, head, filter } = this.#hub;
    let came = false;
    while (!this.#isFull()) {
      const record = this.#arrivals.take();
      if (record === undefined) return came;
      came = true;
      const position = positionOf(record);
      // A position that was seen before is where the subscription was taken up, or one that the hub
      // has read itself.
      if (position <= this.#hub.cursor) continue;
      this.#hub.cursor = position;
      if (ownStream(record, server.prefix) !== undefined) head.heard(position);
      const stream = filter.streamOf(record);
      if (stream === undefined) continue;
      this.#page.push(toStoredEvent(record, stream));
      this.#text += textOf(record);
    }
    return came;
  }

  /**
   * Moves the cursor to where the server has looked; true when that makes the subscription live.
   */
  #becomesLive(): boolean {
    const hub = this.#hub;
    hub.cursor = later(hub.cursor, this.#arrivals.checkpoint());
    if (this.#arrivals.caughtUp()) hub.cursor = later(hub.cursor, this.#end);
    if (hub.live || !this.#arrivals.confirmed() || hub.cursor < this.#end) return false;
    hub.live = true;
    return true;
  }

  /**
   * Whether followers are to be told that a stretch held nothing they want. While history is read,
   * they are told on the way; later, only when the stretch leads to the end of the log.
   */
  #hasLookedOn(): boolean {
    const { live, head, window, cursor, lookedFor } = this.#hub;
    return live
      ? head.known() > window.reach() && cursor >= head.known()
      : cursor > window.reach() && cursor !== lookedFor;
  }

  async #send(): Promise<void> {
    const page = { events: this.#page, text: this.#text };
    this.#page = [];
    this.#text = 0;
    this.#calm.broken();
    await deliver(this.#hub, page);
  }

  /** Waits for news. When there are none for too long, it looks itself whether the log goes on. */
  async #wait(mayFill: boolean): Promise<void> {
    const { head, window, news } = this.#hub;
    const behind = window.reach() < head.known();
    if (!behind) this.#looks = 0;
    this.#calm.within(mayFill ? filling : this.#silence(behind));
    await news.rung();
    if (!this.#calm.isOver()) return;
    if (mayFill) return this.#send();
    if (!this.#arrivals.confirmed()) throw new Error('the server does not answer a subscription');
    if (!behind) await head.ask();
    if (window.reach() >= head.known()) return;
    this.#looks += 1;
    this.#missed = (await lookAhead(this.#hub)) ? this.#missed + 1 : 0;
    if (this.#missed === mostMissed) throw new Error('the subscription has gone silent');
  }

  /** How long silence is borne: the oftener the log was read in vain, the longer. */
  #silence(behind: boolean): number {
    const { live, silences } = this.#hub;
    return behind && (live || this.#looks > 0)
      ? Math.min(silences.gap * 2 ** this.#looks, longestGap)
      : silences.heartbeat;
  }
}
