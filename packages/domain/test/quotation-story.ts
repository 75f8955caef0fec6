import type { FrozenRates } from '@presales/domain';
import {
  priced,
  type QuotationCommand,
  type QuotationEvent,
  type QuotationLine,
  quotation,
  standardCalculation,
  subtotalsOf,
  totalsOf,
} from '@presales/domain/quotation';
import { fold, money } from '@presales/kernel';
import { scenario } from '@presales/testing';

export const { given } = scenario(quotation);

export const at = '2026-03-02T09:00:00.000Z';
export const quotationId = 'q1';
/** Midnight of the seller is two hours before midnight UTC, three in summer. */
export const header = { quotationId, partyId: 'acme', sellerZone: 'Europe/Bucharest' } as const;
export const draft: QuotationCommand = { type: 'DraftQuotation', data: { ...header, at } };
export const drafted: QuotationEvent = {
  type: 'QuotationDrafted',
  data: { ...header, calculation: standardCalculation },
};

export const line = (
  lineId: string,
  amount: number,
  currency = 'EUR',
  more: Partial<QuotationLine> = {},
): QuotationLine => ({
  lineId,
  description: 'Chair',
  quantity: '1',
  unitPrice: money(amount, currency),
  ...more,
});
export const chair = line('1', 100_00);
export const lamp = line('2', 50_00, 'USD');
export const add = (added: QuotationLine): QuotationCommand => ({
  type: 'AddQuotationLine',
  data: { quotationId, line: added, at },
});
export const added = (line: QuotationLine): QuotationEvent => ({
  type: 'QuotationLineAdded',
  data: { quotationId, line },
});
export const remove = (lineId: string): QuotationCommand => ({
  type: 'RemoveQuotationLine',
  data: { quotationId, lineId, at },
});
export const removed = (lineId: string): QuotationEvent => ({
  type: 'QuotationLineRemoved',
  data: { quotationId, lineId },
});

export const validUntil = '2026-03-31';
/** 2026-03-31 ends in Bucharest, in summer time since the 29th, at 21:00 UTC. */
export const lastInstant = '2026-03-31T20:59:59.999Z';
export const dayAfter = '2026-03-31T21:00:00.000Z';

export const send = (on = at, until = validUntil): QuotationCommand => ({
  type: 'SendQuotation',
  data: { quotationId, validUntil: until, at: on },
});
export const sent = (version: number, ...lines: readonly QuotationLine[]): QuotationEvent => ({
  type: 'QuotationSent',
  data: {
    quotationId,
    version,
    validUntil,
    subtotals: subtotalsOf(lines),
    totals: totalsOf(priced(lines)),
  },
});
export const revise: QuotationCommand = {
  type: 'ReviseQuotation',
  data: { quotationId, reason: 'too dear', at },
};
export const revised: QuotationEvent = {
  type: 'QuotationRevised',
  data: { quotationId, fromVersion: 1, toVersion: 2, reason: 'too dear' },
};

export const rates: FrozenRates = {
  base: 'EUR',
  rateDate: '2026-03-02',
  source: 'ecb',
  rates: [{ currency: 'USD', rate: '0.92' }],
};
export const accept = (version = 1, on = at, frozen?: FrozenRates): QuotationCommand => ({
  type: 'AcceptQuotation',
  data: { quotationId, version, ...(frozen ? { rates: frozen } : {}), at: on },
});
const [onlySubtotal] = subtotalsOf([chair]);
if (onlySubtotal === undefined) throw new Error('one line has one subtotal');
/** What the chair alone comes to. */
export const euros = onlySubtotal;
export const accepted = (version = 1): QuotationEvent => ({
  type: 'QuotationAccepted',
  data: { quotationId, version, subtotals: [euros], value: euros },
});
export const frozen = (rates: FrozenRates): QuotationEvent => ({
  type: 'ExchangeRatesFrozen',
  data: { quotationId, rates },
});

export const decline: QuotationCommand = {
  type: 'DeclineQuotation',
  data: { quotationId, reason: 'competitor', competitor: 'Rival', note: 'Cheaper.', at },
};
export const declined: QuotationEvent = {
  type: 'QuotationDeclined',
  data: { quotationId, version: 1, reason: 'competitor', competitor: 'Rival', note: 'Cheaper.' },
};
export const expire = (on: string): QuotationCommand => ({
  type: 'ExpireQuotation',
  data: { quotationId, at: on },
});
export const expired: QuotationEvent = {
  type: 'QuotationExpired',
  data: { quotationId, version: 1, validUntil },
};

/** The version before gives way to this one. */
export const supersededBy = (by: number): QuotationEvent => ({
  type: 'QuotationSuperseded',
  data: { quotationId, version: by - 1, by },
});

/** What a command comes to after a history, for what is seen of it only as a whole. */
export const after = (...history: readonly QuotationEvent[]) => fold(quotation.decider, history);

export const inPlay = [drafted, added(chair), sent(1, chair)];
