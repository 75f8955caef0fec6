import {
  type CopyingRequirement,
  type CopyingRequirements,
  documentFlow,
  type InquiryCommand,
  type InquiryEvent,
  type InquiryItem,
  type InquiryRefusal,
  inquiry,
} from '@presales/domain/inquiry';
import { fold, type Of } from '@presales/kernel';
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
const details = {
  inquiryId,
  partyId: 'acme',
  channel: 'phone',
  items: [chairs, desk],
  validUntil: '2026-03-31',
} as const;
const received: InquiryEvent = { type: 'InquiryReceived', data: details };

type Quoting = Of<InquiryCommand, 'QuoteInquiry'>['data'];
const quote = (items: Quoting['items'], more: Partial<Quoting> = {}): InquiryCommand => ({
  type: 'QuoteInquiry',
  data: { inquiryId, quotationId: 'q1', items, at, ...more },
});
const all = (more: Partial<Quoting> = {}): InquiryCommand => ({
  type: 'QuoteInquiry',
  data: { inquiryId, quotationId: 'q1', at, ...more },
});
const quoted = (
  itemId: string,
  quantity: string,
  quotationId = 'q1',
  warnings?: readonly CopyingRequirement[],
): InquiryEvent => ({
  type: 'InquiryItemQuoted',
  data: { inquiryId, itemId, quotationId, quantity, ...(warnings ? { warnings } : {}) },
});
const allQuoted: InquiryEvent = { type: 'InquiryQuoted', data: { inquiryId } };
const rejected = (itemId: string): InquiryEvent => ({
  type: 'InquiryItemRejected',
  data: { inquiryId, itemId, reason: 'not ours' },
});
const expired: InquiryEvent = {
  type: 'InquiryExpired',
  data: { inquiryId, validUntil: '2026-03-31' },
};
const late = '2026-04-01T00:00:00.000Z';
const fiveChairs = [{ itemId: '1', quantity: '5' }];

describe('an inquiry that is quoted', () => {
  it('is not complete while an item is in no quotation', () =>
    given(received)
      .when(quote([{ itemId: '1', quantity: '100' }]))
      .emits(quoted('1', '100')));

  it('is complete by any quantity of every item (SAP completion rule A, SAP-COPY)', () =>
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
      .when(quote([{ itemId: '1', quantity: '5' }], { at: '2026-03-31T23:59:59.999Z' }))
      .emits(quoted('1', '5')));

  it('cannot be quoted from the next day on', () =>
    given(received)
      .when(quote([{ itemId: '1', quantity: '5' }], { at: '2026-04-01T00:00:00.000Z' }))
      .refuses({ code: 'inquiry/expired', validUntil: '2026-03-31' }));

  it('was quoted already, whatever the day', () =>
    given(received, quoted('1', '5'))
      .when(quote([{ itemId: '1', quantity: '5' }], { at: '2026-04-01T00:00:00.000Z' }))
      .changesNothing());

  it('can always be quoted when it names no last day', () => {
    const { validUntil: _, ...open } = details;
    given({ type: 'InquiryReceived', data: open })
      .when(quote([{ itemId: '1', quantity: '5' }], { at: '2027-01-01T00:00:00.000Z' }))
      .emits(quoted('1', '5'));
  });
});

describe('an inquiry that is quoted in full', () => {
  it('goes into the quotation with every quantity asked for (S6)', () =>
    given(received).when(all()).emits(quoted('1', '100'), quoted('2', '1'), allQuoted));

  it('goes in once', () =>
    given(received, quoted('1', '100'), quoted('2', '1'), allQuoted).when(all()).changesNothing());

  it('went in, as far as it was not rejected', () =>
    given(received, quoted('1', '100'), rejected('2'), allQuoted).when(all()).changesNothing());

  it('goes in with what is in no quotation yet, and was not rejected', () => {
    given(received, quoted('1', '5', 'q0'))
      .when(all())
      .emits(quoted('2', '1'), allQuoted);
    given(received, rejected('1')).when(all()).emits(quoted('2', '1'), allQuoted);
  });

  it('has nothing left for another quotation', () =>
    given(received, quoted('1', '5'), rejected('2'), allQuoted)
      .when(all({ quotationId: 'q2' }))
      .refuses({ code: 'inquiry/nothing-to-quote' }));

  it('has nothing to quote once everything was rejected', () =>
    given(received, rejected('1'), rejected('2'), {
      type: 'InquiryRejected',
      data: { inquiryId },
    })
      .when(all())
      .refuses({ code: 'inquiry/nothing-to-quote' }));

  it('needs every quantity', () => {
    const { quantity: _, ...some } = desk;
    given({ type: 'InquiryReceived', data: { ...details, items: [chairs, some] } })
      .when(all())
      .refuses({ code: 'inquiry/quantity-unknown', itemId: '2' });
  });
});

describe('an inquiry that nothing more is done with', () => {
  const closed: InquiryEvent = { type: 'InquiryClosed', data: { inquiryId, reason: 'done' } };

  it('is not quoted once it is closed', () =>
    given(received, closed).when(quote(fiveChairs)).refuses({ code: 'inquiry/closed' }));

  it('is not quoted once everything was rejected, be it to be ignored', () =>
    given(received, rejected('1'), rejected('2'), { type: 'InquiryRejected', data: { inquiryId } })
      .when(quote(fiveChairs, { requirements: { rejected: 'ignore' } }))
      .refuses({ code: 'inquiry/rejected' }));

  it('was quoted before', () =>
    given(received, quoted('1', '5'), closed).when(quote(fiveChairs)).changesNothing());
});

describe('a copying requirement (SAP-COPY2)', () => {
  const cases: readonly {
    readonly requirement: CopyingRequirement;
    readonly history: readonly InquiryEvent[];
    readonly command: Partial<Quoting>;
    readonly refusal: InquiryRefusal;
  }[] = [
    {
      requirement: 'customer',
      history: [],
      command: { partyId: 'globex' },
      refusal: { code: 'inquiry/other-customer', partyId: 'acme' },
    },
    {
      requirement: 'rejected',
      history: [rejected('1')],
      command: {},
      refusal: { code: 'inquiry/item-rejected', itemId: '1', reason: 'not ours' },
    },
    {
      requirement: 'validity',
      history: [],
      command: { at: late },
      refusal: { code: 'inquiry/expired', validUntil: '2026-03-31' },
    },
    {
      requirement: 'second-reference',
      history: [quoted('1', '5', 'q0')],
      command: {},
      refusal: { code: 'inquiry/already-referenced', itemId: '1', quotationId: 'q0' },
    },
  ];

  describe.each(cases)('$requirement', ({ requirement, history, command, refusal }) => {
    const taken = (severity: 'ignore' | 'warning' | 'error'): Partial<Quoting> => ({
      ...command,
      requirements: { [requirement]: severity },
    });

    it('refuses the reference where it is an error', () =>
      given(received, ...history)
        .when(quote(fiveChairs, taken('error')))
        .refuses(refusal));

    it('stands on the reference where it is a warning', () =>
      given(received, ...history)
        .when(quote(fiveChairs, taken('warning')))
        .emits(quoted('1', '5', 'q1', [requirement])));

    it('is passed over where it is ignored', () =>
      given(received, ...history)
        .when(quote(fiveChairs, taken('ignore')))
        .emits(quoted('1', '5')));

    it(
      requirement === 'second-reference'
        ? 'is ignored where nothing is said: an item may go into several quotations'
        : 'is an error where nothing is said',
      () => {
        const outcome = given(received, ...history).when(quote(fiveChairs, command));
        if (requirement === 'second-reference') outcome.emits(quoted('1', '5'));
        else outcome.refuses(refusal);
      },
    );
  });

  it('is met: the same customer, nothing rejected, on the last day, nowhere else', () => {
    const strict: CopyingRequirements = {
      customer: 'error',
      rejected: 'error',
      validity: 'error',
      'second-reference': 'error',
    };
    given(received)
      .when(
        quote(fiveChairs, {
          partyId: 'acme',
          requirements: strict,
          at: '2026-03-31T23:59:59.999Z',
        }),
      )
      .emits(quoted('1', '5'));
  });

  it('takes another quantity in the same quotation for no second reference', () =>
    given(received, quoted('1', '5'))
      .when(
        quote([{ itemId: '1', quantity: '6' }], { requirements: { 'second-reference': 'error' } }),
      )
      .emits(quoted('1', '6')));

  it('holds for each item by itself', () =>
    given(received, rejected('1'))
      .when(
        quote([...fiveChairs, { itemId: '2', quantity: '1' }], {
          requirements: { rejected: 'warning' },
        }),
      )
      .emits(quoted('1', '5', 'q1', ['rejected']), quoted('2', '1'), allQuoted));

  it('that is an error for one item refuses them all', () =>
    given(received, rejected('2'))
      .when(quote([...fiveChairs, { itemId: '2', quantity: '1' }]))
      .refuses({ code: 'inquiry/item-rejected', itemId: '2', reason: 'not ours' }));

  it('may stand beside others on one reference, customer first', () =>
    given(received, rejected('1'), quoted('1', '5', 'q0'))
      .when(
        quote(fiveChairs, {
          partyId: 'globex',
          at: late,
          requirements: {
            customer: 'warning',
            rejected: 'warning',
            validity: 'warning',
            'second-reference': 'warning',
          },
        }),
      )
      .emits(quoted('1', '5', 'q1', ['customer', 'rejected', 'validity', 'second-reference'])));

  it('refuses by the first error, though a warning comes before', () =>
    given(received, rejected('1'))
      .when(quote(fiveChairs, { partyId: 'globex', requirements: { customer: 'warning' } }))
      .refuses({ code: 'inquiry/item-rejected', itemId: '1', reason: 'not ours' }));

  it('lets an expired inquiry be quoted where validity is a warning; it stays expired', () => {
    given(received, quoted('2', '1'), expired)
      .when(quote(fiveChairs, { at: late, requirements: { validity: 'warning' } }))
      .emits(quoted('1', '5', 'q1', ['validity']));
    given(received, expired)
      .when(quote(fiveChairs, { at: late }))
      .refuses({ code: 'inquiry/expired', validUntil: '2026-03-31' });
  });

  it('counts the last day in the zone of the inquiry', () => {
    const zoned: InquiryEvent = {
      type: 'InquiryReceived',
      data: { ...details, zone: 'Europe/Bucharest' },
    };
    given(zoned)
      .when(quote(fiveChairs, { at: '2026-03-31T20:59:59.999Z' }))
      .emits(quoted('1', '5'));
    given(zoned)
      .when(quote(fiveChairs, { at: '2026-03-31T21:00:00.000Z' }))
      .refuses({ code: 'inquiry/expired', validUntil: '2026-03-31' });
  });
});

describe('the document flow of an inquiry (S7: VA13)', () => {
  const flowOf = (...history: readonly InquiryEvent[]) => {
    const state = fold(inquiry.decider, [received, ...history]);
    if (state.status === 'absent') throw new Error('the inquiry was received');
    return documentFlow(state.record);
  };

  it('is empty before anything is quoted', () => expect(flowOf()).toEqual([]));

  it('tells which quotations took how much of what', () =>
    expect(flowOf(quoted('1', '5'), quoted('2', '1'), allQuoted, quoted('1', '95', 'q2'))).toEqual([
      {
        quotationId: 'q1',
        items: [
          { itemId: '1', quantity: '5' },
          { itemId: '2', quantity: '1' },
        ],
      },
      { quotationId: 'q2', items: [{ itemId: '1', quantity: '95' }] },
    ]));

  it('has the quantity that a quotation took last', () =>
    expect(flowOf(quoted('1', '5'), quoted('1', '50'))).toEqual([
      { quotationId: 'q1', items: [{ itemId: '1', quantity: '50' }] },
    ]));
});
