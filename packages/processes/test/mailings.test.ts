import type { ConsentChannel, ConsentPurpose } from '@presales/domain/party';
import { type Request, withdrawnConsentEndsMailings } from '../src/index.ts';
import { desk } from './desk.ts';
import { monday, tuesday, wednesday } from './fixtures.ts';

const processes = [withdrawnConsentEndsMailings()];

const registered = (partyId = 'ada'): Request => ({
  aggregate: 'party',
  command: {
    type: 'RegisterParty',
    data: { partyId, details: { kind: 'person', name: 'Ada' }, at: monday },
  },
});
const enrolled = (campaignId: string, partyId = 'ada', at = monday): Request => ({
  aggregate: 'campaignMember',
  command: { type: 'EnrolCampaignMember', data: { campaignId, partyId, at } },
});
const withdrawn = (
  channel?: ConsentChannel,
  purpose: ConsentPurpose = 'marketing',
  partyId = 'ada',
): Request => ({
  aggregate: 'party',
  command: {
    type: 'WithdrawConsent',
    data: { partyId, purpose, ...(channel === undefined ? {} : { channel }), at: tuesday },
  },
});
const leaves = (
  campaignId: string,
  partyId = 'ada',
  at = tuesday,
  channel?: 'e-mail' | 'letter',
) => [
  'UnsubscribeMember',
  {
    campaignId,
    partyId,
    ...(channel === undefined ? {} : { channel }),
    cause: 'consent',
    reason: 'the consent was withdrawn',
    at,
  },
];
const given = (basis: 'opt-in' | 'double-opt-in', channel?: ConsentChannel): Request => ({
  aggregate: 'party',
  command: {
    type: 'GiveConsent',
    data: {
      partyId: 'ada',
      purpose: 'marketing',
      basis,
      ...(channel === undefined ? {} : { channel }),
      at: wednesday,
    },
  },
});
const mailed = (campaignId: string): Request => ({
  aggregate: 'campaignMember',
  command: {
    type: 'SendMailing',
    data: { campaignId, partyId: 'ada', mailingId: 'm-1', channel: 'e-mail', at: wednesday },
  },
});

const posted = (campaignId: string): Request => ({
  aggregate: 'campaignMember',
  command: {
    type: 'PostLetter',
    data: { campaignId, partyId: 'ada', letterId: 'l-1', at: wednesday },
  },
});

describe('a withdrawn consent', () => {
  it('ends the mailings of every campaign that the party is in', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), registered('bob'));
    await tell(enrolled('spring'), enrolled('autumn'), enrolled('spring', 'bob'), withdrawn());
    expect(asked()).toEqual([leaves('autumn'), leaves('spring')]);
    await expect(tell(mailed('spring'))).rejects.toThrow('campaign-member/');
  });

  it.each<'e-mail' | 'letter'>(['e-mail', 'letter'])(
    'for %s alone ends what is sent by it, and nothing else',
    async (channel) => {
      const { tell, asked } = desk(processes);
      await tell(registered(), enrolled('spring'), withdrawn(channel));
      expect(asked()).toEqual([leaves('spring', 'ada', tuesday, channel)]);
    },
  );

  it('by letter leaves e-mails going out', async () => {
    const { tell } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn('letter'), mailed('spring'));
    await expect(tell(posted('spring'))).rejects.toThrow('campaign-member/unsubscribed');
  });

  it.each<ConsentChannel>(['phone', 'sms', 'social-media', 'chat'])(
    'for %s alone ends no mailings',
    async (channel) => {
      const { tell, asked } = desk(processes);
      await tell(registered(), enrolled('spring'), withdrawn(channel));
      expect(asked()).toEqual([]);
    },
  );

  it('for one channel and then for all asks for the other one alone', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn('letter'), withdrawn());
    expect(asked().slice(1)).toEqual([leaves('spring', 'ada', tuesday, 'e-mail')]);
  });

  it('for a channel holds for campaigns that the party is enrolled in afterwards', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), withdrawn('letter'), enrolled('spring', 'ada', wednesday));
    expect(asked()).toEqual([leaves('spring', 'ada', wednesday, 'letter')]);
  });

  it('for another purpose ends none', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn(undefined, 'profiling'));
    expect(asked()).toEqual([]);
  });

  it('does not bother campaigns that the party has left', async () => {
    const { tell, asked } = desk(processes);
    await tell(
      registered(),
      enrolled('spring'),
      {
        aggregate: 'campaignMember',
        command: {
          type: 'RemoveCampaignMember',
          data: { campaignId: 'spring', partyId: 'ada', at: monday },
        },
      },
      enrolled('autumn'),
      {
        aggregate: 'campaignMember',
        command: {
          type: 'UnsubscribeMember',
          data: { campaignId: 'autumn', partyId: 'ada', at: monday },
        },
      },
      withdrawn(),
    );
    expect(asked()).toEqual([]);
  });

  it('holds for campaigns that the party is enrolled in afterwards', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), withdrawn(), enrolled('spring', 'ada', wednesday));
    expect(asked()).toEqual([leaves('spring', 'ada', wednesday)]);
  });

  it('holds under the ids of those that were merged into the party, before and after', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), registered('ada-2'), enrolled('spring', 'ada-2'));
    await tell(...mergedInto('ada-2', 'ada'), withdrawn());
    expect(asked()).toEqual([leaves('spring', 'ada-2')]);
    await tell(enrolled('autumn', 'ada-2', wednesday));
    expect(asked().slice(1)).toEqual([leaves('autumn', 'ada-2', wednesday)]);
  });

  it('of one of two that are merged holds for both', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), registered('ada-2'), enrolled('spring'));
    await tell(withdrawn(undefined, 'marketing', 'ada-2'), ...mergedInto('ada-2', 'ada', true));
    expect(asked()).toEqual([leaves('spring', 'ada', tuesday)]);
  });

  it('is none where nobody has withdrawn one', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), registered('ada-2'), enrolled('spring'), enrolled('spring', 'eve'));
    await tell(...mergedInto('ada-2', 'ada'));
    expect(asked()).toEqual([]);
  });
});

describe('a consent that is given anew', () => {
  const ends = (channel?: 'e-mail' | 'letter') => [
    'ResubscribeMember',
    {
      campaignId: 'spring',
      partyId: 'ada',
      ...(channel === undefined ? {} : { channel }),
      cause: 'consent',
      reason: 'consent was given anew',
      at: wednesday,
    },
  ];

  it('ends an earlier withdrawal: the party gets mailings again', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn(), given('opt-in'));
    expect(asked()).toEqual([leaves('spring'), ends()]);
    await tell(mailed('spring'), posted('spring'));
  });

  it('for a channel ends the withdrawal for it alone', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn(), given('double-opt-in', 'e-mail'));
    expect(asked()).toEqual([leaves('spring'), ends('e-mail')]);
    await tell(mailed('spring'));
    await expect(tell(posted('spring'))).rejects.toThrow('campaign-member/unsubscribed');
  });

  it('can be withdrawn anew', async () => {
    const { tell } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn(), given('opt-in'));
    await tell({
      aggregate: 'party',
      command: {
        type: 'WithdrawConsent',
        data: { partyId: 'ada', purpose: 'marketing', at: wednesday },
      },
    });
    await expect(tell(mailed('spring'))).rejects.toThrow('campaign-member/unsubscribed');
  });

  it.each([
    ['before', true],
    ['after', false],
  ])('does not end what the party said to the campaign itself %s it', async (_, first) => {
    const { tell, asked } = desk(processes);
    const ownWord: Request = {
      aggregate: 'campaignMember',
      command: {
        type: 'UnsubscribeMember',
        data: { campaignId: 'spring', partyId: 'ada', at: tuesday },
      },
    };
    await tell(registered(), enrolled('spring'));
    await tell(...(first ? [ownWord, withdrawn()] : [withdrawn(), ownWord]), given('opt-in'));
    expect(asked().map(([type]) => type)).not.toContain('ResubscribeMember');
    await expect(tell(mailed('spring'))).rejects.toThrow('campaign-member/unsubscribed');
  });

  it('reaches a party that left a campaign and came back', async () => {
    const { tell } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn());
    await tell(
      {
        aggregate: 'campaignMember',
        command: {
          type: 'RemoveCampaignMember',
          data: { campaignId: 'spring', partyId: 'ada', at: tuesday },
        },
      },
      enrolled('spring', 'ada', wednesday),
      given('opt-in'),
      mailed('spring'),
    );
  });

  it('for another purpose, or where nothing was withdrawn, asks for nothing', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), given('opt-in'), given('opt-in', 'phone'));
    expect(asked()).toEqual([]);
  });

  it('ends withdrawals that were stored before their cause was', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), {
      aggregate: 'campaignMember',
      command: {
        type: 'UnsubscribeMember',
        data: {
          campaignId: 'spring',
          partyId: 'ada',
          reason: 'the consent was withdrawn',
          at: tuesday,
        },
      },
    });
    await tell(given('opt-in'), mailed('spring'));
    expect(asked()).toEqual([ends()]);
  });
});

describe('a party whose personal data is erased', () => {
  it('is written to no more', async () => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), {
      aggregate: 'party',
      command: {
        type: 'ErasePersonalData',
        data: { partyId: 'ada', reason: 'asked for', at: tuesday },
      },
    });
    expect(asked()).toEqual([leaves('spring')]);
    await tell(enrolled('autumn', 'ada', wednesday));
    expect(asked().slice(1)).toEqual([leaves('autumn', 'ada', wednesday)]);
  });
});

/** Makes one party part of another, with the stricter permission of the two. */
function mergedInto(loser: string, survivor: string, hasWithdrawn = false): readonly Request[] {
  const at = hasWithdrawn ? tuesday : monday;
  return [
    {
      aggregate: 'party',
      command: {
        type: 'AbsorbParty',
        data: {
          partyId: survivor,
          mergedId: loser,
          ...(hasWithdrawn ? { consents: [{ status: 'withdrawn', purpose: 'marketing' }] } : {}),
          at,
        },
      },
    },
    {
      aggregate: 'party',
      command: { type: 'MergeParty', data: { partyId: loser, survivorId: survivor, at } },
    },
  ];
}
