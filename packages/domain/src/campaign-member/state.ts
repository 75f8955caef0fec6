import type { Of } from '@presales/kernel';
import type { CampaignMemberEvent } from './events.ts';
import type { BounceKind } from './vocabulary.ts';

/** A mailing or letter that went out, and how it came back if it did. */
export interface Sent {
  readonly by: 'e-mail' | 'letter';
  readonly test: boolean;
  readonly bounced?: BounceKind;
}

/** How a party answered. */
export type CampaignResponse = Of<CampaignMemberEvent, 'CampaignResponseRecorded'>['data'];

/** How a campaign met a party. */
export type CampaignTouch = Of<CampaignMemberEvent, 'CampaignTouchRecorded'>['data'];

/** What passed between a campaign and a party, under its ids, oldest first. */
export interface CampaignMemberBook {
  readonly unsubscribed: boolean;
  readonly sent: ReadonlyMap<string, Sent>;
  readonly responses: ReadonlyMap<string, CampaignResponse>;
  readonly touches: ReadonlyMap<string, CampaignTouch>;
}

/**
 * What a party is to a campaign. `outside` was never enrolled though something is known of it: it
 * unsubscribed beforehand, or was sent a mailing to try it out.
 */
export type CampaignMember =
  | { readonly status: 'absent' }
  | (CampaignMemberBook & { readonly status: 'outside' | 'enrolled' | 'removed' });
