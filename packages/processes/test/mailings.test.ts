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
const leaves = (campaignId: string, partyId = 'ada', at = tuesday) => [
  'UnsubscribeMember',
  { campaignId, partyId, reason: 'the consent was withdrawn', at },
];
const mailed = (campaignId: string): Request => ({
  aggregate: 'campaignMember',
  command: {
    type: 'SendMailing',
    data: { campaignId, partyId: 'ada', mailingId: 'm-1', channel: 'e-mail', at: wednesday },
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

  it.each<[ConsentChannel, boolean]>([
    ['e-mail', true],
    ['letter', true],
    ['phone', false],
  ])('for %s alone: it is %s that mailings end', async (channel, ends) => {
    const { tell, asked } = desk(processes);
    await tell(registered(), enrolled('spring'), withdrawn(channel));
    expect(asked()).toEqual(ends ? [leaves('spring')] : []);
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
