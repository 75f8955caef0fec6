import { type LeadCommand, type LeadEvent, lead, signalLimit } from '@presales/domain/lead';
import { scenario } from '@presales/testing';
import {
  assigned,
  at,
  captured,
  converted,
  disqualified,
  leadId,
  merged,
  parked,
  recordAfter,
} from './lead-history.ts';

const { given } = scenario(lead);

const interest = {
  leadId,
  interestId: 'i1',
  kind: 'like',
  content: 'Video of the new press',
  campaignId: 'expo',
} as const;
const recordInterest: LeadCommand = { type: 'RecordLeadInterest', data: { ...interest, at } };
const interestRecorded: LeadEvent = { type: 'LeadInterestRecorded', data: interest };

const touch = { leadId, touchId: 't1', campaignId: 'spring', channel: 'e-mail' } as const;
const recordTouch: LeadCommand = { type: 'RecordLeadTouch', data: { ...touch, at } };
const touched: LeadEvent = { type: 'LeadTouched', data: touch };

const timeframe = { timeframe: { kind: 'days', days: 60 }, statedOn: '2026-03-02' } as const;
const stateTimeframe: LeadCommand = {
  type: 'StatePurchaseTimeframe',
  data: { leadId, ...timeframe, at },
};
const timeframeStated: LeadEvent = {
  type: 'PurchaseTimeframeStated',
  data: { leadId, ...timeframe },
};

describe('what somebody looks at and likes', () => {
  it('is recorded for that lead, with what it was and the campaign (S23)', () =>
    given(captured()).when(recordInterest).emits(interestRecorded));

  it('needs no content and no campaign', () =>
    given(captured())
      .when({ type: 'RecordLeadInterest', data: { leadId, interestId: 'i2', kind: 'visit', at } })
      .emits({ type: 'LeadInterestRecorded', data: { leadId, interestId: 'i2', kind: 'visit' } }));

  it('is recorded once, however often it is told', () =>
    given(captured(), interestRecorded).when(recordInterest).changesNothing());

  it('is not rewritten under the same id', () =>
    given(captured(), interestRecorded)
      .when({ type: 'RecordLeadInterest', data: { ...interest, kind: 'view', at } })
      .refuses({ code: 'lead/interest-differs', interestId: 'i1' }));

  it('stays with the lead, under its id', () => {
    const { leadId: _, ...kept } = interest;
    expect(recordAfter(captured(), interestRecorded).interests).toEqual(new Map([['i1', kept]]));
  });
});

describe('a touch of a campaign', () => {
  it('is recorded on the lead with the campaign and the channel (S22)', () =>
    given(captured()).when(recordTouch).emits(touched));

  it('is recorded once', () => given(captured(), touched).when(recordTouch).changesNothing());

  it('is not rewritten under the same id', () =>
    given(captured(), touched)
      .when({ type: 'RecordLeadTouch', data: { ...touch, channel: 'letter', at } })
      .refuses({ code: 'lead/touch-differs', touchId: 't1' }));

  it('may come from the same campaign again', () =>
    given(captured(), touched)
      .when({ type: 'RecordLeadTouch', data: { ...touch, touchId: 't2', at } })
      .emits({ type: 'LeadTouched', data: { ...touch, touchId: 't2' } }));

  it('stays with the lead, under its id', () => {
    const { leadId: _, ...kept } = touch;
    expect(recordAfter(captured(), touched).touches).toEqual(new Map([['t1', kept]]));
  });
});

describe('a stated purchase timeframe', () => {
  it('is stored as it was stated, with the day (S29)', () =>
    given(captured()).when(stateTimeframe).emits(timeframeStated));

  it('is stored once', () =>
    given(captured(), timeframeStated).when(stateTimeframe).changesNothing());

  it('changes on the same day', () =>
    given(captured(), timeframeStated)
      .when({
        type: 'StatePurchaseTimeframe',
        data: { leadId, timeframe: { kind: 'immediate' }, statedOn: '2026-03-02', at },
      })
      .emits({
        type: 'PurchaseTimeframeStated',
        data: { leadId, timeframe: { kind: 'immediate' }, statedOn: '2026-03-02' },
      }));

  it('is stated anew on a later day, even if it is the same', () =>
    given(captured(), timeframeStated)
      .when({
        type: 'StatePurchaseTimeframe',
        data: { leadId, ...timeframe, statedOn: '2026-03-03', at },
      })
      .emits({
        type: 'PurchaseTimeframeStated',
        data: { leadId, ...timeframe, statedOn: '2026-03-03' },
      }));

  it('does not fall behind what was said later', () =>
    given(captured(), timeframeStated)
      .when({
        type: 'StatePurchaseTimeframe',
        data: { leadId, timeframe: { kind: 'none' }, statedOn: '2026-03-01', at },
      })
      .refuses({ code: 'lead/timeframe-outdated', statedOn: '2026-03-02' }));

  it('stays with the lead', () =>
    expect(recordAfter(captured(), timeframeStated).purchase).toEqual(timeframe));
});

describe('a lead that is full', () => {
  const many = (event: (id: string) => LeadEvent): readonly LeadEvent[] =>
    Array.from({ length: signalLimit - 1 }, (_, index) => event(`n${index}`));
  const signs = many((interestId) => ({
    type: 'LeadInterestRecorded',
    data: { leadId, interestId, kind: 'view' },
  }));
  const touches = many((touchId) => ({ type: 'LeadTouched', data: { ...touch, touchId } }));

  it('takes a thousand signs of interest', () =>
    given(captured(), ...signs)
      .when(recordInterest)
      .emits(interestRecorded));

  it('takes no more of them', () =>
    given(captured(), ...signs, interestRecorded)
      .when({ type: 'RecordLeadInterest', data: { ...interest, interestId: 'one more', at } })
      .refuses({ code: 'lead/too-many', limit: 1_000 }));

  it('takes a thousand touches', () =>
    given(captured(), ...touches)
      .when(recordTouch)
      .emits(touched));

  it('takes no more of those', () =>
    given(captured(), ...touches, touched)
      .when({ type: 'RecordLeadTouch', data: { ...touch, touchId: 'one more', at } })
      .refuses({ code: 'lead/too-many', limit: 1_000 }));
});

describe.each([
  ['interest', recordInterest, interestRecorded],
  ['a touch', recordTouch, touched],
  ['a timeframe', stateTimeframe, timeframeStated],
])('%s', (_, command, event) => {
  it('is recorded while the lead is set aside', () =>
    given(captured(), parked).when(command).emits(event));

  it('is recorded after the lead was dropped', () =>
    given(captured(), disqualified).when(command).emits(event));

  it('needs a lead', () => given().when(command).refuses({ code: 'lead/not-captured' }));

  it('is refused once the lead is an opportunity', () =>
    given(captured(), assigned, converted)
      .when(command)
      .refuses({ code: 'lead/closed', status: 'converted' }));

  it('is refused by a duplicate, which names its survivor', () =>
    given(captured(), merged).when(command).refuses({ code: 'lead/merged', survivorId: 'l9' }));
});
