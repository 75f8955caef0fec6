import {
  type CampaignMemberCommand,
  type CampaignMemberEvent,
  campaignMember,
  type SendingGrounds,
} from '@presales/domain/campaign-member';
import { scenario } from '@presales/testing';

const { given } = scenario(campaignMember);

const at = '2026-03-02T09:00:00.000Z';
const member = { campaignId: 'expo', partyId: 'acme' };
const enrolled: CampaignMemberEvent = { type: 'CampaignMemberEnrolled', data: member };

type Channel = 'e-mail' | 'letter';
type Said = {
  readonly channel?: Channel;
  readonly cause?: 'consent';
  readonly reason?: string;
};
const closed = (said: Said = {}): CampaignMemberEvent => ({
  type: 'CampaignMemberUnsubscribed',
  data: { ...member, ...said },
});
const close = (said: Said = {}): CampaignMemberCommand => ({
  type: 'UnsubscribeMember',
  data: { ...member, ...said, at },
});
const opened = (said: Said = {}): CampaignMemberEvent => ({
  type: 'CampaignMemberResubscribed',
  data: { ...member, ...said },
});
const open = (said: Said = {}): CampaignMemberCommand => ({
  type: 'ResubscribeMember',
  data: { ...member, ...said, at },
});

const sent = {
  'e-mail': { type: 'MailingSent', data: { ...member, mailingId: 'm', channel: 'e-mail' } },
  letter: { type: 'LetterPosted', data: { ...member, letterId: 'm' } },
} as const satisfies Record<Channel, CampaignMemberEvent>;
const send = (
  channel: Channel,
  more: { readonly grounds?: SendingGrounds; readonly test?: true } = {},
): CampaignMemberCommand =>
  channel === 'letter'
    ? { type: 'PostLetter', data: { ...member, letterId: 'm', ...more, at } }
    : { type: 'SendMailing', data: { ...member, mailingId: 'm', channel, ...more, at } };

const consent = { cause: 'consent' } as const;
const old = { reason: 'the consent was withdrawn' };

describe('a member that wants nothing more', () => {
  it.each<[string, readonly CampaignMemberEvent[], readonly Channel[]]>([
    ['by any means', [closed()], []],
    ['by letter', [closed({ channel: 'letter' })], ['e-mail']],
    ['by e-mail', [closed({ channel: 'e-mail' })], ['letter']],
    [
      'by letter, then by e-mail',
      [closed({ channel: 'letter' }), closed({ channel: 'e-mail' })],
      [],
    ],
    ['until it says otherwise', [closed(), opened()], ['e-mail', 'letter']],
    ['but letters again', [closed(), opened({ channel: 'letter' })], ['letter']],
    ['until it consents again', [closed(consent), opened(consent)], ['e-mail', 'letter']],
    ['by its own word, whatever it consents to', [closed(), opened(consent)], []],
    ['by its own word after its consent’s', [closed(consent), closed(), opened(consent)], []],
    ['by its own word before its consent’s', [closed(), closed(consent), opened(consent)], []],
    [
      'by its own word by letter alone',
      [closed({ channel: 'letter' }), closed(consent), opened(consent)],
      ['e-mail'],
    ],
    [
      'by a consent of before causes were stored',
      [closed(old), opened(consent)],
      ['e-mail', 'letter'],
    ],
  ])('%s', (_, history, open) => {
    for (const channel of ['e-mail', 'letter'] as const) {
      const answer = given(enrolled, ...history).when(send(channel));
      if (open.includes(channel)) answer.emits(sent[channel]);
      else answer.refuses({ code: 'campaign-member/unsubscribed' });
    }
  });

  it.each<[string, readonly CampaignMemberEvent[], CampaignMemberCommand]>([
    ['nothing more twice', [closed()], close()],
    ['no letters after nothing at all', [closed()], close({ channel: 'letter' })],
    ['the same by its consent', [closed()], close(consent)],
    ['letters that it gets', [], open({ channel: 'letter' })],
    ['by its consent what it ended itself', [closed()], open(consent)],
  ])('says %s, and nothing changes', (_, history, command) =>
    given(enrolled, ...history)
      .when(command)
      .emits(),
  );

  it('says itself what only its consent had said', () =>
    given(enrolled, closed(consent)).when(close()).emits(closed()));
});

describe('what was looked up when a mailing is sent', () => {
  const grounds: SendingGrounds = { campaign: 'live', address: 'known', basis: 'opt-in' };
  const channels = ['e-mail', 'letter'] as const;

  it.each(channels)('lets it go: %s', (channel) =>
    given(enrolled).when(send(channel, { grounds })).emits(sent[channel]),
  );

  it.each(channels)('stops it where the campaign was called off: %s', (channel) =>
    given(enrolled)
      .when(send(channel, { grounds: { ...grounds, campaign: 'cancelled' } }))
      .refuses({ code: 'campaign-member/campaign-cancelled' }),
  );

  it.each(channels)('stops it where no address is known: %s', (channel) =>
    given(enrolled)
      .when(send(channel, { grounds: { ...grounds, address: 'unknown' } }))
      .refuses({ code: 'campaign-member/no-address', channel }),
  );

  it.each(channels)('stops it where there is no ground for it: %s', (channel) =>
    given(enrolled)
      .when(send(channel, { grounds: { ...grounds, basis: 'none' } }))
      .refuses({ code: 'campaign-member/no-basis', channel }),
  );

  it('stops no trial for want of a campaign or a permission, but of an address', () => {
    const none: SendingGrounds = { campaign: 'cancelled', address: 'known', basis: 'none' };
    given(enrolled)
      .when(send('letter', { grounds: none, test: true }))
      .emits({ type: 'LetterPosted', data: { ...member, letterId: 'm', test: true } });
    given(enrolled)
      .when(send('e-mail', { grounds: { ...none, address: 'unknown' }, test: true }))
      .refuses({ code: 'campaign-member/no-address', channel: 'e-mail' });
  });

  it('makes no difference to what was sent already', () =>
    given(enrolled, sent['e-mail'])
      .when(send('e-mail', { grounds: { ...grounds, basis: 'none' } }))
      .emits());
});
