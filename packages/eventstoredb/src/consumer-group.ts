import { backoff } from './backoff.ts';
import { chance } from './chance.ts';
import { toEventLogError } from './event-log-error.ts';
import { isPermanent, messageOf } from './fault.ts';
import { logFilter } from './filter.ts';
import type { ConsumerGroupOptions } from './group-options.ts';
import { GroupSession } from './group-session.ts';
import { groupOnAll, groupOnStream } from './group-source.ts';
import { after, pause } from './timers.ts';

/** A worker of a group. */
export interface ConsumerGroup {
  /**
   * Works until the signal aborts, and resolves when what is under way is done. A group that does
   * not exist yet is created. Whatever breaks the subscription, it is taken up again.
   *
   * @throws EventLogError `event-log/access-denied`
   */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Gives the parked events to the workers once more. */
  readonly replayParked: () => Promise<void>;
}

/**
 * Competing workers on a persistent subscription, for side effects such as mails and calls of other
 * systems. The server remembers what is done, and shares events among the workers of a group.
 *
 * It does not promise order: events of one stream may be handled side by side, or in any order
 * after a retry. Nor does it promise "exactly once": an event whose acknowledgement was lost comes
 * again, to this worker or another, so the effect must be idempotent, or be looked up by the
 * event's id. Read models need both promises, so they follow the log by a projector instead.
 *
 * A group on one stream promises no more. Its events are shared and retried in the same way, so
 * that they are not handled in the stream's order, not even by one worker with one event in flight.
 */
export const consumerGroup = (options: ConsumerGroupOptions): ConsumerGroup => {
  const { client, group, stream, namespace } = options;
  const prefix = namespace === undefined ? '' : `${namespace}.`;
  const filter = logFilter(options, prefix);
  const source =
    stream === undefined
      ? groupOnAll(client, group, filter)
      : groupOnStream(client, group, stream.startsWith('$') ? stream : prefix + stream);
  return {
    run: (signal) => work(options, new GroupSession(options, source, filter), signal),
    replayParked: source.replayParked,
  };
};

/** Works in sessions until the signal aborts. A session that breaks is followed by a pause. */
const work = async (
  { group, onTrouble = () => undefined, after: later = after }: ConsumerGroupOptions,
  session: GroupSession,
  signal: AbortSignal,
): Promise<void> => {
  let failures = 0;
  const begun = (): void => {
    failures = 0;
  };
  while (!signal.aborted) {
    try {
      await session.run(signal, begun);
    } catch (error) {
      if (signal.aborted) return;
      if (isPermanent(error)) throw toEventLogError(error, group);
      onTrouble(messageOf(error));
    }
    failures += 1;
    if (!signal.aborted) await pause(later, backoff(failures, chance()), signal);
  }
};
