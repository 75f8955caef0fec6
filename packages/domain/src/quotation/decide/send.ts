import { localDate } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import type { QuotationEvent } from '../events.ts';
import { pricedTerms, subtotalsOfPriced, totalsOf } from '../figures/pricing.ts';
import { allLines, countingLines } from '../figures/terms.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { judgeAll } from '../rules/approval.ts';
import { severalRates } from '../rules/one-rate.ts';
import { freezing } from '../rules/rates.ts';
import { type DraftQuotation, lastOffer, type Quotation } from '../state.ts';

/**
 * Sends the draft: from now on it binds us through the end of `validUntil` in the seller's zone, and
 * the version before it is superseded. What goes beyond a policy, the
 * command's or a standing one, needs an approval first.
 */
export const send = (command: Data<'SendQuotation'>, state: Quotation): Answer => {
  const { quotationId, validUntil, at } = command;
  if (state.status === 'sent')
    return lastOffer(state)?.sent.validUntil === validUntil
      ? emit()
      : refuse({ code: 'quotation/not-a-draft' });
  if (state.status !== 'draft') return notInPlay(state);
  const { version, terms, record } = state;
  const { header, review } = record;
  if (countingLines(terms).length === 0) return refuse({ code: 'quotation/no-lines' });
  if (validUntil < localDate(at, header.sellerZone))
    return refuse({ code: 'quotation/validity-past', validUntil });
  const amounts = bounded(() => {
    const lines = pricedTerms(terms);
    return { subtotals: subtotalsOfPriced(lines), totals: totalsOf(lines, terms.rounding) };
  });
  if (amounts === undefined) return refuse({ code: 'quotation/amount-too-large' });

  const policy = command.policy ?? review?.policy;
  const judgement = judgeAll(state, [
    ...(policy === undefined ? [] : [{ policy, rates: command.rates }]),
    ...(command.standing ?? []),
  ]);
  if (judgement !== undefined && 'code' in judgement) return refuse(judgement);
  if (judgement?.needed === true)
    return refuse({ code: 'quotation/approval-needed', rules: judgement.rules });
  const currencies = amounts.subtotals.map(({ net }) => net.currency);
  const frozen =
    command.freezeRates === true ? freezing(record, command.rates, currencies) : { events: [] };
  if ('refusal' in frozen) return refuse(frozen.refusal);
  const contradiction = frozen.events.length > 0 && severalRates(allLines(terms), command.rates);
  if (contradiction) return refuse(contradiction);
  return emit(
    ...frozen.events,
    { type: 'QuotationSent', data: { quotationId, version, validUntil, ...amounts } },
    ...supersession(state),
  );
};

/** The version that this one takes the place of. */
const supersession = (draft: DraftQuotation): readonly QuotationEvent[] => {
  const { quotationId } = draft.record.header;
  const before = lastOffer(draft);
  return before === undefined
    ? []
    : [
        {
          type: 'QuotationSuperseded',
          data: { quotationId, version: before.sent.version, by: draft.version },
        },
      ];
};
