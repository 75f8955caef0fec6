import type { EventLogError, Position } from '@presales/kernel';
import { doorbell } from './doorbell.ts';
import type { LogFilter } from './filter.ts';
import type { Head } from './head.ts';
import { type HubWindow, hubWindow } from './hub-window.ts';
import type { Server } from './server.ts';

/** A follower, as the hub that serves it sees it. */
export interface Attached {
  readonly position: () => Position;
  /** Something is new. */
  readonly wake: () => void;
}

/** How long a hub bears silence before it acts by itself, in milliseconds. */
export interface HubSilences {
  /** After so long the hub reads the log itself, if the log is known to go on. */
  readonly gap: number;
  /** After so long the hub asks the server whether the log goes on, if that is not known. */
  readonly heartbeat: number;
}

/** What a hub works with. */
export interface HubParts {
  readonly server: Server;
  readonly head: Head;
  readonly filter: LogFilter;
  readonly silences: HubSilences;
  /** Called when trouble comes or goes. */
  readonly changed: () => void;
}

/** All that changes while a hub runs. */
export class HubState {
  readonly server: Server;
  readonly head: Head;
  readonly filter: LogFilter;
  readonly silences: HubSilences;
  /** What followers are served from. Its reach is an event of this log. */
  readonly window: HubWindow;
  readonly followers = new Set<Attached>();
  /** Rings when something came, a follower moved, or the hub is to stop. */
  readonly news = doorbell();
  readonly stopping = new AbortController();
  /** How far the log was looked at, including events of other logs. */
  cursor: Position;
  /** The cursor for which it was last asked how far this log goes. */
  lookedFor: Position;
  /** The subscription has come to where the log ended when it began. */
  live = false;
  /** Subscriptions that broke since something was delivered. */
  failures = 0;
  /** Why no subscription will ever stand. */
  failure: EventLogError | undefined;
  #trouble: string | undefined;
  readonly #changed: () => void;

  constructor({ server, head, filter, silences, changed }: HubParts, after: Position) {
    this.server = server;
    this.head = head;
    this.filter = filter;
    this.silences = silences;
    this.window = hubWindow(after);
    this.cursor = after;
    this.lookedFor = after;
    this.#changed = changed;
  }

  /** Why there is no connection at this moment. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  wakeAll(): void {
    for (const follower of this.followers) follower.wake();
  }

  setTrouble(message: string | undefined): void {
    if (this.#trouble === message) return;
    this.#trouble = message;
    this.#changed();
  }

  /** Ends the hub with an error that its followers get. */
  fail(error: EventLogError): void {
    this.failure = error;
    this.wakeAll();
    this.#changed();
  }

  /** What was taken from a subscription and not delivered when it broke has to come again. */
  beginAnew(): void {
    this.cursor = this.window.reach();
    this.lookedFor = this.cursor;
  }
}
