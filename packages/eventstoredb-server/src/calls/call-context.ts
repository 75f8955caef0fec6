import type { FaultBoard, Operation } from '../faults.ts';
import { failureOf } from '../faults.ts';
import type { Access } from '../security/access.ts';
import type { Store } from '../store/store.ts';
import type { RpcFailure } from './rpc-failure.ts';

/** The version to behave as where versions differ. */
export type ServerVersion = '23.10' | '24.10';

/** What every call to one node works with. */
export interface CallContext {
  readonly node: number;
  readonly version: ServerVersion;
  readonly store: Store;
  readonly board: FaultBoard;
  readonly access: Access;
  /** The clock of this server, in milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  /** The greatest number of bytes of data in one append. */
  readonly maxAppendSize: () => number;
  /** The answer to a client that insists on the leader; undefined on the leader itself. */
  readonly redirect: () => RpcFailure | undefined;
  /** The same, but on the leader as well. */
  readonly leader: () => RpcFailure;
  /** False once the node that received the call has ended: what was held back is then not done. */
  readonly isAlive: () => boolean;
  /** Breaks the connection of this peer. */
  readonly cut: (peer: string) => void;
}

/** A call in the parts between which a fault may strike. */
export interface Performance<Outcome> {
  readonly operation: Operation;
  readonly stream: string;
  readonly peer: string;
  readonly apply: () => Outcome;
  readonly answer: (outcome: Outcome) => void;
  readonly fail: (failure: RpcFailure) => void;
}

/** Carries out a call and answers it, unless a fault says otherwise. */
export const perform = <Outcome>(
  context: CallContext,
  { operation, stream, peer, apply, answer, fail }: Performance<Outcome>,
): void => {
  const strike = context.board.strike({ operation, stream, node: context.node });
  if (strike === undefined) {
    answer(apply());
    return;
  }
  const { effect, wait } = strike;
  if (effect.kind === 'fail') {
    fail(failureOf(effect.with, context.leader()));
    return;
  }
  if (effect.kind === 'fall-behind') {
    answer(apply());
    return;
  }
  const outcome = effect.at === 'reply' ? { value: apply() } : undefined;
  if (effect.kind === 'cut') context.cut(peer);
  else
    wait(() => {
      if (context.isAlive()) answer(outcome === undefined ? apply() : outcome.value);
    });
};
