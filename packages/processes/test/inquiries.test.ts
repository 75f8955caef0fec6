import { pastValidityExpiresInquiry, type Request } from '../src/index.ts';
import { desk } from './desk.ts';
import { monday, tuesday } from './fixtures.ts';

const processes = [pastValidityExpiresInquiry()];
const inquiryId = 'inquiry-1';
const header = { validUntil: '2026-03-31', zone: 'Europe/Bucharest' };

const received = (details: { readonly validUntil?: string; readonly zone?: string }): Request => ({
  aggregate: 'inquiry',
  command: {
    type: 'RegisterInquiry',
    data: {
      inquiryId,
      partyId: 'ada',
      channel: 'phone',
      items: [{ itemId: 'item-1', description: 'a machine', quantity: '1', asks: ['price'] }],
      ...details,
      at: monday,
    },
  },
});
const changed = (to: {
  readonly validUntil?: string;
  readonly zone?: string;
  readonly reference?: string;
}): Request => ({
  aggregate: 'inquiry',
  command: { type: 'ChangeInquiry', data: { inquiryId, header: to, at: tuesday } },
});

describe('an inquiry past its validity', () => {
  /** The end of March in Bucharest, where summer time has begun. */
  const endOfMarch = '2026-03-31T21:00:00.000Z';

  it('expires as its last day ends in its zone', async () => {
    const { tell, asked, nextDue, meetDeadlines, state, refusals } = desk(processes);
    await tell(received(header));
    expect(nextDue()).toBe(endOfMarch);
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(asked()).toEqual([['ExpireInquiry', { inquiryId, at: endOfMarch }]]);
    expect(refusals()).toEqual([]);
    expect(await state('inquiry', inquiryId)).toMatchObject({ status: 'expired' });
    expect(nextDue()).toBeUndefined();
  });

  it('is one of UTC where it names no zone, and waits for no day where it names none', async () => {
    const inUtc = desk(processes);
    await inUtc.tell(received({ validUntil: '2026-03-31' }));
    expect(inUtc.nextDue()).toBe('2026-04-01T00:00:00.000Z');
    const forever = desk(processes);
    await forever.tell(received({}));
    expect(forever.nextDue()).toBeUndefined();
    const dated = desk(processes);
    await dated.tell(received({ validUntil: '9999-12-31' }));
    expect(dated.nextDue()).toBeUndefined();
  });

  it('whose day is moved expires on the new one only', async () => {
    const { tell, asked, meetDeadlines } = desk(processes);
    await tell(received(header), changed({ ...header, validUntil: '2026-04-30' }));
    await meetDeadlines('2026-04-15T00:00:00.000Z');
    expect(asked()).toEqual([]);
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(asked()).toMatchObject([['ExpireInquiry', { at: '2026-04-30T21:00:00.000Z' }]]);
  });

  it('is left alone when it turns out to be over on its day', async () => {
    const { tell, asked, nextDue, meetDeadlines, quietly } = desk(processes);
    await tell(received(header));
    await quietly({
      aggregate: 'inquiry',
      command: {
        type: 'RejectInquiryItem',
        data: { inquiryId, itemId: 'item-1', reason: 'not ours', at: tuesday },
      },
    });
    await meetDeadlines(endOfMarch);
    expect(asked()).toEqual([]);
    expect(nextDue()).toBeUndefined();
  });

  it.each<[string, Request]>([
    [
      'closed',
      {
        aggregate: 'inquiry',
        command: { type: 'CloseInquiry', data: { inquiryId, reason: 'withdrawn', at: tuesday } },
      },
    ],
    [
      'rejected',
      {
        aggregate: 'inquiry',
        command: {
          type: 'RejectInquiryItem',
          data: { inquiryId, itemId: 'item-1', reason: 'not ours', at: tuesday },
        },
      },
    ],
  ])('that was %s waits for no day', async (_, request) => {
    const { tell, nextDue } = desk(processes);
    await tell(received(header), request);
    expect(nextDue()).toBeUndefined();
  });

  it('whose reference is changed waits for the day it waited for', async () => {
    const { tell, nextDue, meetDeadlines, asked } = desk(processes);
    await tell(received(header));
    await tell(changed({ ...header, reference: 'A-17' }));
    expect(nextDue()).toBe(endOfMarch);
    await meetDeadlines(endOfMarch);
    expect(asked()).toHaveLength(1);
  });
});
