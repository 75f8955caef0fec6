import { same } from '../../shared/same.ts';
import type { AcceptedItem } from '../commands.ts';
import type { QuotationEvent } from '../events.ts';
import { withAcceptance, withAnswer } from '../figures/answered-offer.ts';
import { addQuantities, compareQuantities } from '../figures/quantities.ts';
import {
  allComplete,
  answerTo,
  isAnythingTaken,
  isComplete,
  takenLines,
} from '../figures/taken.ts';
import { countingLines, positionOf } from '../figures/terms.ts';
import { type Answer, type Data, emit, type QuotationRefusal, refuse } from '../refusals.ts';
import { onOffer } from '../rules/on-offer.ts';
import { type Offer, offerOf, type Quotation, type Standing } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';
import { quotationLimits } from '../vocabulary.ts';
import { worthOf } from './accept.ts';

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
  return onOffer({ version, at, olderVersions }, state, (standing, offer) => {
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
    const worth = worthOf(standing, after, () => takenLines(after, { open: 'left' }), rates);
    if ('refusal' in worth) return refuse(worth.refusal);
    const { events, subtotals, value } = worth;
    return emit(...events, ...accepted, {
      type: allComplete(after) ? 'QuotationAccepted' : 'QuotationPartiallyAccepted',
      data: { quotationId, version, subtotals, value },
    });
  });
};

/**
 * What is left of a line is not taken: the customer does not want it, or we cannot deliver it. With
 * the last open line the quotation closes: accepted where anything was taken, else declined by the
 * customer or withdrawn by us, whoever rejected last.
 */
export const rejectItem = (command: Data<'RejectQuotationItem'>, state: Quotation): Answer => {
  const { quotationId, version, lineId, rejection, at } = command;
  return onOffer({ version, at }, state, (standing, offer) => {
    const line = lineIn(offer, lineId);
    if ('code' in line) return refuse(line);
    const answer = answerTo(offer, lineId);
    const rejected = { quotationId, version, lineId, ...rejection };
    if (answer.rejection !== undefined)
      return same(answer.rejection, rejected)
        ? emit()
        : refuse({ code: 'quotation/item-rejected', lineId });
    if (isComplete(answer, line)) return refuse({ code: 'quotation/item-complete', lineId });
    if (rejection.reason === 'other' && rejection.note === undefined)
      return refuse({ code: 'quotation/note-needed' });
    const event: QuotationEvent = { type: 'QuotationItemRejected', data: rejected };
    const after = withAnswer(offer, { ...answer, rejection: rejected });
    return allComplete(after) ? closing(command, standing, after, event) : emit(event);
  });
};

/** The end of a quotation whose last open line was rejected. */
const closing = (
  { quotationId, version, rejection }: Data<'RejectQuotationItem'>,
  standing: Standing,
  offer: Offer,
  rejected: QuotationEvent,
): Answer => {
  if (isAnythingTaken(offer)) {
    const worth = worthOf(standing, offer, () => takenLines(offer, { open: 'left' }), undefined);
    if ('refusal' in worth) return refuse(worth.refusal);
    const { subtotals, value } = worth;
    return emit(rejected, {
      type: 'QuotationAccepted',
      data: { quotationId, version, subtotals, value },
    });
  }
  if (rejection.by === 'customer') {
    const { by: _, ...why } = rejection;
    return emit(rejected, { type: 'QuotationDeclined', data: { quotationId, version, ...why } });
  }
  const { by: _, ...why } = rejection;
  return emit(rejected, { type: 'QuotationWithdrawn', data: { quotationId, version, ...why } });
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

/** The line in an offer's total, or why there is none of that id. */
const lineIn = ({ terms }: Offer, lineId: string): QuotationLine | QuotationRefusal => {
  const line = countingLines(terms).find((other) => other.lineId === lineId);
  if (line !== undefined) return line;
  return positionOf(terms, lineId) === undefined
    ? { code: 'quotation/unknown-line', lineId }
    : { code: 'quotation/item-not-chosen', lineId };
};
