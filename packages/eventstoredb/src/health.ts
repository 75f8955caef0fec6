import { messageOf } from './fault.ts';
import type { FollowerStatus } from './follower.ts';
import type { Followers } from './followers.ts';
import type { Head } from './head.ts';
import type { Server } from './server.ts';
import { within } from './timers.ts';

/** What is wrong with a log's followers, if anything is. */
export interface Health {
  /**
   * `failing`: the server cannot be reached, or not be read; it is tried again for ever. `stuck`:
   * the server answers and the log goes on, but a follower does not: its subscription or its
   * handler has stopped.
   */
  readonly status: 'healthy' | 'stuck' | 'failing';
  /** One sentence for each thing that is wrong. */
  readonly problems: readonly string[];
  readonly followers: readonly FollowerStatus[];
}

/** Asks the server where the log ends, and looks at the followers. */
export const healthOf = async (
  { after, readTimeout }: Server,
  head: Head,
  followers: Followers,
): Promise<Health> => {
  const trouble = await within(after, readTimeout, head.ask()).then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  const statuses = followers.statuses();
  const failing = [
    ...(trouble === undefined ? [] : [trouble]),
    ...statuses.flatMap((status) =>
      status.trouble === undefined ? [] : [`${nameOf(status)}: ${status.trouble}`],
    ),
  ];
  const stuck = followers
    .stalled()
    .map((status) => `${nameOf(status)}: no progress from ${status.through} while the log goes on`);
  return {
    status: failing.length > 0 ? 'failing' : stuck.length > 0 ? 'stuck' : 'healthy',
    problems: [...failing, ...stuck],
    followers: statuses,
  };
};

const nameOf = ({ filter: { types, categories } }: FollowerStatus): string => {
  const wanted = [...(types ?? []), ...(categories ?? [])];
  return wanted.length === 0
    ? 'the follower of everything'
    : `the follower of ${wanted.join(', ')}`;
};
