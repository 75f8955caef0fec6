import { type InquiryCommand, type InquiryEvent, inquiry } from '@presales/domain';
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

const quote = (
  items: readonly { readonly itemId: string; readonly quantity: string }[],
  { quotationId = 'q1', on = at } = {},
): InquiryCommand => ({ type: 'QuoteInquiry', data: { inquiryId, quotationId, items, at: on } });
const quoted = (itemId: string, quantity: string, quotationId = 'q1'): InquiryEvent => ({
  type: 'InquiryItemQuoted',
  data: { inquiryId, itemId, quotationId, quantity },
});
const allQuoted: InquiryEvent = { type: 'InquiryQuoted', data: { inquiryId } };

describe('an inquiry', () => {
  it('is received with what the customer asks of each item (S6)', () =>
    given().when(registration).emits(received));

  it('is registered once', () => given(received).when(registration).changesNothing());

  it('is not registered again with other items', () =>
    given(received)
      .when({ type: 'RegisterInquiry', data: { ...details, items: [chairs], at } })
      .refuses({ code: 'inquiry/already-registered' }));

  it('names every item once', () =>
    given()
      .when({ type: 'RegisterInquiry', data: { ...details, items: [chairs, desk, chairs], at } })
      .refuses({ code: 'inquiry/item-twice', itemId: '1' }));

  it.each([answerPrice('5 EUR'), quote([{ itemId: '1', quantity: '1' }])])(
    'has to be registered before $type',
    (command) => given().when(command).refuses({ code: 'inquiry/not-registered' }),
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
});

describe('an inquiry that is quoted', () => {
  it('is not complete while an item is in no quotation', () =>
    given(received)
      .when(quote([{ itemId: '1', quantity: '100' }]))
      .emits(quoted('1', '100')));

  it('is complete by any quantity of every item (SAP completion rule A)', () =>
    given(received)
      .when(
        quote([
          { itemId: '1', quantity: '0.125' },
          { itemId: '2', quantity: '1' },
        ]),
      )
      .emits(quoted('1', '0.125'), quoted('2', '1'), allQuoted));

  it('is complete across several quotations', () =>
    given(received, quoted('1', '5'))
      .when(quote([{ itemId: '2', quantity: '1' }], { quotationId: 'q2' }))
      .emits(quoted('2', '1', 'q2'), allQuoted));

  it('is complete once', () =>
    given(received, quoted('1', '5'), quoted('2', '1'), allQuoted)
      .when(quote([{ itemId: '1', quantity: '95' }], { quotationId: 'q2' }))
      .emits(quoted('1', '95', 'q2')));

  it('references the same quantity into the same quotation once', () =>
    given(received, quoted('1', '5'))
      .when(quote([{ itemId: '1', quantity: '5' }]))
      .changesNothing());

  it('takes 5.0 for 5', () =>
    given(received, quoted('1', '5'))
      .when(quote([{ itemId: '1', quantity: '5.0' }]))
      .changesNothing());

  it('references another quantity into the same quotation anew', () =>
    given(received, quoted('1', '5'))
      .when(quote([{ itemId: '1', quantity: '50' }]))
      .emits(quoted('1', '50')));

  it('references only what is new of a command', () =>
    given(received, quoted('1', '5'))
      .when(
        quote([
          { itemId: '1', quantity: '5' },
          { itemId: '2', quantity: '1' },
        ]),
      )
      .emits(quoted('2', '1'), allQuoted));

  it('references all items of a command or none', () =>
    given(received)
      .when(
        quote([
          { itemId: '1', quantity: '5' },
          { itemId: '3', quantity: '1' },
        ]),
      )
      .refuses({ code: 'inquiry/unknown-item', itemId: '3' }));

  it('refuses an item that stands twice in one command', () =>
    given(received)
      .when(
        quote([
          { itemId: '1', quantity: '5' },
          { itemId: '1', quantity: '6' },
        ]),
      )
      .refuses({ code: 'inquiry/item-twice', itemId: '1' }));

  it('can be quoted through the last instant of its last day, in UTC', () =>
    given(received)
      .when(quote([{ itemId: '1', quantity: '5' }], { on: '2026-03-31T23:59:59.999Z' }))
      .emits(quoted('1', '5')));

  it('cannot be quoted from the next day on', () =>
    given(received)
      .when(quote([{ itemId: '1', quantity: '5' }], { on: '2026-04-01T00:00:00.000Z' }))
      .refuses({ code: 'inquiry/expired', validUntil: '2026-03-31' }));

  it('was quoted already, whatever the day', () =>
    given(received, quoted('1', '5'))
      .when(quote([{ itemId: '1', quantity: '5' }], { on: '2026-04-01T00:00:00.000Z' }))
      .changesNothing());

  it('can always be quoted when it names no last day', () => {
    const { validUntil: _, ...open } = details;
    given({ type: 'InquiryReceived', data: open })
      .when(quote([{ itemId: '1', quantity: '5' }], { on: '2027-01-01T00:00:00.000Z' }))
      .emits(quoted('1', '5'));
  });
});
