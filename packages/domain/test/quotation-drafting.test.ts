import {
  countingLines,
  itemsToCopy,
  lastOffer,
  type QuotationCommand,
  type QuotationEvent,
  type QuotationLine,
  quotationLimits,
  standardCalculation,
} from '@presales/domain/quotation';
import { currencyCodes, limits, money } from '@presales/kernel';
import {
  accept,
  accepted,
  add,
  added,
  after,
  at,
  chair,
  dayAfter,
  declined,
  draft,
  drafted,
  euros,
  expire,
  expired,
  given,
  header,
  inPlay,
  lamp,
  line,
  quotationId,
  remove,
  removed,
  revised,
  send,
  sent,
} from './quotation-story.ts';

const change = (line: QuotationLine): QuotationCommand => ({
  type: 'ChangeQuotationLine',
  data: { quotationId, line, at },
});
const changed = (line: QuotationLine): QuotationEvent => ({
  type: 'QuotationLineChanged',
  data: { quotationId, line },
});
const substitute = (lineId: string, line: QuotationLine): QuotationCommand => ({
  type: 'SubstituteQuotationLine',
  data: { quotationId, lineId, line, reason: 'Out of stock', at },
});
const substituted = (lineId: string, line: QuotationLine): QuotationEvent => ({
  type: 'QuotationLineSubstituted',
  data: { quotationId, lineId, line, reason: 'Out of stock' },
});
const offer = (forLineId: string, line: QuotationLine): QuotationCommand => ({
  type: 'OfferAlternative',
  data: { quotationId, forLineId, line, at },
});
const offered = (forLineId: string, line: QuotationLine): QuotationEvent => ({
  type: 'AlternativeItemOffered',
  data: { quotationId, forLineId, line },
});
const choose = (lineId: string, version = 1, on = at): QuotationCommand => ({
  type: 'ChooseQuotationItem',
  data: { quotationId, version, lineId, at: on },
});
const chosen = (lineId: string, version = 1): QuotationEvent => ({
  type: 'QuotationItemChosen',
  data: { quotationId, version, lineId },
});
const take = (lineId: string, taken = true, version = 1): QuotationCommand => ({
  type: 'TakeOptionalItem',
  data: { quotationId, version, lineId, taken, at },
});
const took = (lineId: string, taken = true, version = 1): QuotationEvent => ({
  type: 'OptionalItemTaken',
  data: { quotationId, version, lineId, taken },
});

type SourceKind = 'inquiry' | 'shop-order' | 'quotation';
const copy = (
  items: readonly (readonly [string, QuotationLine])[],
  kind: SourceKind = 'shop-order',
  partyId = 'acme',
): QuotationCommand => ({
  type: 'CopyIntoQuotation',
  data: {
    quotationId,
    from: { kind, documentId: 'd1', partyId },
    items: items.map(([itemId, line]) => ({ itemId, line })),
    at,
  },
});
const from = (kind: SourceKind, itemId: string, line: QuotationLine): QuotationLine => ({
  ...line,
  reference: { kind, documentId: 'd1', itemId },
});

/** The ids of the lines in the draft's total. */
const inTotal = (...history: readonly QuotationEvent[]): readonly string[] => {
  const state = after(...history);
  return state.status === 'draft' ? countingLines(state.terms).map(({ lineId }) => lineId) : [];
};

const mesh = line('1a', 110_00);
const leather = line('1b', 120_00);
const manyLines = Array.from({ length: quotationLimits.lines }, (_, index) =>
  added(line(`${index}`, 1)),
);
const huge = (lineId: string) => line(lineId, limits.amount, 'EUR', { quantity: '2' });

/** What is drafted without a word on how it is counted. */
const calculation = standardCalculation;
const counted = { ...header, calculation };

describe('drafting a quotation', () => {
  it.each(['scratch', 'inquiry', 'shop-order', 'quotation'] as const)(
    'records that it comes from %s, and the document it came from (S5, S9)',
    (kind) => {
      const origin = { kind, id: 'd1' };
      given()
        .when({ type: 'DraftQuotation', data: { ...header, shopOrderId: 's1', origin, at } })
        .emits({ type: 'QuotationDrafted', data: { ...counted, shopOrderId: 's1', origin } });
    },
  );

  it('records how likely such documents and this customer are to buy', () => {
    const chances = { document: 80, customer: 50 };
    given()
      .when({ type: 'DraftQuotation', data: { ...header, chances, at } })
      .emits({ type: 'QuotationDrafted', data: { ...counted, chances } });
  });

  it('begins with nothing: no lines, no discount, no rates, no deal, nothing sent', () =>
    given(drafted).is({
      status: 'draft',
      record: { header: counted, opportunityId: undefined, offers: [] },
      version: 1,
      terms: { positions: [], rounding: [], calculation },
    }));
});

describe('copying into a quotation', () => {
  it.each(['inquiry', 'shop-order', 'quotation'] as const)(
    'takes items of %s with the quantities chosen, each referring to the item it was (S68, S70)',
    (kind) =>
      given(drafted)
        .when(
          copy(
            [
              ['i1', { ...chair, quantity: '3' }],
              ['i2', lamp],
            ],
            kind,
          ),
        )
        .emits(added(from(kind, 'i1', { ...chair, quantity: '3' })), added(from(kind, 'i2', lamp))),
  );

  it('lets a hundred pieces of a shop order be offered at a lower price (S71, S73)', () => {
    const ordered = from('shop-order', 'i1', line('1', 100_00, 'EUR', { quantity: '100' }));
    const cheaper = { ...ordered, unitPrice: money(85_00, 'EUR') };
    given(drafted, added(ordered)).when(change(cheaper)).emits(changed(cheaper));
    given(drafted, added(ordered), changed(cheaper)).when(send()).emits(sent(1, cheaper));
  });

  it('writes its own reference, whatever a line referred to before', () =>
    given(drafted)
      .when(
        copy([['i1', { ...chair, reference: { kind: 'inquiry', documentId: 'x', itemId: 'y' } }]]),
      )
      .emits(added(from('shop-order', 'i1', chair))));

  it('happens once, and adds what is not there yet', () => {
    const one = added(from('shop-order', 'i1', chair));
    given(drafted, one)
      .when(copy([['i1', chair]]))
      .changesNothing();
    given(drafted, one)
      .when(
        copy([
          ['i1', chair],
          ['i2', lamp],
        ]),
      )
      .emits(added(from('shop-order', 'i2', lamp)));
  });

  it('does not take two lines under one id', () =>
    given(drafted, added(chair))
      .when(
        copy([
          ['i2', lamp],
          ['i1', chair],
        ]),
      )
      .refuses({ code: 'quotation/line-exists', lineId: '1' }));

  it('is between documents of one customer', () =>
    given(drafted)
      .when(copy([['i1', chair]], 'inquiry', 'rival'))
      .refuses({ code: 'quotation/another-customer', partyId: 'rival' }));

  it('stops at the limit of lines, counting those it adds itself', () =>
    given(drafted, ...manyLines.slice(1))
      .when(
        copy([
          ['i1', line('x', 1)],
          ['i2', line('y', 1)],
        ]),
      )
      .refuses({ code: 'quotation/too-many-lines', limit: 1_000 }));

  it('stops at amounts beyond what amounts may be', () =>
    given(drafted)
      .when(
        copy([
          ['i1', chair],
          ['i2', huge('2')],
        ]),
      )
      .refuses({ code: 'quotation/amount-too-large' }));
});

describe('what is copied of another quotation', () => {
  const option = line('3', 10_00, 'EUR', { optional: true });
  const written = [
    drafted,
    added({
      ...chair,
      substitutes: '0',
      reference: { kind: 'inquiry', documentId: 'x', itemId: 'y' },
    }),
    offered('1', mesh),
    added(option),
    added(lamp),
  ];

  const copied = (...history: readonly QuotationEvent[]) => {
    const state = after(...history);
    return state.status === 'draft' ? itemsToCopy(state.terms) : [];
  };

  it('is its main lines, without options that were not taken (SAP)', () =>
    expect(copied(...written)).toEqual([
      { itemId: '1', line: chair },
      { itemId: '2', line: lamp },
    ]));

  it('is the alternative where one was chosen, and the option where it was taken', () =>
    expect(copied(...written, chosen('1a'), took('3'))).toEqual([
      { itemId: '1a', line: mesh },
      { itemId: '3', line: line('3', 10_00) },
      { itemId: '2', line: lamp },
    ]));

  it('is neither its validity nor its acceptance: the copy is sent and answered anew', () => {
    const state = after(...inPlay, accepted());
    const offer = state.status === 'absent' ? undefined : lastOffer(state);
    const items = offer === undefined ? [] : itemsToCopy(offer);
    expect(items).toEqual([{ itemId: '1', line: chair }]);
    given(drafted)
      .when(
        copy(
          items.map(({ itemId, line }) => [itemId, line] as const),
          'quotation',
        ),
      )
      .emits(added(from('quotation', '1', chair)));
    given(drafted, added(from('quotation', '1', chair)))
      .when(accept())
      .refuses({ code: 'quotation/version-not-sent', version: 1 });
  });
});

describe('changing a line', () => {
  const cheaper = { ...chair, unitPrice: money(90_00, 'EUR') };

  it('says anew what it is', () =>
    given(drafted, added(chair)).when(change(cheaper)).emits(changed(cheaper)));

  it('counts from then on', () =>
    given(drafted, added(chair), added(lamp), changed(cheaper))
      .when(send())
      .emits(sent(1, cheaper, lamp)));

  it('changes an alternative too', () => {
    const dearer = { ...mesh, quantity: '2' };
    given(drafted, added(chair), offered('1', mesh)).when(change(dearer)).emits(changed(dearer));
    given(drafted, added(chair), offered('1', mesh), changed(dearer), chosen('1a'))
      .when(send())
      .emits(sent(1, dearer));
  });

  it('happens once', () =>
    given(drafted, added(chair), changed(cheaper)).when(change(cheaper)).changesNothing());

  it('needs a line that is there', () =>
    given(drafted, added(chair))
      .when(change(lamp))
      .refuses({ code: 'quotation/unknown-line', lineId: '2' }));

  it('refuses amounts beyond what amounts may be', () =>
    given(drafted, added(chair))
      .when(change(huge('1')))
      .refuses({ code: 'quotation/amount-too-large' }));

  it('may swap the last of fifty currencies for another, for it is one no more', () => {
    const fifty = currencyCodes
      .slice(0, quotationLimits.currencies)
      .map((currency) => line(currency, 1, currency));
    const other = currencyCodes[quotationLimits.currencies] ?? '';
    const [first] = fifty;
    if (first === undefined) throw new Error('there are fifty currencies');
    const swapped = { ...first, unitPrice: { amount: 1, currency: other, scale: 2 } };
    given(drafted, ...fifty.map(added))
      .when(change(swapped))
      .emits(changed(swapped));
    given(drafted, ...fifty.map(added), added({ ...first, lineId: 'again' }))
      .when(change(swapped))
      .refuses({ code: 'quotation/too-many-currencies', limit: 50 });
  });

  it('changes nothing that was sent (S8)', () =>
    given(...inPlay)
      .when(change(cheaper))
      .refuses({ code: 'quotation/not-a-draft' }));
});

describe('substituting an item', () => {
  const ordered = from('shop-order', 'i1', chair);
  const model = line('9', 95_00);
  const inItsPlace = { ...from('shop-order', 'i1', model), substitutes: '1' };

  it('puts another model in its place, which names it and the order it comes from (S72)', () =>
    given(drafted, added(ordered))
      .when(substitute('1', model))
      .emits(substituted('1', inItsPlace)));

  it('counts where the first counted (S72)', () =>
    expect(inTotal(drafted, added(ordered), added(lamp), substituted('1', inItsPlace))).toEqual([
      '9',
      '2',
    ]));

  it('keeps its own reference where it has one', () => {
    const own = { ...from('inquiry', 'i7', model), substitutes: '1' };
    given(drafted, added(ordered))
      .when(substitute('1', from('inquiry', 'i7', model)))
      .emits(substituted('1', own));
  });

  it('refers to no order where the first did not', () =>
    given(drafted, added(chair))
      .when(substitute('1', model))
      .emits(substituted('1', { ...model, substitutes: '1' })));

  it('leaves the alternatives of the first as they are, and stays chosen', () => {
    const history = [drafted, added(chair), offered('1', mesh), substituted('1', inItsPlace)];
    expect(inTotal(...history)).toEqual(['9']);
    expect(inTotal(...history, chosen('1a'))).toEqual(['1a']);
  });

  it('may stand in the place of a chosen alternative', () =>
    expect(
      inTotal(
        drafted,
        added(chair),
        offered('1', mesh),
        chosen('1a'),
        substituted('1a', inItsPlace),
      ),
    ).toEqual(['9']));

  it('happens once', () =>
    given(drafted, added(ordered), substituted('1', inItsPlace))
      .when(substitute('1', model))
      .changesNothing());

  it('is not repeated with another model under the same id', () =>
    given(drafted, added(ordered), substituted('1', inItsPlace))
      .when(substitute('1', { ...model, quantity: '2' }))
      .refuses({ code: 'quotation/line-exists', lineId: '9' }));

  it('needs an item that is there', () =>
    given(drafted, added(chair))
      .when(substitute('7', model))
      .refuses({ code: 'quotation/unknown-line', lineId: '7' }));

  it('refuses amounts beyond what amounts may be', () =>
    given(drafted, added(chair))
      .when(substitute('1', huge('9')))
      .refuses({ code: 'quotation/amount-too-large' }));

  it('counts the currencies without the item that goes', () => {
    const fifty = currencyCodes
      .slice(0, quotationLimits.currencies)
      .map((currency) => line(currency, 1, currency));
    const other = currencyCodes[quotationLimits.currencies] ?? '';
    const foreign = { ...line('9', 1), unitPrice: { amount: 1, currency: other, scale: 2 } };
    const [first] = fifty;
    if (first === undefined) throw new Error('there are fifty currencies');
    given(drafted, ...fifty.map(added))
      .when(substitute(first.lineId, foreign))
      .emits(substituted(first.lineId, { ...foreign, substitutes: first.lineId }));
  });
});

describe('alternatives', () => {
  const history = [drafted, added(chair), offered('1', mesh)];

  it('are offered for a main line', () =>
    given(drafted, added(chair)).when(offer('1', mesh)).emits(offered('1', mesh)));

  it('are not in the total', () => expect(inTotal(...history, added(lamp))).toEqual(['1', '2']));

  it('are offered once', () =>
    given(...history)
      .when(offer('1', mesh))
      .changesNothing());

  it('stand under exactly one main line', () => {
    given(...history, added(lamp))
      .when(offer('2', mesh))
      .refuses({ code: 'quotation/line-exists', lineId: '1a' });
    given(...history, added(lamp))
      .when(offer('1', lamp))
      .refuses({ code: 'quotation/line-exists', lineId: '2' });
    given(...history)
      .when(offer('1', { ...mesh, quantity: '2' }))
      .refuses({ code: 'quotation/line-exists', lineId: '1a' });
    given(...history)
      .when(add(mesh))
      .refuses({ code: 'quotation/line-exists', lineId: '1a' });
  });

  it('have no alternatives of their own', () =>
    given(...history)
      .when(offer('1a', leather))
      .refuses({ code: 'quotation/not-a-main-line', lineId: '1a' }));

  it('need a line to stand for', () =>
    given(drafted).when(offer('1', mesh)).refuses({ code: 'quotation/unknown-line', lineId: '1' }));

  it('count as lines of the version', () =>
    given(drafted, ...manyLines)
      .when(offer('0', mesh))
      .refuses({ code: 'quotation/too-many-lines', limit: 1_000 }));

  it('take the place of the main line when they are chosen, and give it back', () => {
    given(...history)
      .when(choose('1a'))
      .emits(chosen('1a'));
    expect(inTotal(...history, chosen('1a'))).toEqual(['1a']);
    expect(inTotal(...history, offered('1', leather), chosen('1a'), chosen('1b'))).toEqual(['1b']);
    given(...history, chosen('1a'))
      .when(choose('1'))
      .emits(chosen('1'));
    expect(inTotal(...history, chosen('1a'), chosen('1'))).toEqual(['1']);
  });

  it('are chosen once', () => {
    given(...history, chosen('1a'))
      .when(choose('1a'))
      .changesNothing();
    given(...history)
      .when(choose('1'))
      .changesNothing();
  });

  it('are chosen among what is offered', () =>
    given(...history)
      .when(choose('7'))
      .refuses({ code: 'quotation/unknown-line', lineId: '7' }));

  it('go one by one, the main line coming back; it goes only after them', () => {
    given(...history)
      .when(remove('1a'))
      .emits(removed('1a'));
    expect(inTotal(...history, chosen('1a'), removed('1a'))).toEqual(['1']);
    expect(inTotal(...history, offered('1', leather), chosen('1b'), removed('1a'))).toEqual(['1b']);
    given(...history)
      .when(remove('1'))
      .refuses({ code: 'quotation/line-has-alternatives', lineId: '1' });
    given(...history, removed('1a'))
      .when(remove('1'))
      .emits(removed('1'));
  });

  it('are the choice of the customer once they were sent; what was sent stays as it was (S8)', () => {
    const sentWithMesh = [...history, sent(1, chair)];
    given(...sentWithMesh)
      .when(choose('1a'))
      .emits(chosen('1a'));
    given(...sentWithMesh, chosen('1a'))
      .when(accept())
      .emits({
        type: 'QuotationAccepted',
        data: {
          quotationId,
          version: 1,
          subtotals: [
            {
              net: money(110_00, 'EUR'),
              margin: money(0, 'EUR'),
              netOfUnknownCost: money(110_00, 'EUR'),
            },
          ],
          value: {
            net: money(110_00, 'EUR'),
            margin: money(0, 'EUR'),
            netOfUnknownCost: money(110_00, 'EUR'),
          },
        },
      });
    const state = after(...sentWithMesh, chosen('1a'));
    const version = state.status === 'absent' ? undefined : lastOffer(state);
    expect(version?.sent.subtotals).toEqual([euros]);
    expect(version && countingLines(version.sent)).toEqual([chair]);
  });

  it('are chosen in the version that the customer names', () => {
    const twice = [...history, sent(1, chair), revised];
    expect(inTotal(...twice, chosen('1a', 1))).toEqual(['1']);
    expect(inTotal(...twice, chosen('1a', 2))).toEqual(['1a']);
    given(...twice)
      .when(choose('1a', 3))
      .refuses({ code: 'quotation/version-not-sent', version: 3 });
    given(...twice, chosen('1a', 2))
      .when(choose('1a', 1))
      .emits(chosen('1a', 1));
  });

  it('as the customer chose them are what the next version begins with', () =>
    expect(inTotal(...history, sent(1, chair), chosen('1a'), revised)).toEqual(['1a']));

  it('are not chosen after the last valid day', () =>
    given(...history, sent(1, chair))
      .when(choose('1a', 1, dayAfter))
      .refuses({ code: 'quotation/expired', validUntil: '2026-03-31' }));

  it.each([
    ['declined', declined],
    ['accepted', accepted()],
  ] as const)('are not chosen once the quotation is %s', (status, answer) =>
    given(...history, sent(1, chair), answer)
      .when(choose('1a'))
      .refuses({ code: 'quotation/closed', status }),
  );
});

describe('an optional line', () => {
  const option = line('3', 10_00, 'EUR', { optional: true });
  const history = [drafted, added(chair), added(option)];

  it('is not in the total until it is taken', () => {
    expect(inTotal(...history)).toEqual(['1']);
    given(...history)
      .when(take('3'))
      .emits(took('3'));
    expect(inTotal(...history, took('3'))).toEqual(['1', '3']);
  });

  it('is out of the total again when it is not taken after all', () => {
    given(...history, took('3'))
      .when(take('3', false))
      .emits(took('3', false));
    expect(inTotal(...history, took('3'), took('3', false))).toEqual(['1']);
  });

  it('is taken once', () => {
    given(...history, took('3'))
      .when(take('3'))
      .changesNothing();
    given(...history)
      .when(take('3', false))
      .changesNothing();
  });

  it('speaks for its alternatives too', () => {
    const withAlternative = [...history, offered('3', mesh)];
    given(...withAlternative)
      .when(take('1a'))
      .emits(took('1a'));
    expect(inTotal(...withAlternative, chosen('1a'))).toEqual(['1']);
    expect(inTotal(...withAlternative, chosen('1a'), took('1a'))).toEqual(['1', '1a']);
  });

  it('is one that says so: others are not taken', () =>
    given(...history)
      .when(take('1'))
      .refuses({ code: 'quotation/not-optional', lineId: '1' }));

  it('is a line that is there', () =>
    given(...history)
      .when(take('7'))
      .refuses({ code: 'quotation/unknown-line', lineId: '7' }));

  it('is taken by the customer once it was sent', () => {
    given(...history, sent(1, chair))
      .when(take('3'))
      .emits(took('3'));
    given(...history, sent(1, chair), took('3'))
      .when(accept())
      .emits({
        type: 'QuotationAccepted',
        data: {
          quotationId,
          version: 1,
          subtotals: [
            {
              net: money(110_00, 'EUR'),
              margin: money(0, 'EUR'),
              netOfUnknownCost: money(110_00, 'EUR'),
            },
          ],
          value: {
            net: money(110_00, 'EUR'),
            margin: money(0, 'EUR'),
            netOfUnknownCost: money(110_00, 'EUR'),
          },
        },
      });
  });

  it('alone is nothing to send, and nothing to accept when it is given up', () => {
    given(drafted, added(option)).when(send()).refuses({ code: 'quotation/no-lines' });
    given(drafted, added(option), took('3'), sent(1, option), took('3', false))
      .when(accept())
      .refuses({ code: 'quotation/no-lines' });
  });
});

it.each([
  change(chair),
  substitute('1', lamp),
  copy([['i1', lamp]]),
  offer('1', mesh),
  choose('1'),
  take('1'),
])('a quotation has to be drafted before $type', (command) =>
  given().when(command).refuses({ code: 'quotation/not-drafted' }),
);

it.each([substitute('1', lamp), copy([['i1', lamp]]), offer('1', mesh)])(
  'what was sent takes no $type (S8)',
  (command) =>
    given(...inPlay)
      .when(command)
      .refuses({ code: 'quotation/not-a-draft' }),
);

it('a quotation drafted, declined or expired says so to whoever drafts on it', () => {
  given(...inPlay, declined)
    .when(change(chair))
    .refuses({ code: 'quotation/closed', status: 'declined' });
  given(...inPlay, expired)
    .when(draft)
    .changesNothing();
  given(...inPlay, expired)
    .when(expire(dayAfter))
    .changesNothing();
  given(...inPlay, expired)
    .when({
      type: 'DeclineQuotation',
      data: { quotationId, reason: 'price', at: dayAfter },
    })
    .refuses({
      code: 'quotation/expired',
      validUntil: '2026-03-31',
    });
});
