import { type Aggregate, aggregate, type LocalDate, type Of } from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import { accept } from './acceptance.ts';
import { QuotationCommand } from './commands.ts';
import { addLine, draft, removeLine } from './drafting.ts';
import { decline, expire } from './endings.ts';
import { QuotationEvent, type QuotationLine } from './events.ts';
import type { Answer, QuotationRefusal } from './refusals.ts';
import { revise, send } from './sending.ts';

/** Whom a quotation is for and where its days are counted. */
export type QuotationHeader = Of<QuotationEvent, 'QuotationDrafted'>['data'];

/** How the customer said no. */
export type QuotationDecline = Of<QuotationEvent, 'QuotationDeclined'>['data'];

/** A version as it went to the customer. It never changes. */
export interface SentVersion {
  readonly version: number;
  readonly validUntil: LocalDate;
  readonly lines: readonly QuotationLine[];
  readonly subtotals: readonly DealValue[];
}

/** The version that the customer holds, and whether the end of its validity was recorded. */
export interface Offer extends SentVersion {
  readonly expired: boolean;
}

/**
 * What a quotation is. While a new version is drafted, the one that was sent last stays the offer.
 * Accepted and declined are final.
 */
export type Quotation =
  | { readonly status: 'absent' }
  | {
      readonly status: 'draft';
      readonly header: QuotationHeader;
      readonly version: number;
      readonly lines: readonly QuotationLine[];
      readonly offer?: Offer;
    }
  | { readonly status: 'sent'; readonly header: QuotationHeader; readonly offer: Offer }
  | {
      readonly status: 'accepted';
      readonly header: QuotationHeader;
      readonly version: number;
    }
  | {
      readonly status: 'declined';
      readonly header: QuotationHeader;
      readonly decline: QuotationDecline;
    };

const evolve = (state: Quotation, event: QuotationEvent): Quotation => {
  if (event.type === 'QuotationDrafted')
    return { status: 'draft', header: event.data, version: 1, lines: [] };
  if (state.status === 'absent') return state;
  const { header } = state;
  switch (event.type) {
    case 'QuotationLineAdded':
      return state.status === 'draft'
        ? { ...state, lines: [...state.lines, event.data.line] }
        : state;
    case 'QuotationLineRemoved': {
      const { lineId } = event.data;
      return state.status === 'draft'
        ? { ...state, lines: state.lines.filter((line) => line.lineId !== lineId) }
        : state;
    }
    case 'QuotationSent': {
      if (state.status !== 'draft') return state;
      const { version, validUntil, subtotals } = event.data;
      const offer = { version, validUntil, lines: state.lines, subtotals, expired: false };
      return { status: 'sent', header, offer };
    }
    case 'QuotationRevised': {
      if (state.status !== 'sent') return state;
      const { offer } = state;
      return { status: 'draft', header, version: event.data.toVersion, lines: offer.lines, offer };
    }
    case 'ExchangeRatesFrozen':
      return state;
    case 'QuotationAccepted':
      return { status: 'accepted', header, version: event.data.version };
    case 'QuotationDeclined':
      return { status: 'declined', header, decline: event.data };
    case 'QuotationExpired':
      return 'offer' in state && state.offer !== undefined
        ? { ...state, offer: { ...state.offer, expired: true } }
        : state;
  }
};

const decide = (command: QuotationCommand, state: Quotation): Answer => {
  switch (command.type) {
    case 'DraftQuotation':
      return draft(command.data, state);
    case 'AddQuotationLine':
      return addLine(command.data, state);
    case 'RemoveQuotationLine':
      return removeLine(command.data, state);
    case 'SendQuotation':
      return send(command.data, state);
    case 'ReviseQuotation':
      return revise(command.data, state);
    case 'AcceptQuotation':
      return accept(command.data, state);
    case 'DeclineQuotation':
      return decline(command.data, state);
    case 'ExpireQuotation':
      return expire(command.data, state);
  }
};

/** An offer in several currencies at once (S63), legally binding once sent (S8), in versions. */
export const quotation: Aggregate<QuotationCommand, Quotation, QuotationEvent, QuotationRefusal> =
  aggregate({
    category: 'quotation',
    commands: QuotationCommand,
    events: QuotationEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.quotationId,
  });
