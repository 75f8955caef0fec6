import type { Of } from '@presales/kernel';
import type { CampaignMemberEvent } from './events.ts';
import type { BounceKind, WrittenChannel } from './vocabulary.ts';

/** A mailing or letter that went out, and how it came back if it did. */
export interface Sent {
  readonly by: 'e-mail' | 'letter';
  readonly test: boolean;
  readonly bounced?: BounceKind;
}

/** Whose word it is that ends mailings: the member's own, or its consent's that was withdrawn. */
export type UnsubscribedBy = 'member' | 'consent';

/** How a party answered. */
export type CampaignResponse = Of<CampaignMemberEvent, 'CampaignResponseRecorded'>['data'];

/** How a campaign met a party. */
export type CampaignTouch = Of<CampaignMemberEvent, 'CampaignTouchRecorded'>['data'];

/** What passed between a campaign and a party, under its ids, oldest first. */
export interface CampaignMemberRecord {
  /** By which channels nothing more is to be sent, and who said so: the member, or a consent. */
  readonly unsubscribed: ReadonlyMap<WrittenChannel, UnsubscribedBy>;
  readonly sent: ReadonlyMap<string, Sent>;
  readonly responses: ReadonlyMap<string, CampaignResponse>;
  readonly touches: ReadonlyMap<string, CampaignTouch>;
}

/**
 * What a party is to a campaign. A party `outside` was never enrolled, yet something is known of it:
 * it unsubscribed beforehand, or was sent a mailing as a test.
 */
export type CampaignMember =
  | { readonly status: 'absent' }
  | {
      readonly status: 'outside' | 'enrolled' | 'removed';
      readonly record: CampaignMemberRecord;
    };

/** What passed between a campaign and a party; nothing where no event was recorded yet. */
export const recordOf = (state: CampaignMember): CampaignMemberRecord =>
  state.status === 'absent' ? nothing : state.record;

const nothing: CampaignMemberRecord = {
  unsubscribed: new Map(),
  sent: new Map(),
  responses: new Map(),
  touches: new Map(),
};
