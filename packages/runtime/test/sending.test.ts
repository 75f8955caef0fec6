import type { SendingGrounds } from '@presales/domain/campaign-member';
import type { ConsentChannel } from '@presales/domain/party';
import { withdrawnConsentEndsMailings } from '@presales/processes';
import { open, type Presales } from '@presales/runtime';

const at = '2026-03-02T09:00:00.000Z';
const member = { campaignId: 'expo', partyId: 'ada', at };

describe('a mailing is sent', () => {
  let presales: Presales;
  beforeEach(async () => {
    presales = await open({
      eventLog: 'memory:',
      project: false,
      now: () => at,
      processes: [withdrawnConsentEndsMailings()],
    });
    await presales.campaign({
      type: 'PlanCampaign',
      data: {
        campaignId: 'expo',
        name: 'Expo',
        channel: 'e-mail',
        startsOn: '2026-03-01',
        endsOn: '2026-03-31',
      },
    });
    await presales.campaignMember({ type: 'EnrolCampaignMember', data: member });
  });
  afterEach(() => presales.close());

  const register = (email?: string) =>
    presales.party({
      type: 'RegisterParty',
      data: {
        partyId: 'ada',
        details: { kind: 'person', name: 'Ada', ...(email === undefined ? {} : { email }) },
      },
    });
  const consent = (type: 'GiveConsent' | 'WithdrawConsent', channel?: ConsentChannel) =>
    presales.party({
      type,
      data: {
        partyId: 'ada',
        purpose: 'marketing',
        ...(type === 'GiveConsent' ? { basis: 'opt-in' } : {}),
        ...(channel === undefined ? {} : { channel }),
      } as never,
    });
  let count = 0;
  const send = async (by: 'e-mail' | 'letter', grounds?: SendingGrounds) => {
    await presales.processes.settled();
    count += 1;
    const more = grounds === undefined ? {} : { grounds };
    const answer = await presales.campaignMember(
      by === 'e-mail'
        ? {
            type: 'SendMailing',
            data: { ...member, mailingId: `m${count}`, channel: by, ...more },
          }
        : { type: 'PostLetter', data: { ...member, letterId: `l${count}`, ...more } },
    );
    return answer.outcome === 'refused' ? answer.refusal.code : 'sent';
  };

  it('to whoever has an address and allows it', async () => {
    await register('ada@bücher.example');
    await consent('GiveConsent');
    expect([await send('e-mail'), await send('letter')]).toEqual(['sent', 'sent']);
  });

  it('to nobody without an e-mail address, by e-mail', async () => {
    await register();
    await consent('GiveConsent');
    expect(await send('e-mail')).toBe('campaign-member/no-address');
    expect(await send('letter')).toBe('sent');
  });

  it('to nobody who never allowed it, or whom nobody knows', async () => {
    expect(await send('letter')).toBe('campaign-member/no-address');
    await register('ada@acme.example');
    expect(await send('e-mail')).toBe('campaign-member/no-basis');
    await consent('GiveConsent', 'phone');
    expect(await send('e-mail')).toBe('campaign-member/no-basis');
    await consent('GiveConsent', 'e-mail');
    expect([await send('e-mail'), await send('letter')]).toEqual([
      'sent',
      'campaign-member/no-basis',
    ]);
  });

  it('by e-mail to whoever took back letters alone, and again after a new opt-in', async () => {
    await register('ada@acme.example');
    await consent('GiveConsent');
    await consent('WithdrawConsent', 'letter');
    expect([await send('e-mail'), await send('letter')]).toEqual([
      'sent',
      'campaign-member/unsubscribed',
    ]);
    await consent('GiveConsent', 'letter');
    expect(await send('letter')).toBe('sent');
  });

  it('to nobody once the campaign was called off', async () => {
    await register('ada@acme.example');
    await consent('GiveConsent');
    await presales.campaign({
      type: 'CancelCampaign',
      data: { campaignId: 'expo', reason: 'no budget' },
    });
    expect(await send('e-mail')).toBe('campaign-member/campaign-cancelled');
  });

  it('to a duplicate by what its survivor allows', async () => {
    await register('ada@acme.example');
    await presales.party({
      type: 'RegisterParty',
      data: {
        partyId: 'ada-1',
        details: { kind: 'person', name: 'Ada', email: 'ada@acme.example' },
      },
    });
    await presales.party({
      type: 'GiveConsent',
      data: { partyId: 'ada-1', purpose: 'marketing', basis: 'opt-in' },
    });
    await presales.party({ type: 'AbsorbParty', data: { partyId: 'ada-1', mergedId: 'ada' } });
    await presales.party({ type: 'MergeParty', data: { partyId: 'ada', survivorId: 'ada-1' } });
    expect(await send('e-mail')).toBe('sent');
  });

  it('as its sender says that it looked things up', async () => {
    expect(await send('e-mail', { campaign: 'live', address: 'known', basis: 'opt-in' })).toBe(
      'sent',
    );
  });

  it('once, and is answered as it was at first when it is asked again', async () => {
    await register('ada@acme.example');
    await consent('GiveConsent');
    const ask = () =>
      presales.campaignMember(
        { type: 'SendMailing', data: { ...member, mailingId: 'again', channel: 'e-mail' } },
        { commandId: 'mailing-1' },
      );
    const first = await ask();
    await presales.campaign({
      type: 'CancelCampaign',
      data: { campaignId: 'expo', reason: 'no budget' },
    });
    expect(await ask()).toEqual(first);
  });

  it('never, where it names nobody', () =>
    expect(
      presales.campaignMember({
        type: 'SendMailing',
        data: { ...member, partyId: '', mailingId: 'm', channel: 'e-mail' },
      }),
    ).rejects.toThrow('partyId'));
});
