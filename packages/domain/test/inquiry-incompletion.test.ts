import {
  type IncompletionProcedure,
  type InquiryCommand,
  type InquiryEvent,
  type InquiryHeader,
  type InquiryItem,
  incompletionLog,
  inquiry,
  inquiryStage,
} from '@presales/domain/inquiry';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(inquiry);

const at = '2026-03-02T09:00:00.000Z';
const inquiryId = 'i1';
const something: InquiryItem = { itemId: '1', description: 'To sit on', asks: ['price', 'other'] };
const desk: InquiryItem = {
  itemId: '2',
  description: 'A desk',
  productId: 'desk-4',
  quantity: '1',
  asks: ['availability'],
};
const receivedWith = (header: InquiryHeader): InquiryEvent => ({
  type: 'InquiryReceived',
  data: { inquiryId, partyId: 'acme', channel: 'phone', items: [something, desk], ...header },
});
const received = receivedWith({});
const rejected = (itemId: string): InquiryEvent => ({
  type: 'InquiryItemRejected',
  data: { inquiryId, itemId, reason: 'not ours' },
});
const answered = (itemId: string, ask: 'price' | 'other' | 'availability'): InquiryEvent => ({
  type: 'InquiryQuestionAnswered',
  data: { inquiryId, itemId, ask, answer: 'Yes.' },
});
const quoted = (itemId: string): InquiryEvent => ({
  type: 'InquiryItemQuoted',
  data: { inquiryId, itemId, quotationId: 'q1', quantity: '1' },
});
const stateAfter = (...history: readonly InquiryEvent[]) => {
  const state = fold(inquiry.decider, history);
  if (state.status === 'absent') throw new Error('the inquiry was received');
  return state;
};
const recordAfter = (...history: readonly InquiryEvent[]) => stateAfter(...history).record;

const procedure: IncompletionProcedure = {
  header: [
    { field: 'ownerId', blocks: ['answering', 'quoting'] },
    { field: 'validUntil', blocks: [] },
  ],
  item: [
    { field: 'productId', blocks: ['quoting'] },
    { field: 'quantity', blocks: ['answering'] },
  ],
};

describe('the incompletion log of an inquiry (SAP-INC)', () => {
  it('lists what is missing of the header, then of each item, and what that blocks', () =>
    expect(incompletionLog(recordAfter(received), procedure)).toEqual([
      { field: 'ownerId', blocks: ['answering', 'quoting'] },
      { field: 'validUntil', blocks: [] },
      { itemId: '1', field: 'productId', blocks: ['quoting'] },
      { itemId: '1', field: 'quantity', blocks: ['answering'] },
    ]));

  it('is shorter when something was filled in', () =>
    expect(
      incompletionLog(
        recordAfter(
          received,
          { type: 'InquiryChanged', data: { inquiryId, from: {}, to: { ownerId: 'anna' } } },
          {
            type: 'InquiryItemChanged',
            data: { inquiryId, from: something, to: { ...something, quantity: '3' } },
          },
        ),
        procedure,
      ),
    ).toEqual([
      { field: 'validUntil', blocks: [] },
      { itemId: '1', field: 'productId', blocks: ['quoting'] },
    ]));

  it('misses nothing of a rejected item', () =>
    expect(
      incompletionLog(
        recordAfter(receivedWith({ ownerId: 'anna', validUntil: '2026-03-31' }), rejected('1')),
        procedure,
      ),
    ).toEqual([]));

  it('asks for nothing by a setting that names no field', () =>
    expect(incompletionLog(recordAfter(received), { header: [], item: [] })).toEqual([]));
});

describe('an inquiry in which something is missing', () => {
  const answerOf = (
    itemId: string,
    ask: 'price' | 'availability',
    incompletion: IncompletionProcedure | undefined = procedure,
  ): InquiryCommand => ({
    type: 'AnswerInquiryQuestion',
    data: { inquiryId, itemId, ask, answer: 'Yes.', incompletion, at },
  });
  const quote = (
    itemId: string,
    incompletion: IncompletionProcedure | undefined = procedure,
  ): InquiryCommand => ({
    type: 'QuoteInquiry',
    data: {
      inquiryId,
      quotationId: 'q1',
      items: [{ itemId, quantity: '1' }],
      incompletion,
      at,
    },
  });
  const owned = receivedWith({ ownerId: 'anna' });

  it('is not quoted before the header and the item have what quoting needs', () =>
    given(received)
      .when(quote('1'))
      .refuses({
        code: 'inquiry/incomplete',
        missing: [
          { field: 'ownerId', blocks: ['answering', 'quoting'] },
          { itemId: '1', field: 'productId', blocks: ['quoting'] },
        ],
      }));

  it('is not answered before the header and the item have what an answer needs', () =>
    given(received)
      .when(answerOf('1', 'price'))
      .refuses({
        code: 'inquiry/incomplete',
        missing: [
          { field: 'ownerId', blocks: ['answering', 'quoting'] },
          { itemId: '1', field: 'quantity', blocks: ['answering'] },
        ],
      }));

  it('is quoted item by item: what another one lacks does not matter', () =>
    given(owned).when(quote('2')).emits(quoted('2')));

  it('is answered item by item: what another one lacks does not matter', () =>
    given(owned).when(answerOf('2', 'availability')).emits(answered('2', 'availability')));

  it('was answered and quoted before the setting asked for more', () => {
    given(received, answered('1', 'price')).when(answerOf('1', 'price')).changesNothing();
    given(received, quoted('1')).when(quote('1')).changesNothing();
  });

  it('goes on where no setting asks for anything', () => {
    const lax = { header: [], item: [] };
    given(received).when(quote('1', lax)).emits(quoted('1'));
    given(received)
      .when(answerOf('1', 'price', lax))
      .emits(answered('1', 'price'));
  });
});

describe('how far an inquiry has come', () => {
  const all = [answered('1', 'price'), answered('1', 'other'), answered('2', 'availability')];

  it.each<readonly [string, readonly InquiryEvent[]]>([
    ['incomplete', []],
    ['incomplete', [answered('1', 'price'), answered('2', 'availability')]],
    ['incomplete', [answered('1', 'price'), answered('1', 'other')]],
    ['answered', all],
    ['answered', [rejected('1'), answered('2', 'availability')]],
    ['partly-quoted', [...all, quoted('1')]],
    ['partly-quoted', [quoted('2')]],
    ['quoted', [quoted('1'), quoted('2'), { type: 'InquiryQuoted', data: { inquiryId } }]],
    ['rejected', [rejected('1'), rejected('2'), { type: 'InquiryRejected', data: { inquiryId } }]],
    ['closed', [...all, { type: 'InquiryClosed', data: { inquiryId, reason: 'done' } }]],
    ['expired', [{ type: 'InquiryExpired', data: { inquiryId, validUntil: '2026-03-31' } }]],
  ])('is %s after %j', (stage, history) =>
    expect(inquiryStage(stateAfter(received, ...history), procedure)).toBe(stage),
  );

  it('is open while it waits for answers and nothing is missing', () => {
    expect(inquiryStage(stateAfter(received))).toBe('open');
    expect(inquiryStage(stateAfter(received), { header: [], item: [] })).toBe('open');
  });
});
