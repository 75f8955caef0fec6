import type { Of } from '@presales/kernel';
import type { QuotationEvent } from './events.ts';
import { withAcceptedItem, withAnswer } from './figures/answered-offer.ts';
import {
  withAlternative,
  withChangedLine,
  withChoice,
  withLine,
  withOption,
  withoutLine,
  withReplacedLine,
} from './figures/edited-terms.ts';
import { openTerms } from './figures/open-terms.ts';
import { reviewed } from './figures/review.ts';
import { soldLines } from './figures/sold.ts';
import { answerTo } from './figures/taken.ts';
import {
  type DraftQuotation,
  type ExistingQuotation,
  isLapsed,
  lastOffer,
  type Offer,
  offerOf,
  type Quotation,
  type QuotationRecord,
  type QuotationTerms,
} from './state.ts';

/** What a quotation is after one more event. */
export const evolve = (state: Quotation, event: QuotationEvent): Quotation => {
  if (event.type === 'QuotationDrafted') return begun(event.data);
  if (state.status === 'absent') return state;
  const { record } = state;
  switch (event.type) {
    case 'QuotationLineAdded':
    case 'QuotationLineChanged':
    case 'QuotationLineSubstituted':
    case 'QuotationLineRemoved':
    case 'AlternativeItemOffered':
    case 'QuotationDiscountSet':
    case 'QuotationRoundingSet':
      return onDraft(state, (terms) => edited(terms, event));
    case 'QuotationItemChosen':
      return onVersion(state, event.data.version, (terms) => withChoice(terms, event.data.lineId));
    case 'OptionalItemTaken':
      return onVersion(state, event.data.version, (terms) =>
        withOption(terms, event.data.lineId, event.data.taken),
      );
    case 'QuotationSubmitted':
    case 'ApprovalRequested':
    case 'QuotationApproved':
    case 'ApprovalRefused':
      return recording(state, { review: reviewed(state.record.review, event) });
    case 'ExchangeRatesFrozen':
      return recording(state, { rates: event.data.rates });
    case 'ExchangeRatesUnfrozen':
      return recording(state, { rates: undefined });
    case 'QuotationFollowed':
      return recording(state, { opportunityId: event.data.opportunityId });
    case 'QuotationSent':
      return state.status === 'draft' ? sentOff(state, event.data) : state;
    case 'QuotationRevised':
      return revised(state, event.data.toVersion);
    case 'QuotationValidityExtended':
    case 'QuotationExpired':
    case 'QuotationItemAccepted':
    case 'QuotationItemRejected':
      return onOffer(state, event.data.version, (offer) => offerAfter(offer, event));
    // It changes nothing by itself: the event that comes with it does.
    case 'QuotationSuperseded':
      return state;
    case 'QuotationRemainderLapsed':
      return lapsed(state, event.data);
    case 'QuotationPartiallyAccepted':
      // A part that came in time and was entered when the rest had lapsed.
      return isLapsed(state)
        ? state
        : { status: 'partly-accepted', record, version: event.data.version };
    case 'QuotationAccepted':
      return accepted(state, event.data);
    case 'QuotationAcceptanceRevoked':
      return revoked(state, event.data.version);
    case 'QuotationDeclined':
      return { status: 'declined', record, decline: event.data };
    case 'QuotationWithdrawn':
      return { status: 'withdrawn', record, withdrawal: event.data };
  }
};

const begun = (header: Of<QuotationEvent, 'QuotationDrafted'>['data']): Quotation => ({
  status: 'draft',
  record: { header, opportunityId: header.opportunityId, offers: [] },
  version: 1,
  terms: {
    positions: [],
    rounding: [],
    ...(header.calculation === undefined ? {} : { calculation: header.calculation }),
  },
});

/** The events that change the terms of a draft. */
type Edit = Of<
  QuotationEvent,
  | 'QuotationLineAdded'
  | 'QuotationLineChanged'
  | 'QuotationLineSubstituted'
  | 'QuotationLineRemoved'
  | 'AlternativeItemOffered'
  | 'QuotationDiscountSet'
  | 'QuotationRoundingSet'
>;

const edited = (terms: QuotationTerms, { type, data }: Edit): QuotationTerms => {
  switch (type) {
    case 'QuotationLineAdded':
      return withLine(terms, data.line);
    case 'QuotationLineChanged':
      return withChangedLine(terms, data.line);
    case 'QuotationLineSubstituted':
      return withReplacedLine(terms, data.lineId, data.line);
    case 'QuotationLineRemoved':
      return withoutLine(terms, data.lineId);
    case 'AlternativeItemOffered':
      return withAlternative(terms, data.forLineId, data.line);
    case 'QuotationDiscountSet':
      return { ...terms, discount: data.discount };
    case 'QuotationRoundingSet':
      return { ...terms, rounding: data.rounding };
  }
};

/** The events that change a version that was sent, and leave the quotation's status as it is. */
type Answering = Of<
  QuotationEvent,
  | 'QuotationValidityExtended'
  | 'QuotationExpired'
  | 'QuotationItemAccepted'
  | 'QuotationItemRejected'
>;

const offerAfter = (offer: Offer, { type, data }: Answering): Offer => {
  switch (type) {
    case 'QuotationValidityExtended':
      return { ...offer, validUntil: data.to };
    case 'QuotationExpired':
      return { ...offer, expired: true };
    case 'QuotationItemAccepted':
      return withAcceptedItem(offer, data.acceptanceId, data);
    case 'QuotationItemRejected':
      return withAnswer(offer, { ...answerTo(offer, data.lineId), rejection: data });
  }
};

const recording = (
  state: ExistingQuotation,
  changes: Partial<QuotationRecord>,
): ExistingQuotation => ({ ...state, record: { ...state.record, ...changes } });

const onDraft = (
  state: ExistingQuotation,
  edit: (terms: QuotationTerms) => QuotationTerms,
): Quotation => (state.status === 'draft' ? { ...state, terms: edit(state.terms) } : state);

const onOffer = (
  state: ExistingQuotation,
  version: number,
  change: (offer: Offer) => Offer,
): ExistingQuotation =>
  recording(state, {
    offers: state.record.offers.map((offer) =>
      offer.sent.version === version ? change(offer) : offer,
    ),
  });

const onVersion = (
  state: ExistingQuotation,
  version: number,
  edit: (terms: QuotationTerms) => QuotationTerms,
): Quotation =>
  state.status === 'draft' && state.version === version
    ? onDraft(state, edit)
    : onOffer(state, version, (offer) => ({ ...offer, terms: edit(offer.terms) }));

const sentOff = (
  { record, terms }: DraftQuotation,
  { version, validUntil, subtotals }: Of<QuotationEvent, 'QuotationSent'>['data'],
): Quotation => {
  const offer: Offer = {
    sent: { ...terms, version, validUntil, subtotals },
    terms,
    validUntil,
    expired: false,
    lapsed: false,
    answers: [],
    acceptances: [],
  };
  return { status: 'sent', record: { ...record, offers: [...record.offers, offer] } };
};

/** The next version begins on what was sent last, or on what is left of the one that was taken in part. */
const revised = (state: ExistingQuotation, version: number): Quotation => {
  const { record } = state;
  if (state.status === 'sent')
    return { status: 'draft', record, version, terms: lastOffer(state)?.terms ?? nothing };
  if (state.status !== 'partly-accepted') return state;
  const offer = offerOf(state, state.version);
  return { status: 'draft', record, version, terms: offer ? openTerms(offer) : nothing };
};

const nothing: QuotationTerms = { positions: [], rounding: [] };

/**
 * What was open lapsed, and the quotation is accepted at what was taken. Of what was recorded before a
 * lapse stood by itself, `QuotationAccepted` says so.
 */
const lapsed = (
  state: ExistingQuotation,
  { version, value }: Of<QuotationEvent, 'QuotationRemainderLapsed'>['data'],
): Quotation => {
  const after = onOffer(state, version, (offer) => ({ ...offer, lapsed: true }));
  return value === undefined ? after : { status: 'accepted', record: after.record, version };
};

/** What is taken after the rest had lapsed, in time or late on purpose, is taken with that rest. */
const accepted = (
  state: ExistingQuotation,
  { version, late }: Of<QuotationEvent, 'QuotationAccepted'>['data'],
): Quotation => {
  const { record } =
    late === undefined && state.status !== 'accepted'
      ? state
      : onOffer(state, version, (offer) => ({ ...offer, lapsed: false }));
  return { status: 'accepted', record, version };
};

/** What was taken of other versions stays sold, and the quotation as it is by them. */
const revoked = (state: ExistingQuotation, version: number): Quotation => {
  const after = onOffer(state, version, unanswered);
  const { record } = after;
  if (after.status !== 'accepted' && after.status !== 'partly-accepted') return after;
  if (after.version === version) return { status: 'sent', record };
  return soldLines(after).length > 0
    ? after
    : { status: 'sent', record: onOffer(after, after.version, unanswered).record };
};

const unanswered = (offer: Offer): Offer => ({
  ...offer,
  lapsed: false,
  answers: [],
  acceptances: [],
});
