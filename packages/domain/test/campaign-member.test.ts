import {
  type CampaignMemberCommand,
  type CampaignMemberEvent,
  campaignMember,
  campaignMemberIdOf,
  firstResponseOf,
  type ResponseKind,
} from '@presales/domain/campaign-member';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(campaignMember);

const at = '2026-03-02T09:00:00.000Z';
const member = { campaignId: 'expo', partyId: 'acme' };

const enrol: CampaignMemberCommand = { type: 'EnrolCampaignMember', data: { ...member, at } };
const enrolled: CampaignMemberEvent = { type: 'CampaignMemberEnrolled', data: member };
const remove: CampaignMemberCommand = {
  type: 'RemoveCampaignMember',
  data: { ...member, reason: 'a supplier', at },
};
const removed: CampaignMemberEvent = {
  type: 'CampaignMemberRemoved',
  data: { ...member, reason: 'a supplier' },
};
const unsubscribe: CampaignMemberCommand = {
  type: 'UnsubscribeMember',
  data: { ...member, reason: 'too many', at },
};
const unsubscribed: CampaignMemberEvent = {
  type: 'CampaignMemberUnsubscribed',
  data: { ...member, reason: 'too many' },
};

const mail = (mailingId: string, more: { readonly test?: true } = {}): CampaignMemberCommand => ({
  type: 'SendMailing',
  data: { ...member, mailingId, channel: 'e-mail', ...more, at },
});
const mailed = (mailingId: string, more: { readonly test?: true } = {}): CampaignMemberEvent => ({
  type: 'MailingSent',
  data: { ...member, mailingId, channel: 'e-mail', ...more },
});
const post = (letterId: string, more: { readonly test?: true } = {}): CampaignMemberCommand => ({
  type: 'PostLetter',
  data: { ...member, letterId, ...more, at },
});
const posted = (letterId: string, more: { readonly test?: true } = {}): CampaignMemberEvent => ({
  type: 'LetterPosted',
  data: { ...member, letterId, ...more },
});
const bounce = (
  kind: 'hard' | 'soft',
  mailingId = 'm1',
  more: { readonly reason?: string } = {},
): CampaignMemberCommand => ({
  type: 'RecordMailingBounce',
  data: { ...member, mailingId, kind, ...more, at },
});
const bounced = (
  kind: 'hard' | 'soft',
  mailingId = 'm1',
  more: { readonly reason?: string } = {},
): CampaignMemberEvent => ({
  type: 'CampaignMemberBounced',
  data: { ...member, mailingId, kind, ...more },
});

interface Answered {
  readonly responseId?: string;
  readonly kind?: ResponseKind;
  readonly mailingId?: string;
  readonly link?: string;
}
const response = (answered: Answered) => ({
  ...member,
  responseId: 'r1',
  kind: 'form' as const,
  ...answered,
});
const respond = (answered: Answered = {}): CampaignMemberCommand => ({
  type: 'RecordCampaignResponse',
  data: { ...response(answered), at },
});
const responded = (answered: Answered = {}): CampaignMemberEvent => ({
  type: 'CampaignResponseRecorded',
  data: response(answered),
});

const touch = { ...member, touchId: 't1', kind: 'conversation', leadId: 'l1' } as const;
const meet: CampaignMemberCommand = { type: 'RecordCampaignTouch', data: { ...touch, at } };
const met: CampaignMemberEvent = { type: 'CampaignTouchRecorded', data: touch };

describe("a campaign's member", () => {
  it('is enrolled', () => given().when(enrol).emits(enrolled));
  it('is enrolled once', () => given(enrolled, responded()).when(enrol).changesNothing());
  it('is removed, and why is kept', () => given(enrolled).when(remove).emits(removed));

  it('may be removed without a reason', () =>
    given(enrolled)
      .when({ type: 'RemoveCampaignMember', data: { ...member, at } })
      .emits({ type: 'CampaignMemberRemoved', data: member }));

  it('is removed once', () => given(enrolled, removed).when(remove).changesNothing());

  it.each([
    ['nobody ever heard of', []],
    ['that only unsubscribed', [unsubscribed]],
  ])('is not removed when it is one %s', (_, history) =>
    given(...history)
      .when(remove)
      .refuses({ code: 'campaign-member/not-enrolled' }),
  );

  it('may be enrolled again, and what it did is not forgotten', () => {
    given(enrolled, responded(), removed).when(enrol).emits(enrolled);
    given(enrolled, responded(), removed, enrolled).when(respond()).changesNothing();
  });

  it('has a stream for each campaign and party', () => {
    expect(campaignMember.identify(enrol)).toBe('expo/acme');
    expect(campaignMemberIdOf('a/b%/', 'c/d%')).toBe('a%2Fb%25%2F/c/d%');
    expect(campaignMemberIdOf('a/b', 'c')).not.toBe(campaignMemberIdOf('a', 'b/c'));
    expect(campaignMemberIdOf('a%2Fb', 'c')).not.toBe(campaignMemberIdOf('a/b', 'c'));
  });
});

describe.each([
  { what: 'a mailing', send: mail, sent: mailed },
  { what: 'a letter', send: post, sent: posted },
])('$what of a campaign', ({ send, sent }) => {
  it('goes out to its members (S10, S12)', () =>
    given(enrolled).when(send('m1')).emits(sent('m1')));

  it('goes out once', () => given(enrolled, sent('m1')).when(send('m1')).changesNothing());

  it('is followed by the next one', () =>
    given(enrolled, sent('m1')).when(send('m2')).emits(sent('m2')));

  it.each([
    ['was never enrolled', []],
    ['was removed', [enrolled, removed]],
    ['only unsubscribed', [unsubscribed]],
  ])('does not go to a party that %s', (_, history) =>
    given(...history)
      .when(send('m1'))
      .refuses({ code: 'campaign-member/not-enrolled' }),
  );

  it('does not go to a member that unsubscribed (S12)', () =>
    given(enrolled, unsubscribed)
      .when(send('m1'))
      .refuses({ code: 'campaign-member/unsubscribed' }));

  it('does not go to a party that unsubscribed before it was enrolled', () =>
    given(unsubscribed, enrolled)
      .when(send('m1'))
      .refuses({ code: 'campaign-member/unsubscribed' }));

  it('does not go to a party that unsubscribed, was removed and enrolled again', () =>
    given(enrolled, unsubscribed, removed, enrolled)
      .when(send('m1'))
      .refuses({ code: 'campaign-member/unsubscribed' }));

  it('went out already, though the member unsubscribed since', () =>
    given(enrolled, sent('m1'), unsubscribed).when(send('m1')).changesNothing());

  it('does not stop for a soft bounce, however often one came', () =>
    given(enrolled, mailed('a'), bounced('soft', 'a'), mailed('b'), bounced('soft', 'b'))
      .when(send('m1'))
      .emits(sent('m1')));

  it('is tried out on anybody, who is no member by that', () => {
    given()
      .when(send('m1', { test: true }))
      .emits(sent('m1', { test: true }));
    given(sent('m1', { test: true }))
      .when(send('m2', { test: true }))
      .emits(sent('m2', { test: true }));
    given(sent('m1', { test: true }))
      .when(send('m2'))
      .refuses({ code: 'campaign-member/not-enrolled' });
  });

  it('is not tried out on somebody who unsubscribed', () =>
    given(unsubscribed)
      .when(send('m1', { test: true }))
      .refuses({ code: 'campaign-member/unsubscribed' }));

  it('does not share its id with a trial', () =>
    given(enrolled, sent('m1', { test: true }))
      .when(send('m1'))
      .refuses({ code: 'campaign-member/mailing-exists', mailingId: 'm1' }));
});

describe('a mailing and a letter', () => {
  it.each([
    [mail('m1'), posted('m1')],
    [post('m1'), mailed('m1')],
  ])('do not share an id: refuses $type', (command, sent) =>
    given(enrolled, sent)
      .when(command)
      .refuses({ code: 'campaign-member/mailing-exists', mailingId: 'm1' }),
  );
});

describe('a mailing that came back', () => {
  it.each(['hard', 'soft'] as const)('bounced: %s', (kind) =>
    given(enrolled, mailed('m1'))
      .when(bounce(kind, 'm1', { reason: '550 no such user' }))
      .emits(bounced(kind, 'm1', { reason: '550 no such user' })),
  );

  it('may say nothing more', () =>
    given(enrolled, mailed('m1')).when(bounce('hard')).emits(bounced('hard')));

  it.each([
    ['hard', 'hard'],
    ['soft', 'soft'],
    ['hard', 'soft'],
  ] as const)('bounced once: %s, then %s', (first, second) =>
    given(enrolled, mailed('m1'), bounced(first)).when(bounce(second)).changesNothing(),
  );

  it('may turn out to be dead after it was busy', () =>
    given(enrolled, mailed('m1'), bounced('soft')).when(bounce('hard')).emits(bounced('hard')));

  it('stops later e-mails when it bounced hard (S12)', () =>
    given(enrolled, mailed('m0'), mailed('m1'), bounced('hard'))
      .when(mail('m2'))
      .refuses({ code: 'campaign-member/hard-bounced', mailingId: 'm1' }));

  it('stops trials too when it bounced hard', () =>
    given(enrolled, mailed('m1'), bounced('hard'))
      .when(mail('m2', { test: true }))
      .refuses({ code: 'campaign-member/hard-bounced', mailingId: 'm1' }));

  it('does not stop letters', () =>
    given(enrolled, mailed('m1'), bounced('hard')).when(post('l1')).emits(posted('l1')));

  it('is known to have gone out', () =>
    given(enrolled, mailed('m1'), bounced('hard')).when(mail('m1')).changesNothing());

  it.each([
    ['nobody sent to anybody', []],
    ['nobody sent to this member', [enrolled, mailed('m2')]],
  ])('is not one that %s', (_, history) =>
    given(...history)
      .when(bounce('hard'))
      .refuses({ code: 'campaign-member/unknown-mailing', mailingId: 'm1' }),
  );

  it('is not a letter', () =>
    given(enrolled, posted('m1'))
      .when(bounce('hard'))
      .refuses({ code: 'campaign-member/not-an-e-mail', mailingId: 'm1' }));

  it('counts for nothing when it was a trial', () =>
    given(enrolled, mailed('m1', { test: true }))
      .when(bounce('hard'))
      .refuses({ code: 'campaign-member/test-mailing', mailingId: 'm1' }));

  it('is recorded though the member was removed since', () =>
    given(enrolled, mailed('m1'), removed).when(bounce('hard')).emits(bounced('hard')));

  it('leaves a history alone that no mailing came before', () =>
    given(bounced('hard')).is({ status: 'absent' }));
});

describe('a party that wants no mailings (S12)', () => {
  it.each([
    ['a member', [enrolled]],
    ['nobody yet', []],
    ['a member no more', [enrolled, removed]],
  ])('unsubscribes, be it %s', (_, history) =>
    given(...history)
      .when(unsubscribe)
      .emits(unsubscribed),
  );

  it('need not say why', () =>
    given(enrolled)
      .when({ type: 'UnsubscribeMember', data: { ...member, at } })
      .emits({ type: 'CampaignMemberUnsubscribed', data: member }));

  it('unsubscribes once', () => given(enrolled, unsubscribed).when(unsubscribe).changesNothing());

  it('may still answer, and is a member then', () => {
    given(enrolled, unsubscribed).when(respond()).emits(responded());
    given(unsubscribed).when(respond()).emits(enrolled, responded());
  });
});

describe("a member's answer", () => {
  it('is recorded', () => given(enrolled).when(respond()).emits(responded()));
  it('enrols, should nobody have done so', () =>
    given().when(respond()).emits(enrolled, responded()));
  it('does not bring back who was removed', () =>
    given(enrolled, removed).when(respond()).emits(responded()));
  it('counts once', () => given(enrolled, responded()).when(respond()).changesNothing());

  it('may come in the same way again', () =>
    given(enrolled, responded())
      .when(respond({ responseId: 'r2' }))
      .emits(responded({ responseId: 'r2' })));

  it.each([
    ['kind', respond({ kind: 'click' })],
    ['link', respond({ link: 'https://example.org' })],
    ['mailing', respond({ mailingId: 'm1' })],
  ])('does not share its id with one of another %s', (_, command) =>
    given(enrolled, mailed('m1'), responded())
      .when(command)
      .refuses({ code: 'campaign-member/response-exists', responseId: 'r1', kind: 'form' }),
  );

  const click = { kind: 'click', mailingId: 'm1', link: 'https://example.org/a' } as const;
  it.each([mailed('m1'), posted('m1')])('may be to what was sent: $type', (sent) =>
    given(enrolled, sent).when(respond(click)).emits(responded(click)),
  );

  it('counts once for the link that was followed, however often it was', () =>
    given(enrolled, mailed('m1'), responded(click))
      .when(respond({ ...click, responseId: 'r2' }))
      .changesNothing());

  it.each([
    ['link', { ...click, link: 'https://example.org/b' }],
    ['mailing', { ...click, mailingId: 'm2' }],
    ['kind', { ...click, kind: 'reply' } as const],
  ])('counts apart for another %s', (_, other) =>
    given(enrolled, mailed('m1'), mailed('m2'), responded(click))
      .when(respond({ ...other, responseId: 'r2' }))
      .emits(responded({ ...other, responseId: 'r2' })),
  );

  it('counts once for its kind where no link is known', () => {
    const reply = { kind: 'reply', mailingId: 'm1' } as const;
    given(enrolled, mailed('m1'), responded(reply))
      .when(respond({ ...reply, responseId: 'r2' }))
      .changesNothing();
  });

  it.each([
    ['nobody was sent', []],
    ['this member was not sent', [enrolled, mailed('m2')]],
  ])('is not to a mailing that %s', (_, history) =>
    given(...history)
      .when(respond(click))
      .refuses({ code: 'campaign-member/unknown-mailing', mailingId: 'm1' }),
  );

  it('counts for nothing when it is to a trial', () =>
    given(enrolled, mailed('m1', { test: true }))
      .when(respond(click))
      .refuses({ code: 'campaign-member/test-mailing', mailingId: 'm1' }));

  it('that came first stays the first', () => {
    const after = (...events: readonly CampaignMemberEvent[]) =>
      firstResponseOf(fold(campaignMember.decider, events));
    expect(after()).toBeUndefined();
    expect(after(enrolled)).toBeUndefined();
    expect(after(enrolled, responded(), responded({ responseId: 'r2', kind: 'call' }))).toEqual(
      response({}),
    );
  });
});

describe('a touch of a campaign', () => {
  it('is recorded with the lead it was about', () => given(enrolled).when(meet).emits(met));
  it('enrols, should nobody have done so', () => given().when(meet).emits(enrolled, met));
  it('enrols who was only sent a trial', () =>
    given(mailed('m1', { test: true }))
      .when(meet)
      .emits(enrolled, met));
  it('does not bring back who was removed', () => given(enrolled, removed).when(meet).emits(met));
  it('counts once', () => given(enrolled, met).when(meet).changesNothing());

  it('may come again', () =>
    given(enrolled, met)
      .when({ type: 'RecordCampaignTouch', data: { ...touch, touchId: 't2', at } })
      .emits({ type: 'CampaignTouchRecorded', data: { ...touch, touchId: 't2' } }));

  it('does not share its id with another', () =>
    given(enrolled, met)
      .when({ type: 'RecordCampaignTouch', data: { ...touch, kind: 'call', at } })
      .refuses({ code: 'campaign-member/touch-exists', touchId: 't1' }));
});
