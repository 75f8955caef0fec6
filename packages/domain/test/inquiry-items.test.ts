import {
  type InquiryCommand,
  type InquiryEvent,
  type InquiryItem,
  inquiry,
  inquiryLimits,
} from '@presales/domain/inquiry';
import { scenario } from '@presales/testing';

const { given } = scenario(inquiry);

const at = '2026-03-02T09:00:00.000Z';
const inquiryId = 'i1';
const chairs: InquiryItem = {
  itemId: '1',
  description: 'Chairs',
  quantity: '100',
  asks: ['price', 'delivery-date'],
};
const desk: InquiryItem = {
  itemId: '2',
  description: 'A desk',
  quantity: '1',
  asks: ['availability'],
};
const carpet: InquiryItem = { itemId: '3', description: 'Carpet', asks: ['other'] };
const received: InquiryEvent = {
  type: 'InquiryReceived',
  data: { inquiryId, partyId: 'acme', channel: 'phone', items: [chairs, desk] },
};
const add = (item: InquiryItem): InquiryCommand => ({
  type: 'AddInquiryItem',
  data: { inquiryId, item, at },
});
const added = (item: InquiryItem): InquiryEvent => ({
  type: 'InquiryItemAdded',
  data: { inquiryId, item },
});
const change = (item: InquiryItem): InquiryCommand => ({
  type: 'ChangeInquiryItem',
  data: { inquiryId, item, at },
});
const changed = (from: InquiryItem, to: InquiryItem): InquiryEvent => ({
  type: 'InquiryItemChanged',
  data: { inquiryId, from, to },
});
const remove = (itemId: string, reason?: string): InquiryCommand => ({
  type: 'RemoveInquiryItem',
  data: { inquiryId, itemId, ...(reason === undefined ? {} : { reason }), at },
});
const removed = (itemId: string, reason?: string): InquiryEvent => ({
  type: 'InquiryItemRemoved',
  data: { inquiryId, itemId, ...(reason === undefined ? {} : { reason }) },
});
const reject = (itemId: string, reason = 'not ours'): InquiryCommand => ({
  type: 'RejectInquiryItem',
  data: { inquiryId, itemId, reason, at },
});
const rejected = (itemId: string, reason = 'not ours'): InquiryEvent => ({
  type: 'InquiryItemRejected',
  data: { inquiryId, itemId, reason },
});
const quoted = (itemId: string): InquiryEvent => ({
  type: 'InquiryItemQuoted',
  data: { inquiryId, itemId, quotationId: 'q1', quantity: '1' },
});
const allQuoted: InquiryEvent = { type: 'InquiryQuoted', data: { inquiryId } };
const allRejected: InquiryEvent = { type: 'InquiryRejected', data: { inquiryId } };
const answerPrice: InquiryCommand = {
  type: 'AnswerInquiryQuestion',
  data: { inquiryId, itemId: '1', ask: 'price', answer: '5 EUR', at },
};
const priceAnswered: InquiryEvent = {
  type: 'InquiryQuestionAnswered',
  data: { inquiryId, itemId: '1', ask: 'price', answer: '5 EUR' },
};

describe('an item that is added to an inquiry (S7: VA12)', () => {
  it('is asked about beside the others', () =>
    given(received).when(add(carpet)).emits(added(carpet)));

  it('is added once', () => given(received, added(carpet)).when(add(carpet)).changesNothing());

  it('does not take the id of another', () =>
    given(received)
      .when(add({ ...carpet, itemId: '2' }))
      .refuses({ code: 'inquiry/item-exists', itemId: '2' }));

  it('opens an inquiry again of which everything was quoted', () => {
    const history = [received, quoted('1'), quoted('2'), allQuoted];
    given(...history)
      .when(add(carpet))
      .emits(added(carpet));
    given(...history, added(carpet))
      .when({
        type: 'QuoteInquiry',
        data: { inquiryId, quotationId: 'q1', items: [{ itemId: '3', quantity: '1' }], at },
      })
      .emits(quoted('3'), allQuoted);
  });

  it(`may be the ${inquiryLimits.items}th, and no more`, () => {
    const filled = (count: number): InquiryEvent => ({
      type: 'InquiryReceived',
      data: {
        inquiryId,
        partyId: 'acme',
        channel: 'phone',
        items: Array.from({ length: count }, (_, index) => ({ ...desk, itemId: `d${index}` })),
      },
    });
    given(filled(199)).when(add(carpet)).emits(added(carpet));
    given(filled(200)).when(add(carpet)).refuses({ code: 'inquiry/too-many-items', limit: 200 });
  });
});

describe('an item that is changed (S7: VA12)', () => {
  const more = { ...chairs, quantity: '120' };

  it('is kept as it was and as it is', () =>
    given(received).when(change(more)).emits(changed(chairs, more)));

  it('is changed once', () =>
    given(received, changed(chairs, more)).when(change(more)).changesNothing());

  it('changes from what it was last', () =>
    given(received, changed(chairs, more)).when(change(chairs)).emits(changed(more, chairs)));

  it('may be in a quotation already', () =>
    given(received, quoted('1')).when(change(more)).emits(changed(chairs, more)));

  it('keeps the answers to what is still asked', () =>
    given(received, priceAnswered, changed(chairs, more)).when(answerPrice).changesNothing());

  it('loses the answers to what is asked no more', () => {
    const unpriced: InquiryItem = { ...chairs, asks: ['delivery-date'] };
    given(received, priceAnswered, changed(chairs, unpriced))
      .when(answerPrice)
      .refuses({ code: 'inquiry/not-asked', itemId: '1', ask: 'price' });
    given(received, priceAnswered, changed(chairs, unpriced), changed(unpriced, chairs))
      .when(answerPrice)
      .emits(priceAnswered);
  });

  it('is an item of the inquiry', () =>
    given(received).when(change(carpet)).refuses({ code: 'inquiry/unknown-item', itemId: '3' }));

  it('is not one that was rejected', () =>
    given(received, rejected('1'))
      .when(change(more))
      .refuses({ code: 'inquiry/item-rejected', itemId: '1', reason: 'not ours' }));
});

describe('an item that is removed (S7: VA12)', () => {
  it('is asked about no more, and why is kept', () =>
    given(received).when(remove('2', 'they have one')).emits(removed('2', 'they have one')));

  it('need not say why', () => given(received).when(remove('2')).emits(removed('2')));

  it('is gone', () =>
    given(received, removed('2'))
      .when(remove('2'))
      .refuses({ code: 'inquiry/unknown-item', itemId: '2' }));

  it('is not the last one', () =>
    given(received, removed('2'))
      .when(remove('1'))
      .refuses({ code: 'inquiry/last-item', itemId: '1' }));

  it('is not one that a quotation refers to', () =>
    given(received, quoted('2'))
      .when(remove('2'))
      .refuses({ code: 'inquiry/item-quoted', itemId: '2' }));

  it('may be a rejected one', () =>
    given(received, rejected('2')).when(remove('2')).emits(removed('2')));

  it('may have been all that was not quoted', () =>
    given(received, quoted('1')).when(remove('2')).emits(removed('2'), allQuoted));

  it('may have been all that was not rejected', () =>
    given(received, rejected('1')).when(remove('2')).emits(removed('2'), allRejected));
});

describe('an item that we do not offer', () => {
  it('is rejected with a reason', () => given(received).when(reject('1')).emits(rejected('1')));

  it('is rejected once', () => given(received, rejected('1')).when(reject('1')).changesNothing());

  it('was rejected, whatever became of the inquiry', () =>
    given(received, rejected('1'), { type: 'InquiryClosed', data: { inquiryId, reason: 'done' } })
      .when(reject('1'))
      .changesNothing());

  it('is not rejected again for another reason', () =>
    given(received, rejected('1'))
      .when(reject('1', 'too dear'))
      .refuses({ code: 'inquiry/item-rejected', itemId: '1', reason: 'not ours' }));

  it('is an item of the inquiry', () =>
    given(received).when(reject('3')).refuses({ code: 'inquiry/unknown-item', itemId: '3' }));

  it('may have been all that was not quoted', () =>
    given(received, quoted('1')).when(reject('2')).emits(rejected('2'), allQuoted));

  it('may be in a quotation already, which stands', () =>
    given(received, quoted('1'), rejected('2'), allQuoted).when(reject('1')).emits(rejected('1')));

  it('ends the inquiry when it is the last of them', () =>
    given(received, rejected('1')).when(reject('2')).emits(rejected('2'), allRejected));

  it('leaves an inquiry quoted of which something was quoted', () =>
    given(received, quoted('1'), rejected('1')).when(reject('2')).emits(rejected('2'), allQuoted));
});

describe('a history that names items nobody asked about', () => {
  it('is none where no inquiry was received', () =>
    given(added(carpet), allQuoted).is({ status: 'absent' }));

  it.each([changed(carpet, carpet), quoted('3'), rejected('3')])(
    'is read without them: $type',
    (event) =>
      given(received, event)
        .when(remove('3'))
        .refuses({ code: 'inquiry/unknown-item', itemId: '3' }),
  );
});
