import type { CampaignMemberRecord, UnsubscribedBy } from '../state.ts';
import { WrittenChannel } from '../vocabulary.ts';

/** For which channels something is said, and by whom. */
interface Said {
  readonly channel?: WrittenChannel | undefined;
  readonly cause?: 'consent' | undefined;
  readonly reason?: string | undefined;
}

type Unsubscribed = CampaignMemberRecord['unsubscribed'];

/** How withdrawn consents ended mailings before events said their cause. */
const reasonOfConsent = 'the consent was withdrawn';

const channelsOf = ({ channel }: Said): readonly WrittenChannel[] =>
  channel === undefined ? WrittenChannel.options : [channel];

/** Who ends mailings: a member's own word, or a consent. */
export const causeOf = ({ cause, reason }: Said): UnsubscribedBy =>
  cause ?? (reason === reasonOfConsent ? 'consent' : 'member');

/** The channels that are closed after one more word. A member's own is not replaced by a consent's. */
export const unsubscribed = (closed: Unsubscribed, said: Said): Unsubscribed => {
  const by = causeOf(said);
  return new Map([
    ...closed,
    ...channelsOf(said).map((channel): [WrittenChannel, UnsubscribedBy] => [
      channel,
      closed.get(channel) === 'member' ? 'member' : by,
    ]),
  ]);
};

/** The channels that are closed after some are opened: a consent opens only what a consent closed. */
export const resubscribed = (closed: Unsubscribed, said: Said): Unsubscribed => {
  const opened = channelsOf(said);
  return new Map(
    [...closed].filter(
      ([channel, by]) => !opened.includes(channel) || (said.cause === 'consent' && by === 'member'),
    ),
  );
};
