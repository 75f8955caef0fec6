import {
  type InquiryCommand,
  type InquiryEvent,
  type InquiryHeader,
  type InquiryRefusal,
  inquiry,
} from '@presales/domain/inquiry';
import { scenario } from '@presales/testing';

const { given } = scenario(inquiry);

const at = '2026-03-02T09:00:00.000Z';
const inquiryId = 'i1';
const chairs = {
  itemId: '1',
  description: 'Chairs',
  quantity: '100',
  asks: ['price', 'delivery-date'],
} as const;
const desk = { itemId: '2', description: 'A desk', quantity: '1', asks: ['availability'] } as const;
const details = {
  inquiryId,
  partyId: 'acme',
  channel: 'phone',
  items: [chairs, desk],
  validUntil: '2026-03-31',
} as const;
const registration: InquiryCommand = { type: 'RegisterInquiry', data: { ...details, at } };
const received: InquiryEvent = { type: 'InquiryReceived', data: details };

const answerPrice = (answer: string): InquiryCommand => ({
  type: 'AnswerInquiryQuestion',
  data: { inquiryId, itemId: '1', ask: 'price', answer, at },
});
const priceAnswered = (answer: string): InquiryEvent => ({
  type: 'InquiryQuestionAnswered',
  data: { inquiryId, itemId: '1', ask: 'price', answer },
});

const rejected = (itemId: string): InquiryEvent => ({
  type: 'InquiryItemRejected',
  data: { inquiryId, itemId, reason: 'not ours' },
});
const allRejected: InquiryEvent = { type: 'InquiryRejected', data: { inquiryId } };
const quoted = (itemId: string): InquiryEvent => ({
  type: 'InquiryItemQuoted',
  data: { inquiryId, itemId, quotationId: 'q1', quantity: '1' },
});
const allQuoted: InquiryEvent = { type: 'InquiryQuoted', data: { inquiryId } };
const closeFor = (reason: string): InquiryCommand => ({
  type: 'CloseInquiry',
  data: { inquiryId, reason, at },
});
const closed: InquiryEvent = { type: 'InquiryClosed', data: { inquiryId, reason: 'answered' } };
const expireOn = (on: string): InquiryCommand => ({
  type: 'ExpireInquiry',
  data: { inquiryId, at: on },
});
const due = '2026-04-01T00:00:00.000Z';
const expiredOn = (validUntil: string): InquiryEvent => ({
  type: 'InquiryExpired',
  data: { inquiryId, validUntil },
});
const expired = expiredOn('2026-03-31');
const header: InquiryHeader = { validUntil: '2026-03-31' };
const changeTo = (header: InquiryHeader): InquiryCommand => ({
  type: 'ChangeInquiry',
  data: { inquiryId, header, at },
});
const changed = (from: InquiryHeader, to: InquiryHeader): InquiryEvent => ({
  type: 'InquiryChanged',
  data: { inquiryId, from, to },
});

describe('an inquiry', () => {
  it('is received with what the customer asks of each item (S6)', () =>
    given().when(registration).emits(received));

  it('is created incomplete as it may be: words in place of a product, no quantity (S6, S7: VA11)', () => {
    const vague = {
      inquiryId,
      partyId: 'acme',
      channel: 'visit',
      items: [{ itemId: '1', description: 'Something to sit on', asks: ['other'] }],
    } as const;
    given()
      .when({ type: 'RegisterInquiry', data: { ...vague, at } })
      .emits({ type: 'InquiryReceived', data: vague });
  });

  it('is one of the two pre-sales documents: it has items and a customer, and binds nobody (S5)', () => {
    const { inquiryId: _, partyId: __, channel: ___, items: ____, ...header } = details;
    const untouched = { answers: new Map(), quoted: new Map() };
    given(received).is({
      status: 'open',
      record: {
        received: details,
        header,
        items: new Map([
          ['1', { item: chairs, ...untouched }],
          ['2', { item: desk, ...untouched }],
        ]),
      },
    });
  });

  it('is registered once', () => given(received).when(registration).changesNothing());

  it('is not registered again with other items', () =>
    given(received)
      .when({ type: 'RegisterInquiry', data: { ...details, items: [chairs], at } })
      .refuses({ code: 'inquiry/already-registered' }));

  it('names every item once', () =>
    given()
      .when({ type: 'RegisterInquiry', data: { ...details, items: [chairs, desk, chairs], at } })
      .refuses({ code: 'inquiry/item-twice', itemId: '1' }));

  it('is still that inquiry when it is registered again after it went on', () =>
    given(received, changed(header, {}), closed).when(registration).changesNothing());

  it.each<InquiryCommand>([
    answerPrice('5 EUR'),
    changeTo({}),
    { type: 'AddInquiryItem', data: { inquiryId, item: desk, at } },
    { type: 'ChangeInquiryItem', data: { inquiryId, item: desk, at } },
    { type: 'RemoveInquiryItem', data: { inquiryId, itemId: '1', at } },
    { type: 'RejectInquiryItem', data: { inquiryId, itemId: '1', reason: 'not ours', at } },
    { type: 'QuoteInquiry', data: { inquiryId, quotationId: 'q1', at } },
    closeFor('answered'),
    expireOn(due),
  ])('has to be registered before $type', (command) =>
    given().when(command).refuses({ code: 'inquiry/not-registered' }),
  );
});

describe('a question of an inquiry', () => {
  it('is answered', () => given(received).when(answerPrice('5 EUR')).emits(priceAnswered('5 EUR')));

  it('is answered once with the same answer', () =>
    given(received, priceAnswered('5 EUR')).when(answerPrice('5 EUR')).changesNothing());

  it('may be answered anew when the answer changes', () =>
    given(received, priceAnswered('5 EUR'))
      .when(answerPrice('6 EUR'))
      .emits(priceAnswered('6 EUR')));

  it('is answered again when the answer goes back', () =>
    given(received, priceAnswered('5 EUR'), priceAnswered('6 EUR'))
      .when(answerPrice('5 EUR'))
      .emits(priceAnswered('5 EUR')));

  it('may have the same answer as another question of the item', () =>
    given(received, priceAnswered('in May'))
      .when({
        type: 'AnswerInquiryQuestion',
        data: { inquiryId, itemId: '1', ask: 'delivery-date', answer: 'in May', at },
      })
      .emits({
        type: 'InquiryQuestionAnswered',
        data: { inquiryId, itemId: '1', ask: 'delivery-date', answer: 'in May' },
      }));

  it('was asked of that item, or has no answer', () =>
    given(received)
      .when({
        type: 'AnswerInquiryQuestion',
        data: { inquiryId, itemId: '2', ask: 'price', answer: '5 EUR', at },
      })
      .refuses({ code: 'inquiry/not-asked', itemId: '2', ask: 'price' }));

  it('is about an item of the inquiry', () =>
    given(received)
      .when({
        type: 'AnswerInquiryQuestion',
        data: { inquiryId, itemId: '3', ask: 'price', answer: '5 EUR', at },
      })
      .refuses({ code: 'inquiry/unknown-item', itemId: '3' }));

  it('may be answered late, and when the item is in a quotation', () => {
    given(received, expired).when(answerPrice('5 EUR')).emits(priceAnswered('5 EUR'));
    given(received, quoted('1')).when(answerPrice('5 EUR')).emits(priceAnswered('5 EUR'));
    given(received, quoted('1'), quoted('2'), allQuoted)
      .when(answerPrice('5 EUR'))
      .emits(priceAnswered('5 EUR'));
  });

  it('of a rejected item stays open', () => {
    given(received, rejected('1'))
      .when(answerPrice('5 EUR'))
      .refuses({ code: 'inquiry/item-rejected', itemId: '1', reason: 'not ours' });
    given(received, priceAnswered('5 EUR'), rejected('1'))
      .when(answerPrice('5 EUR'))
      .changesNothing();
  });
});

describe("an inquiry's header (S7: VA12 changes, VA13 displays the change)", () => {
  const full: InquiryHeader = {
    validUntil: '2026-04-30',
    zone: 'Europe/Bucharest',
    ownerId: 'anna',
    contactId: 'ion',
    reference: 'RFQ 12',
    leadId: 'l1',
    opportunityId: 'o1',
  };

  it('is changed, and both are kept whole', () =>
    given(received).when(changeTo(full)).emits(changed(header, full)));

  it('loses what the change does not name', () =>
    given(received, changed(header, full)).when(changeTo({})).emits(changed(full, {})));

  it('is changed once', () =>
    given(received, changed(header, full)).when(changeTo(full)).changesNothing());

  it('may change when everything is quoted', () =>
    given(received, quoted('1'), quoted('2'), allQuoted)
      .when(changeTo(full))
      .emits(changed(header, full)));
});

describe('an inquiry that is closed', () => {
  it.each([
    ['open', []],
    ['quoted', [quoted('1'), quoted('2'), allQuoted]],
  ])('was %s before, and says why it is', (_, history) =>
    given(received, ...history)
      .when(closeFor('answered'))
      .emits(closed),
  );

  it('was closed once', () => given(received, closed).when(closeFor('answered')).changesNothing());
});

describe('an inquiry that expires (B20)', () => {
  it('is expired once its last day is over, in UTC where it names no zone', () =>
    given(received).when(expireOn(due)).emits(expired));

  it('is valid through the last instant of its last day', () =>
    given(received)
      .when(expireOn('2026-03-31T23:59:59.999Z'))
      .refuses({ code: 'inquiry/still-valid', validUntil: '2026-03-31' }));

  it.each([
    ['Europe/Bucharest', '2026-03-31T20:59:59.999Z', '2026-03-31T21:00:00.000Z'],
    ['America/Los_Angeles', '2026-04-01T06:59:59.999Z', '2026-04-01T07:00:00.000Z'],
  ])('ends its last day in its own zone: %s', (zone, last, next) => {
    const zoned: InquiryEvent = { type: 'InquiryReceived', data: { ...details, zone } };
    given(zoned)
      .when(expireOn(last))
      .refuses({ code: 'inquiry/still-valid', validUntil: '2026-03-31' });
    given(zoned).when(expireOn(next)).emits(expired);
  });

  it('expires by the last day it was given last', () => {
    const later = changed(header, { validUntil: '2026-04-30' });
    given(received, later)
      .when(expireOn(due))
      .refuses({ code: 'inquiry/still-valid', validUntil: '2026-04-30' });
    given(received, later)
      .when(expireOn('2026-05-01T00:00:00.000Z'))
      .emits(expiredOn('2026-04-30'));
  });

  it('names a last day, or never expires', () =>
    given(received, changed(header, {}))
      .when(expireOn(due))
      .refuses({ code: 'inquiry/no-last-day' }));

  it('has nothing left to wait for once everything is quoted', () =>
    given(received, quoted('1'), quoted('2'), allQuoted)
      .when(expireOn(due))
      .refuses({ code: 'inquiry/quoted' }));

  it('expires though some of it is quoted', () =>
    given(received, quoted('1')).when(expireOn(due)).emits(expired));

  it('expires once', () => given(received, expired).when(expireOn(due)).changesNothing());
});

describe.each<{
  readonly over: string;
  readonly history: readonly InquiryEvent[];
  readonly refusal: InquiryRefusal;
  readonly commands: readonly InquiryCommand[];
}>([
  {
    over: 'closed',
    history: [closed],
    refusal: { code: 'inquiry/closed' },
    commands: [answerPrice('5 EUR'), closeFor('asked elsewhere'), expireOn(due)],
  },
  {
    over: 'rejected',
    history: [rejected('1'), rejected('2'), allRejected],
    refusal: { code: 'inquiry/rejected' },
    commands: [answerPrice('5 EUR'), closeFor('answered'), expireOn(due)],
  },
  {
    over: 'expired',
    history: [expired],
    refusal: { code: 'inquiry/expired', validUntil: '2026-03-31' },
    commands: [closeFor('answered')],
  },
])('an inquiry that is $over', ({ history, refusal, commands }) => {
  it.each<InquiryCommand>([
    ...commands,
    changeTo({}),
    { type: 'AddInquiryItem', data: { inquiryId, item: { ...desk, itemId: '3' }, at } },
    { type: 'ChangeInquiryItem', data: { inquiryId, item: { ...desk, quantity: '2' }, at } },
    { type: 'RemoveInquiryItem', data: { inquiryId, itemId: '1', at } },
    { type: 'RejectInquiryItem', data: { inquiryId, itemId: '1', reason: 'too late', at } },
  ])('stays so: refuses $type', (command) =>
    given(received, ...history)
      .when(command)
      .refuses(refusal),
  );
});
