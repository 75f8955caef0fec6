import {
  accessDenied,
  consumerTooSlow,
  notReady,
  type RpcFailure,
  timedOut,
} from './calls/rpc-failure.ts';
import { after } from './timer.ts';

/** What a client can do; `deliver` is each message of a running subscription. */
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

/** A failure by its common name, or any other in full. */
export type Failure =
  | 'not-leader'
  | 'too-slow'
  | 'not-ready'
  | 'timeout'
  | 'access-denied'
  | RpcFailure;

/**
 * What goes wrong. `request` is before the call is carried out, `reply` is after that and before the
 * client hears of it: a write that is dropped at `reply` is stored, but the client cannot know it.
 *
 * - `hold`: the call waits until the fault is lifted, and then continues.
 * - `delay`: the call waits for some milliseconds, and then continues.
 * - `drop`: the call never continues; the connection stays open.
 * - `cut`: the connection of the call breaks.
 * - `fail`: the call is refused; a running subscription ends with this error.
 * - `fall-behind`: on `deliver`, the subscriber is told that it fell behind, and continues.
 */
export type Effect =
  | { readonly kind: 'hold' | 'drop' | 'cut'; readonly at: 'request' | 'reply' }
  | { readonly kind: 'delay'; readonly at: 'request' | 'reply'; readonly milliseconds: number }
  | { readonly kind: 'fail'; readonly with: Failure }
  | { readonly kind: 'fall-behind' };

/** A fault: what goes wrong, for whom, and how often. */
export interface Fault {
  readonly on: Operation | readonly Operation[];
  /** Limits the fault to one stream, or to those that the function accepts. */
  readonly stream?: string | ((stream: string) => boolean);
  /** Limits the fault to one node, counted from 0. */
  readonly node?: number;
  /** How many matching calls to spare first. */
  readonly skip?: number;
  /** How often the fault strikes; by default until it is lifted. */
  readonly times?: number;
  readonly effect: Effect;
}

/** A fault in force. */
export interface InjectedFault {
  /** How often it has struck. */
  readonly strikes: () => number;
  /** Resolves as soon as it has struck that often; once by default. */
  readonly struck: (times?: number) => Promise<void>;
  /** Ends the fault; calls that it holds continue. */
  readonly lift: () => void;
}

/** The switches by which a test makes a server misbehave. */
export interface Faults {
  /** Puts a fault in force. Where several match a call, the one injected first strikes. */
  readonly inject: (fault: Fault) => InjectedFault;
  /** Lifts all faults, and resets the clock and the append size. */
  readonly clear: () => void;
  /** How far the clock of the server is ahead of the machine's, in milliseconds; may be negative. */
  clockSkew: number;
  /** Overrides the greatest number of bytes of data in one append, unless it is undefined. */
  maxAppendSize: number | undefined;
}

/** What a fault does to one call. */
export interface Strike {
  readonly effect: Effect;
  /** Calls back when the call may continue, which may be never. */
  readonly wait: (goOn: () => void) => void;
}

/** The switches together with what the services ask them. */
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

/** The switches of a server, all off. */
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

/** The failure in full; `leader` is the answer that names the leader. */
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
