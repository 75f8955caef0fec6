import {
  accessDenied,
  consumerTooSlow,
  notReady,
  type RpcFailure,
  timedOut,
} from './calls/rpc-failure.ts';
import { after } from './timer.ts';

/** What a client can ask for; `deliver` is each further message of a subscription that runs. */
export type Operation =
  | 'append'
  | 'delete'
  | 'tombstone'
  | 'read'
  | 'subscribe'
  | 'deliver'
  | 'persistent'
  | 'gossip'
  | 'features';

/** What a call is, as far as a fault looks at it. */
export interface CallSite {
  readonly operation: Operation;
  /** `$all` for the whole log; empty for an operation that concerns no stream. */
  readonly stream: string;
  /** The node that received the call, counted from 0. */
  readonly node: number;
}

/** A failure by its common name, or any other spelt out. */
export type Failure =
  | 'not-leader'
  | 'too-slow'
  | 'not-ready'
  | 'timeout'
  | 'access-denied'
  | RpcFailure;

/**
 * What goes wrong. `request` is before anything is done, `reply` after everything is done and before
 * the client hears of it: a write that is dropped at `reply` is stored, and its outcome unknown.
 *
 * - `hold`: waits until the fault is lifted, then goes on, however late that is.
 * - `delay`: waits so many milliseconds, then goes on.
 * - `drop`: never goes on; the connection stays as it is.
 * - `cut`: the connection that was asked over breaks.
 * - `fail`: is refused; a subscription that runs ends with this error.
 * - `fall-behind`: on `deliver`, tells the subscriber that it fell behind, and goes on.
 */
export type Effect =
  | { readonly kind: 'hold' | 'drop' | 'cut'; readonly at: 'request' | 'reply' }
  | { readonly kind: 'delay'; readonly at: 'request' | 'reply'; readonly milliseconds: number }
  | { readonly kind: 'fail'; readonly with: Failure }
  | { readonly kind: 'fall-behind' };

/** A fault: what goes wrong, for whom, and how often. */
export interface Fault {
  readonly on: Operation | readonly Operation[];
  /** Only for this stream, or for those that the test accepts. */
  readonly stream?: string | ((stream: string) => boolean);
  /** Only on this node, from 0. */
  readonly node?: number;
  /** Spares the first so many matches. */
  readonly skip?: number;
  /** Strikes so many times, then no more; by default until it is lifted. */
  readonly times?: number;
  readonly effect: Effect;
}

/** A fault in force. */
export interface InjectedFault {
  /** How often it has struck. */
  readonly strikes: () => number;
  /** Settles as soon as it has struck so many times. */
  readonly struck: (times?: number) => Promise<void>;
  /** Ends it, and lets go on what it holds. */
  readonly lift: () => void;
}

/** The switches of a server. */
export interface Faults {
  /** Puts a fault in force. Of several that match, the one injected first strikes. */
  readonly inject: (fault: Fault) => InjectedFault;
  /** Lifts everything, the clock and the append size included. */
  readonly clear: () => void;
  /** How far the server's clock is ahead of the machine's, in milliseconds; negative is behind. */
  clockSkew: number;
  /** Bytes of data that one append may have; undefined is what the server was started with. */
  maxAppendSize: number | undefined;
}

/** What strikes one call. */
export interface Strike {
  readonly effect: Effect;
  /** Calls when the call may go on: never, at once, later. */
  readonly wait: (goOn: () => void) => void;
}

/** The switches, and the side on which the services look at them. */
export interface FaultBoard {
  readonly faults: Faults;
  readonly strike: (call: CallSite) => Strike | undefined;
}

interface Active {
  readonly fault: Fault;
  readonly held: Set<() => void>;
  readonly watchers: { readonly times: number; readonly settle: () => void }[];
  matches: number;
  strikes: number;
}

const concerns = (fault: Fault, { operation, stream, node }: CallSite): boolean =>
  (typeof fault.on === 'string' ? fault.on === operation : fault.on.includes(operation)) &&
  (fault.node === undefined || fault.node === node) &&
  (fault.stream === undefined ||
    (typeof fault.stream === 'string' ? fault.stream === stream : fault.stream(stream)));

/** A server's fault switches, all off. */
export const createFaultBoard = (): FaultBoard => {
  const active = new Set<Active>();

  const lift = (each: Active): void => {
    active.delete(each);
    const held = [...each.held];
    each.held.clear();
    for (const goOn of held) goOn();
  };

  const faults: Faults = {
    clockSkew: 0,
    maxAppendSize: undefined,
    inject: (fault) => {
      const each: Active = { fault, held: new Set(), watchers: [], matches: 0, strikes: 0 };
      active.add(each);
      return {
        strikes: () => each.strikes,
        struck: (times = 1) =>
          new Promise((settle) => {
            if (each.strikes >= times) settle();
            else each.watchers.push({ times, settle });
          }),
        lift: () => lift(each),
      };
    },
    clear: () => {
      for (const each of [...active]) lift(each);
      faults.clockSkew = 0;
      faults.maxAppendSize = undefined;
    },
  };

  const isDue = (each: Active, call: CallSite): boolean => {
    const { skip = 0, times = Number.POSITIVE_INFINITY } = each.fault;
    if (each.strikes >= times || !concerns(each.fault, call)) return false;
    each.matches += 1;
    return each.matches > skip;
  };

  const strike: FaultBoard['strike'] = (call) => {
    for (const each of active) {
      if (!isDue(each, call)) continue;
      each.strikes += 1;
      for (const { times, settle } of each.watchers) if (each.strikes >= times) settle();
      return { effect: each.fault.effect, wait: (goOn) => waitFor(each, goOn) };
    }
    return undefined;
  };

  const waitFor = ({ fault: { effect }, held }: Active, goOn: () => void): void => {
    if (effect.kind === 'hold') held.add(goOn);
    else if (effect.kind === 'delay') after(effect.milliseconds, goOn);
  };

  return { faults, strike };
};

/** The failure in full; who the leader is only the server can tell. */
export const failureOf = (failure: Failure, leader: RpcFailure): RpcFailure => {
  switch (failure) {
    case 'not-leader':
      return leader;
    case 'too-slow':
      return consumerTooSlow;
    case 'not-ready':
      return notReady;
    case 'timeout':
      return timedOut('as the fault says');
    case 'access-denied':
      return accessDenied;
    default:
      return failure;
  }
};
