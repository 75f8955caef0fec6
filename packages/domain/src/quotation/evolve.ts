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
import { answerTo } from './figures/taken.ts';
import type { Terms } from './figures/terms.ts';
import { reviewed } from './reviewing.ts';
import {
  type DraftQuotation,
  lastOffer,
  type Offer,
  type Quotation,
  type Standing,
} from './state.ts';

/** What a quotation is after one more event. */
export const evolve = (state: Quotation, event: QuotationEvent): Quotation => {
  if (event.type === 'QuotationDrafted') return begun(event.data);
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'QuotationLineAdded':
      return onTerms(state, (terms) => withLine(terms, event.data.line));
    case 'QuotationLineChanged':
      return onTerms(state, (terms) => withChangedLine(terms, event.data.line));
    case 'QuotationLineSubstituted':
      return onTerms(state, (terms) => withReplacedLine(terms, event.data.lineId, event.data.line));
    case 'QuotationLineRemoved':
      return onTerms(state, (terms) => withoutLine(terms, event.data.lineId));
    case 'AlternativeItemOffered':
      return onTerms(state, (terms) =>
        withAlternative(terms, event.data.forLineId, event.data.line),
      );
    case 'QuotationItemChosen':
      return onVersion(state, event.data.version, (terms) => withChoice(terms, event.data.lineId));
    case 'OptionalItemTaken':
      return onVersion(state, event.data.version, (terms) =>
        withOption(terms, event.data.lineId, event.data.taken),
      );
    case 'QuotationDiscountSet':
      return onTerms(state, (terms) => ({ ...terms, discount: event.data.discount }));
    case 'QuotationRoundingSet':
      return onTerms(state, (terms) => ({ ...terms, rounding: event.data.rounding }));
    case 'QuotationSubmitted':
    case 'ApprovalRequested':
    case 'QuotationApproved':
    case 'ApprovalRefused':
      return { ...state, review: reviewed(state.review, event) };
    case 'QuotationSent':
      return state.status === 'draft' ? sentOff(state, event.data) : state;
    case 'QuotationSuperseded':
      return state;
    case 'QuotationRevised':
      return state.status === 'sent' ? revised(state, event.data.toVersion) : state;
    case 'QuotationValidityExtended':
      return onOfferOf(state, event.data.version, (offer) => ({
        ...offer,
        validUntil: event.data.to,
      }));
    case 'ExchangeRatesFrozen':
      return { ...state, rates: event.data.rates };
    case 'ExchangeRatesUnfrozen':
      return { ...state, rates: undefined };
    case 'QuotationFollowed':
      return { ...state, opportunityId: event.data.opportunityId };
    case 'QuotationItemAccepted':
      return onOfferOf(state, event.data.version, (offer) =>
        withAcceptedItem(offer, event.data.acceptanceId, event.data),
      );
    case 'QuotationItemRejected':
      return onOfferOf(state, event.data.version, (offer) =>
        withAnswer(offer, { ...answerTo(offer, event.data.lineId), rejection: event.data }),
      );
    case 'QuotationPartiallyAccepted':
      return { ...standing(state), status: 'partly-accepted', version: event.data.version };
    case 'QuotationRemainderLapsed':
      return state;
    case 'QuotationAccepted':
      return { ...standing(state), status: 'accepted', version: event.data.version };
    case 'QuotationAcceptanceRevoked':
      return {
        ...standing(onOfferOf(state, event.data.version, unanswered)),
        status: 'sent',
      };
    case 'QuotationDeclined':
      return { ...standing(state), status: 'declined', decline: event.data };
    case 'QuotationExpired':
      return onOfferOf(state, event.data.version, (offer) => ({ ...offer, expired: true }));
    case 'QuotationWithdrawn':
      return { ...standing(state), status: 'withdrawn', withdrawal: event.data };
  }
};

const begun = (header: Of<QuotationEvent, 'QuotationDrafted'>['data']): Quotation => ({
  status: 'draft',
  header,
  opportunityId: header.opportunityId,
  offers: [],
  version: 1,
  terms: { positions: [], rounding: [] },
});

/** What stays whatever becomes of the quotation. */
const standing = ({ header, opportunityId, rates, review, offers }: Standing): Standing => ({
  header,
  opportunityId,
  rates,
  review,
  offers,
});

type Drafted = Exclude<Quotation, { readonly status: 'absent' }>;

const onTerms = (state: Drafted, edit: (terms: Terms) => Terms): Quotation =>
  state.status === 'draft' ? { ...state, terms: edit(state.terms) } : state;

const onOfferOf = (state: Drafted, version: number, change: (offer: Offer) => Offer): Drafted => ({
  ...state,
  offers: state.offers.map((offer) => (offer.sent.version === version ? change(offer) : offer)),
});

const onVersion = (state: Drafted, version: number, edit: (terms: Terms) => Terms): Quotation =>
  state.status === 'draft' && state.version === version
    ? onTerms(state, edit)
    : onOfferOf(state, version, (offer) => ({ ...offer, terms: edit(offer.terms) }));

const sentOff = (
  draft: DraftQuotation,
  { version, validUntil, subtotals }: Of<QuotationEvent, 'QuotationSent'>['data'],
): Quotation => {
  const { terms } = draft;
  const offer: Offer = {
    sent: { ...terms, version, validUntil, subtotals },
    terms,
    validUntil,
    expired: false,
    answers: [],
    acceptances: [],
  };
  return { ...standing(draft), status: 'sent', offers: [...draft.offers, offer] };
};

const revised = (state: Standing, version: number): Quotation => ({
  ...standing(state),
  status: 'draft',
  version,
  terms: lastOffer(state)?.terms ?? { positions: [], rounding: [] },
});

const unanswered = (offer: Offer): Offer => ({ ...offer, answers: [], acceptances: [] });
