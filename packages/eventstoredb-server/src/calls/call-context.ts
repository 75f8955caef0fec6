import type { FaultBoard, Operation } from '../faults.ts';
import { failureOf } from '../faults.ts';
import type { Access } from '../security/access.ts';
import type { Store } from '../store/store.ts';
import type { RpcFailure } from './rpc-failure.ts';

/** The server whose semantics are followed where they differ between versions. */
export type ServerVersion = '23.10' | '24.10';

/** What every service of one node works with. */
export interface CallContext {
  readonly node: number;
  readonly version: ServerVersion;
  readonly store: Store;
  readonly board: FaultBoard;
  readonly access: Access;
  /** Milliseconds since 1970, as this server sees them. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Bytes of data that one append may have. */
  readonly maxAppendSize: () => number;
  /** What to say when the leader is asked for; undefined on the leader. */
  readonly redirect: () => RpcFailure | undefined;
  /** As `redirect`, but on the leader as well. */
  readonly leader: () => RpcFailure;
  /** False once the node has ended that this call came to: what it held it does no more. */
  readonly isAlive: () => boolean;
  /** Breaks the connection that this peer asks over. */
  readonly cut: (peer: string) => void;
}

/** One call as far as faults are concerned. */
export interface Performance<Outcome> {
  readonly operation: Operation;
  readonly stream: string;
  readonly peer: string;
  readonly apply: () => Outcome;
  readonly answer: (outcome: Outcome) => void;
  readonly fail: (failure: RpcFailure) => void;
}

/** Does what was asked and answers, unless a fault says otherwise. */
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
