import { BEGINNING } from '@presales/kernel';
import type { FollowOptions, LivePage } from '@presales/kernel/store';
import { Follower, type Following } from './follower.ts';

/**
 * Follows the log. As long as a hub has what comes next, it comes from there. A follower that is
 * behind every hub reads for itself until it meets one, and one that is ahead of all begins a hub.
 *
 * @throws EventLogError when trying again can never help
 */
export async function* follow(
  parts: Following,
  { after = BEGINNING, signal, ...wanted }: FollowOptions,
): AsyncGenerator<LivePage> {
  const follower = new Follower(parts, wanted, after, signal);
  if (follower.ended()) return;
  try {
    follower.begin();
    // Only who has asked for the end itself can say that it has reached it.
    const opened = await follower.askForEnd();
    if (opened === undefined) return;
    while (!follower.ended()) {
      const hub = follower.nextHub();
      const page = hub === undefined ? await follower.readOn() : follower.take(hub, opened);
      if (page !== undefined) yield page;
      else if (hub !== undefined) await follower.waitFor(hub);
    }
  } finally {
    follower.end();
  }
}
