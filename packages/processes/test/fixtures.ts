import type { DealValue } from '@presales/domain';
import type { QuotationLine } from '@presales/domain/quotation';
import { money } from '@presales/kernel';
import type { OpeningSettings, Request } from '../src/index.ts';

export const monday = '2026-03-02T09:00:00.000Z';
export const tuesday = '2026-03-03T09:00:00.000Z';
export const wednesday = '2026-03-04T09:00:00.000Z';
export const thursday = '2026-03-05T09:00:00.000Z';

export const settings: OpeningSettings = {
  pipelineId: 'sales',
  ownerId: 'house',
  zone: 'Europe/Bucharest',
};

/** The pipeline that deals are opened in. */
export const pipeline: Request = {
  aggregate: 'pipeline',
  command: {
    type: 'DefinePipeline',
    data: {
      pipelineId: 'sales',
      name: 'Sales',
      steps: [
        { step: 'call', name: 'Phone call', probability: 10 },
        { step: 'visit', name: 'Visit', probability: 30 },
        { step: 'offer', name: 'Offer', probability: 60 },
      ],
      at: '2026-01-01T08:00:00.000Z',
    },
  },
};

export const eur = (amount: number) => money(amount, 'EUR');

/** A value whose whole cost is unknown. */
export const worth = (amount: number): DealValue => ({
  net: eur(amount),
  margin: eur(0),
  netOfUnknownCost: eur(amount),
});

/** One line at a price. */
export const line = (amount: number): QuotationLine => ({
  lineId: 'line-1',
  description: 'a machine',
  quantity: '1',
  unitPrice: eur(amount),
});

/** A deal that somebody opens by hand. */
export const opened = (opportunityId: string, at = monday, partyId = 'ada'): Request => ({
  aggregate: 'opportunity',
  command: {
    type: 'OpenOpportunity',
    data: {
      opportunityId,
      partyId,
      ownerId: 'ben',
      pipeline: { pipelineId: 'sales', version: 1, steps: ['call', 'visit', 'offer'] },
      at,
    },
  },
});

/** Makes one deal part of another. */
export const merged = (loser: string, survivor: string): readonly Request[] => [
  {
    aggregate: 'opportunity',
    command: {
      type: 'AbsorbOpportunity',
      data: { opportunityId: survivor, mergedId: loser, at: monday },
    },
  },
  {
    aggregate: 'opportunity',
    command: {
      type: 'MergeOpportunity',
      data: { opportunityId: loser, survivorId: survivor, at: monday },
    },
  },
];
