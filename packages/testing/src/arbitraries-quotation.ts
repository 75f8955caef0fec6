import type { FrozenRates } from '@presales/domain';
import { type QuotationCommand, type QuotationLine, quotation } from '@presales/domain/quotation';
import type { LocalDate, Of } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor, ofType } from './arbitraries.ts';

type Type = QuotationCommand['type'];
type Commands = Arbitrary<readonly QuotationCommand[]>;

const quotationId = 'a';
const at = '2026-03-01T09:00:00.000Z';

const of = <T extends Type>(type: T): Arbitrary<Of<QuotationCommand, T>> =>
  ofType(quotation.commands, type);

const draft = of('DraftQuotation');
const addLine = of('AddQuotationLine');
const send = of('SendQuotation').map(
  ({ type, data }): QuotationCommand => ({
    type,
    // A random policy forbids nearly everything; the policies that matter are in the reviews below.
    data: { ...data, policy: undefined, validUntil: '2026-03-31', at },
  }),
);
/** Rates for every currency that lines are priced in. */
const rates = fc.constantFrom('EUR', 'JPY').map((base) => ({
  base,
  rateDate: '2026-03-01',
  source: 'ecb',
  rates: ['EUR', 'USD', 'JPY', 'BHD']
    .filter((currency) => currency !== base)
    .map((currency) => ({ currency, rate: '1.0842' })),
}));

const revise = of('ReviseQuotation');

/** What a seller does to a draft before it is sent. */
const edits: Commands = fc.array(
  fc.oneof(
    of('ChangeQuotationLine'),
    of('SubstituteQuotationLine'),
    of('OfferAlternative'),
    of('ChooseQuotationItem').map(firstVersion),
    of('TakeOptionalItem').map(firstVersion),
    of('DiscountQuotation'),
    of('RoundQuotationTotals'),
    of('RemoveQuotationLine'),
    of('FollowQuotation'),
  ),
  { maxLength: 4 },
);

function firstVersion<T extends { readonly type: string; readonly data: object }>(command: T): T {
  return { ...command, data: { ...command.data, version: 1 } };
}

/** A review under a policy so strict that approval is needed, and the answer of the approver. */
const review: Commands = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.boolean(),
        fc.constantFrom('a', 'b'),
        fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.tuple(addLine) },
        ),
      )
      .map(([approved, approverId, changed]): readonly QuotationCommand[] => [
        { type: 'SubmitQuotation', data: { quotationId, authorId: 'a', at } },
        { type: 'RequestApproval', data: { quotationId, policy: { minMargin: 10_000 }, at } },
        ...changed,
        approved
          ? { type: 'ApproveQuotation', data: { quotationId, version: 1, approverId, at } }
          : {
              type: 'RefuseApproval',
              data: { quotationId, version: 1, approverId, reason: 'Too dear', at },
            },
        { type: 'RequestApproval', data: { quotationId, policy: { minMargin: 10_000 }, at } },
      ]),
  },
);

/** The answer of a customer to one of the first versions, while it is valid or shortly after. */
const answer: Arbitrary<QuotationCommand> = fc.oneof(
  fc.tuple(of('AcceptQuotation'), fc.option(rates, { nil: undefined })).map(
    ([{ type, data }, rates]): QuotationCommand => ({
      type,
      data: { ...data, rates, version: (data.version % 2) + 1 },
    }),
  ),
  fc.tuple(of('AcceptQuotationItems'), rates).map(
    ([{ type, data }, rates]): QuotationCommand => ({
      type,
      data: { ...data, rates, version: 1, at },
    }),
  ),
  of('RejectQuotationItem').map(firstVersion),
  of('RevokeAcceptance').map(firstVersion),
  of('ExtendQuotationValidity').map(firstVersion),
  of('DeclineQuotation'),
  of('WithdrawQuotation'),
  of('ExpireQuotation'),
  fc.constant<QuotationCommand>({ type: 'UnfreezeExchangeRates', data: { quotationId, at } }),
  rates.map(
    (rates): QuotationCommand => ({
      type: 'FreezeExchangeRates',
      data: { quotationId, rates, at },
    }),
  ),
);

/**
 * The commands of a quotation that makes progress: it is drafted, edited, reviewed, sent, perhaps
 * revised and sent again, and answered; then come any others. Commands that are drawn independently
 * seldom get that far.
 */
const answered: Commands = fc
  .tuple(
    draft,
    fc.array(addLine, { minLength: 1, maxLength: 4 }),
    edits,
    review,
    send,
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.tuple(revise) },
      { weight: 1, arbitrary: fc.tuple(revise, addLine) },
      { weight: 1, arbitrary: fc.tuple(revise, addLine, send) },
    ),
    fc.array(answer, { maxLength: 4 }),
    fc.array(commandsFor(quotation), { maxLength: 8 }),
  )
  .map(([drafted, lines, edited, reviewed, sent, revised, answers, rest]) => [
    drafted,
    ...lines,
    ...edited,
    ...reviewed,
    sent,
    ...revised,
    ...answers,
    ...rest,
  ]);

const line = (lineId: string, more: Partial<QuotationLine> = {}): QuotationLine => ({
  lineId,
  description: 'North',
  quantity: '6',
  unitPrice: { amount: 1_230, currency: 'EUR', scale: 2 },
  ...more,
});

const ratesOf = (rateDate: LocalDate): FrozenRates => ({
  base: 'EUR',
  rateDate,
  source: 'ecb',
  rates: [{ currency: 'USD', rate: '0.92' }],
});

/** A customer accepts, rejects or ignores the two lines, the alternative and the option of a version. */
const answersTo = (version: number): Commands =>
  fc.array(
    fc.oneof(
      fc
        .record({
          acceptanceId: fc.constantFrom('a', 'b', 'c'),
          lineId: fc.constantFrom('a', 'b', 'c'),
          quantity: fc.constantFrom('1', '0.125', '6', '5.875'),
          moreThanQuoted: fc.boolean(),
        })
        .map(
          ({ acceptanceId, lineId, quantity, moreThanQuoted }): QuotationCommand => ({
            type: 'AcceptQuotationItems',
            data: {
              quotationId,
              version,
              acceptanceId,
              items: [{ lineId, quantity }],
              policy: { olderVersions: false, moreThanQuoted },
              at,
            },
          }),
        ),
      fc.constantFrom('a', 'b', 'c').map(
        (lineId): QuotationCommand => ({
          type: 'RejectQuotationItem',
          data: {
            quotationId,
            version,
            lineId,
            rejection: { by: 'customer', reason: 'price' },
            at,
          },
        }),
      ),
      fc
        .constantFrom<LocalDate>('2026-02-28', '2026-03-01')
        .map(ratesOf)
        .chain((rates) =>
          fc.constantFrom<QuotationCommand>(
            { type: 'FreezeExchangeRates', data: { quotationId, rates, at } },
            { type: 'AcceptQuotation', data: { quotationId, version, rates, at } },
          ),
        ),
      fc.boolean().map(
        (taken): QuotationCommand => ({
          type: 'TakeOptionalItem',
          data: { quotationId, version, lineId: 'c', taken, at },
        }),
      ),
      fc.constantFrom<QuotationCommand>(
        {
          type: 'ExtendQuotationValidity',
          data: { quotationId, version, until: '2026-04-01', at },
        },
        { type: 'ChooseQuotationItem', data: { quotationId, version, lineId: 'd', at } },
        { type: 'AcceptQuotation', data: { quotationId, version, at } },
        { type: 'RevokeAcceptance', data: { quotationId, version, reason: 'Mistake', at } },
        { type: 'WithdrawQuotation', data: { quotationId, reason: 'price-error', at } },
        { type: 'DeclineQuotation', data: { quotationId, reason: 'price', at } },
      ),
    ),
    { minLength: 1, maxLength: 8 },
  );

/** The rest of what was taken in part is revised, sent again, and answered. */
const revisedAndAnswered: Commands = answersTo(2).map((answers) => [
  { type: 'ReviseQuotation', data: { quotationId, reason: 'Too dear', at } },
  { type: 'SendQuotation', data: { quotationId, validUntil: '2026-03-31', at } },
  ...answers,
  { type: 'RevokeAcceptance', data: { quotationId, version: 1, reason: 'Mistake', at } },
]);

/** Two lines, an alternative and an option, which are answered one by one; perhaps in two versions. */
const inParts: Commands = fc
  .tuple(answersTo(1), fc.oneof(fc.constant([]), revisedAndAnswered))
  .map(([answers, revision]) => [
    { type: 'DraftQuotation', data: { quotationId, partyId: 'a', sellerZone: 'UTC', at } },
    { type: 'AddQuotationLine', data: { quotationId, line: line('a'), at } },
    { type: 'AddQuotationLine', data: { quotationId, line: line('b', { discount: 750 }), at } },
    { type: 'AddQuotationLine', data: { quotationId, line: line('c', { optional: true }), at } },
    { type: 'OfferAlternative', data: { quotationId, forLineId: 'a', line: line('d'), at } },
    {
      type: 'DiscountQuotation',
      data: { quotationId, discount: { kind: 'percent', rate: 333 }, at },
    },
    { type: 'SendQuotation', data: { quotationId, validUntil: '2026-03-31', at } },
    ...answers,
    ...revision,
    { type: 'ExpireQuotation', data: { quotationId, at: '2026-04-02T00:00:00.000Z' } },
  ]);

/** A draft whose alternatives are added and removed. */
const alternatives: Commands = fc
  .array(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 2 }))
      .map(([lineId, forLineId, kind]): QuotationCommand => {
        if (kind === 0) return { type: 'RemoveQuotationLine', data: { quotationId, lineId, at } };
        if (kind === 1)
          return { type: 'ChooseQuotationItem', data: { quotationId, version: 1, lineId, at } };
        return {
          type: 'OfferAlternative',
          data: { quotationId, forLineId, line: line(lineId), at },
        };
      }),
    { maxLength: 8 },
  )
  .map((changes) => [
    { type: 'DraftQuotation', data: { quotationId, partyId: 'a', sellerZone: 'UTC', at } },
    { type: 'AddQuotationLine', data: { quotationId, line: line('a'), at } },
    ...changes,
  ]);

/** Quotations that make progress: edited, answered as a whole, or line by line. */
export const quotationStories: Commands = fc.oneof(
  { weight: 2, arbitrary: answered },
  { weight: 1, arbitrary: alternatives },
  { weight: 1, arbitrary: inParts },
);
