import type { Position } from '@presales/kernel';
import type { EventFilter, LivePage } from '@presales/kernel/store';
import { backoff } from './backoff.ts';
import { doorbell } from './doorbell.ts';
import { isPermanent, messageOf } from './fault.ts';
import { type LogFilter, logFilter } from './filter.ts';
import type { Head } from './head.ts';
import type { Hub } from './hub.ts';
import type { Attached } from './hub-state.ts';
import type { Hubs } from './hubs.ts';
import { pageSize } from './page.ts';
import { earlier } from './places.ts';
import type { Server } from './server.ts';
import { stretchAfter } from './stretch.ts';
import { pause } from './timers.ts';

/** What is known of a follower. */
export interface FollowerStatus {
  /** What it asked for. */
  readonly filter: EventFilter;
  /** `disconnected` while the log cannot be read; it is tried again for ever. */
  readonly state: 'catching-up' | 'live' | 'disconnected';
  /** The follower knows the log up to here. */
  readonly through: Position;
  /**
   * How far the log is known to go on beyond: a distance between positions, which EventStoreDB
   * counts in bytes. 0 is none.
   */
  readonly lag: bigint;
  /** Why it is disconnected. */
  readonly trouble?: string;
}

/** What followers share. */
export interface Following {
  readonly server: Server;
  readonly head: Head;
  readonly hubs: Hubs;
  readonly followed: Set<Follower>;
  readonly closed: () => boolean;
  /** Called when a follower's state may be another. */
  readonly changed: () => void;
  /** Milliseconds without progress after which a follower counts as stalled. */
  readonly stuckAfter: number;
}

/** One follower: where it is, which hub serves it, and how it fares. */
export class Follower {
  readonly #parts: Following;
  readonly #wanted: EventFilter;
  readonly #filter: LogFilter;
  readonly #signal: AbortSignal | undefined;
  readonly #news = doorbell();
  readonly #ending = new AbortController();
  /** This follower, as a hub sees it. */
  readonly #attached: Attached = { position: () => this.#position, wake: this.#news.ring };
  #position: Position;
  #hub: Hub | undefined;
  /** Why the follower itself could not read; a hub may have trouble of its own. */
  #trouble: string | undefined;
  #live = false;
  /** Nothing has come of it for long, although the log goes on. */
  #stalled = false;
  /** It was told that it has caught up, and nothing came since. */
  #told = false;
  #stopWatchingLag: (() => void) | undefined;
  #stopHearing: (() => void) | undefined;

  constructor(
    parts: Following,
    wanted: EventFilter,
    after: Position,
    signal: AbortSignal | undefined,
  ) {
    this.#parts = parts;
    this.#wanted = wanted;
    this.#filter = logFilter(wanted, parts.server.prefix);
    this.#position = after;
    this.#signal = signal;
  }

  /** Whether the following is over: by its signal, by its reader, or because the log was closed. */
  ended(): boolean {
    return this.#parts.closed() || this.#signal?.aborted === true || this.#ending.signal.aborted;
  }

  stalled(): boolean {
    return this.#stalled;
  }

  status(): FollowerStatus {
    const trouble = this.#trouble ?? this.#hub?.trouble();
    const known = this.#parts.head.known();
    const through = this.#position;
    return {
      filter: this.#wanted,
      state: trouble !== undefined ? 'disconnected' : this.#live ? 'live' : 'catching-up',
      through,
      lag: known > through ? known - through : 0n,
      ...(trouble === undefined ? {} : { trouble }),
    };
  }

  /** Is known to the log from now on. */
  begin(): void {
    this.#stopHearing = this.#parts.head.onNews(() => this.#watchLag());
    this.#parts.followed.add(this);
    this.#signal?.addEventListener('abort', this.end);
    this.#parts.changed();
  }

  /** A reader who gives the signal need not come back for the end: everything is let go at once. */
  readonly end = (): void => {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    this.#stopHearing?.();
    this.#stopWatchingLag?.();
    this.#signal?.removeEventListener('abort', this.end);
    this.#parts.followed.delete(this);
    this.#moveTo(undefined);
    this.#news.ring();
    this.#parts.changed();
  };

  /** Where the log ends, asked until it is answered; undefined when the following has ended. */
  askForEnd(): Promise<Position | undefined> {
    return this.#insist(this.#parts.head.ask);
  }

  /**
   * The hub that serves the position: the one that is furthest on, or else a new one. Undefined
   * when the position lies behind the windows of all.
   */
  nextHub(): Hub | undefined {
    const { hubs } = this.#parts;
    this.#moveTo(hubs.covering(this.#filter, this.#position));
    if (this.#hub === undefined && !hubs.passed(this.#filter, this.#position))
      this.#hub = hubs.begin(this.#filter, this.#position, this.#attached);
    return this.#hub;
  }

  /** The next page, read by the follower itself; undefined when there was none, or it has ended. */
  async readOn(): Promise<LivePage | undefined> {
    const { server, head } = this.#parts;
    const stretch = await this.#insist(() =>
      stretchAfter(server, this.#filter, this.#position, pageSize),
    );
    if (stretch === undefined || this.ended()) return undefined;
    const through = earlier(stretch.reached, head.known());
    if (through <= this.#position) {
      await this.#insist(head.ask);
      return undefined;
    }
    this.#progressTo(through, false);
    const { events, text } = stretch;
    return { events, through, ...(events.length === 0 ? {} : { text }), caughtUp: false };
  }

  /**
   * The next page of a hub; undefined when there is none yet. `opened` is where the log ended when
   * the following began: whoever has not come so far has not caught up.
   */
  take(hub: Hub, opened: Position): LivePage | undefined {
    const page = hub.after(this.#position);
    const through = page?.through ?? this.#position;
    const caughtUp = hub.caughtUp() && through >= hub.reach() && through >= opened;
    if (page === undefined && (!caughtUp || this.#told)) return undefined;
    this.#told = caughtUp;
    this.#position = through;
    hub.moved();
    this.#progressTo(through, caughtUp);
    return { events: [], ...page, through, caughtUp };
  }

  /**
   * Waits until the hub has news.
   *
   * @throws EventLogError when there never will be any
   */
  async waitFor(hub: Hub): Promise<void> {
    const failure = hub.failure();
    if (failure !== undefined) throw failure;
    await this.#news.rung();
  }

  #progressTo(through: Position, live: boolean): void {
    this.#position = through;
    this.#setLive(live);
    this.#stalled = false;
    this.#stopWatchingLag?.();
    this.#stopWatchingLag = undefined;
    this.#watchLag();
  }

  #moveTo(next: Hub | undefined): void {
    if (next === this.#hub) return;
    next?.attach(this.#attached);
    if (this.#hub !== undefined) this.#parts.hubs.leave(this.#hub, this.#attached);
    this.#hub = next;
  }

  /** The time without progress counts from when there is something to wait for. */
  #watchLag(): void {
    const { head, server, stuckAfter, changed } = this.#parts;
    if (this.#stopWatchingLag !== undefined || head.known() <= this.#position) return;
    this.#stopWatchingLag = server.after(stuckAfter, () => {
      this.#stalled = true;
      changed();
    });
  }

  /** Tries for ever, unless that can never help; undefined when the following has ended. */
  async #insist<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    const { server } = this.#parts;
    for (let failures = 1; !this.ended(); failures++) {
      try {
        const result = await work();
        this.#setTrouble(undefined);
        return result;
      } catch (error) {
        if (isPermanent(error)) throw error;
        this.#setTrouble(messageOf(error));
        await pause(server.after, backoff(failures, server.random()), this.#ending.signal);
      }
    }
    return undefined;
  }

  #setLive(live: boolean): void {
    if (this.#live === live) return;
    this.#live = live;
    this.#parts.changed();
  }

  #setTrouble(message: string | undefined): void {
    if (this.#trouble === message) return;
    this.#trouble = message;
    this.#parts.changed();
  }
}
