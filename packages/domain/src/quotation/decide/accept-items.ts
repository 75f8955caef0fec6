import { addQuantities, compareQuantities } from '../../shared/quantities.ts';
import { same } from '../../shared/same.ts';
import type { QuotationEvent } from '../events.ts';
import { withAcceptance } from '../figures/answered-offer.ts';
import { allComplete, answerTo, takenLines } from '../figures/taken.ts';
import { type Answer, type Data, emit, type QuotationRefusal, refuse } from '../refusals.ts';
import { lineIn } from '../rules/line-in-offer.ts';
import { onOffer } from '../rules/on-offer.ts';
import { worthOf } from '../rules/worth.ts';
import { type Offer, offerOf, type Quotation } from '../state.ts';
import { type AcceptedItem, quotationLimits } from '../vocabulary.ts';

/**
 * The customer orders a part, line by line. A line is complete at its full quantity only (SAP's
 * completion rule B), and more than quoted is taken where the policy allows it. With the last
 * complete line the quotation is accepted, at what was taken.
 */
export const acceptItems = (command: Data<'AcceptQuotationItems'>, state: Quotation): Answer => {
  const { quotationId, version, acceptanceId, items, rates, policy, at } = command;
  const known =
    state.status === 'absent'
      ? undefined
      : offerOf(state, version)?.acceptances.find((other) => other.acceptanceId === acceptanceId);
  if (known !== undefined)
    return same(known.items, items)
      ? emit()
      : refuse({ code: 'quotation/acceptance-exists', acceptanceId });
  const olderVersions = policy?.olderVersions === true;
  return onOffer({ version, at, olderVersions, byDate: true }, state, (record, offer) => {
    const limit = quotationLimits.acceptances;
    if (offer.acceptances.length >= limit)
      return refuse({ code: 'quotation/too-many-acceptances', limit });
    for (const item of items) {
      const refusal = untakeable(offer, item, policy?.moreThanQuoted === true);
      if (refusal !== undefined) return refuse(refusal);
    }
    const after = withAcceptance(offer, { acceptanceId, items });
    const accepted = items.map(
      (item): QuotationEvent => ({
        type: 'QuotationItemAccepted',
        data: { quotationId, version, acceptanceId, ...item },
      }),
    );
    const worth = worthOf(record, after, () => takenLines(after, { open: 'left' }), rates);
    if ('refusal' in worth) return refuse(worth.refusal);
    const { events, subtotals, value } = worth;
    return emit(...events, ...accepted, {
      type: allComplete(after) ? 'QuotationAccepted' : 'QuotationPartiallyAccepted',
      data: { quotationId, version, subtotals, value },
    });
  });
};

/** Why so much of an item cannot be taken. */
const untakeable = (
  offer: Offer,
  { lineId, quantity }: AcceptedItem,
  moreThanQuoted: boolean,
): QuotationRefusal | undefined => {
  const line = lineIn(offer, lineId);
  if ('code' in line) return line;
  const { accepted, rejection } = answerTo(offer, lineId);
  if (rejection !== undefined) return { code: 'quotation/item-rejected', lineId };
  const total = addQuantities(accepted, quantity);
  if (total === undefined) return { code: 'quotation/amount-too-large' };
  if (moreThanQuoted || compareQuantities(total, line.quantity) <= 0) return undefined;
  return compareQuantities(accepted, line.quantity) >= 0
    ? { code: 'quotation/item-complete', lineId }
    : { code: 'quotation/more-than-quoted', lineId, quoted: line.quantity };
};
