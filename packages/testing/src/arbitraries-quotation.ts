import { type QuotationCommand, quotation } from '@presales/domain';
import type { Of } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor } from './arbitraries.ts';

type Type = QuotationCommand['type'];

const at = '2026-03-01T09:00:00.000Z';

const of = <T extends Type>(type: T): Arbitrary<Of<QuotationCommand, T>> =>
  commandsFor(quotation).filter(
    (command): command is Of<QuotationCommand, T> => command.type === type,
  );

const draft = of('DraftQuotation');
const addLine = of('AddQuotationLine');
const send = of('SendQuotation').map(
  ({ type, data }): QuotationCommand => ({ type, data: { ...data, validUntil: '2026-03-31', at } }),
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

/** A customer's answer to one of the first versions, while they are valid and a little after. */
const answer = fc.oneof(
  fc.tuple(of('AcceptQuotation'), fc.option(rates, { nil: undefined })).map(
    ([{ type, data }, rates]): QuotationCommand => ({
      type,
      data: { ...data, rates, version: (data.version % 2) + 1 },
    }),
  ),
  of('DeclineQuotation'),
  of('ExpireQuotation'),
);

/**
 * The commands of a quotation that goes somewhere: drafted, written, sent, perhaps revised and sent
 * again, answered, and then anything. Commands drawn blindly seldom come that far.
 */
export const quotationStories: Arbitrary<readonly QuotationCommand[]> = fc
  .tuple(
    draft,
    fc.array(addLine, { minLength: 1, maxLength: 4 }),
    send,
    fc.oneof(
      fc.constant([]),
      fc.tuple(revise),
      fc.tuple(revise, addLine),
      fc.tuple(revise, addLine, send),
    ),
    fc.array(answer, { maxLength: 2 }),
    fc.array(commandsFor(quotation), { maxLength: 10 }),
  )
  .map(([drafted, lines, sent, revised, answers, rest]) => [
    drafted,
    ...lines,
    sent,
    ...revised,
    ...answers,
    ...rest,
  ]);
